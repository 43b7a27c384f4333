import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { insideRoom, type Scene } from '../../../.storybook/story-room.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  kind: 'camera' | 'microphone' | 'speaker';
  label: string;
  preview: boolean;
  meter: boolean;
  disabled: boolean;
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-device-select',
  component: 'noom-device-select',
  args: { kind: 'camera', label: '', preview: false, meter: false, disabled: false },
  argTypes: { kind: { control: 'select', options: ['camera', 'microphone', 'speaker'] } },
};
export default meta;

function picker(scene: Scene = {}, lang?: string): Story {
  return insideRoom(
    scene,
    ({ kind, label, preview, meter, disabled }: Args) =>
      html`<div style="max-width: 380px; padding: 16px">
        <noom-device-select
          kind=${kind}
          label=${label}
          ?preview=${preview}
          ?meter=${meter}
          ?disabled=${disabled}
        ></noom-device-select>
      </div>`,
    lang,
  );
}

export const Camera: Story = picker();

export const CameraWithPreview: Story = { ...picker(), args: { preview: true } };

export const Microphone: Story = { ...picker(), args: { kind: 'microphone' } };

export const MicrophoneWithMeter: Story = {
  ...picker({ devices: { isTone: true } }),
  args: { kind: 'microphone', meter: true },
};

export const Speaker: Story = { ...picker(), args: { kind: 'speaker' } };

export const NotAskedYet: Story = picker({
  devices: { permission: 'prompt' },
  call: { camera: false, microphone: false },
});

export const Denied: Story = {
  ...picker({ prepare: ({ devices }) => devices.deny('camera') }),
  args: { preview: true },
};

export const NoneFound: Story = picker({
  prepare({ devices }) {
    for (const id of ['front', 'back', 'desk']) devices.unplug(id);
  },
});

export const InUseElsewhere: Story = {
  ...picker({
    prepare({ devices }) {
      for (const id of ['front', 'back', 'desk']) devices.busy(id);
    },
  }),
  args: { preview: true },
};

export const Unplugged: Story = picker({
  async act(stage) {
    await stage.until(({ self }) => self.sources.camera.on);
    // The tag tells it of a device that it has shown as the one in use.
    await stage.joined();
    stage.room.devices.unplug('front');
  },
});

export const LongLabel: Story = picker({
  prepare({ devices }) {
    for (const id of ['front', 'back', 'desk']) devices.unplug(id);
    devices.plug({
      kind: 'camera',
      deviceId: 'long',
      label: 'A camera with a very long name by its maker (1c4f:0a1b)',
    });
  },
  call: { camera: false },
});

export const Disabled: Story = { ...picker(), args: { disabled: true } };

export const Korean: Story = {
  ...picker({ prepare: ({ devices }) => devices.deny('camera') }, 'ko'),
  args: { preview: true },
};

/** Without a room it lists the real devices of the viewer; it opens none by itself. */
export const WithoutRoom: Story = {
  render: () => html`<div style="max-width: 380px; padding: 16px"><noom-device-select></noom-device-select></div>`,
};
