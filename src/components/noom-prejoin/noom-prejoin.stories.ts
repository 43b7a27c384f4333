import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { inRoom, stoppedClock, type Scene } from '../../../.storybook/story-room.js';
import '../noom-room/index.js';
import './index.js';

const meta: Meta = { title: 'noom-prejoin', component: 'noom-prejoin' };
export default meta;

type Story = StoryObj;

/** Placed by the page: a composed room does not prepare by itself. */
function prejoin(scene: Scene = {}, look: { lang?: string; width?: string } = {}): Story {
  const getsReady: Scene = {
    ...scene,
    async act(stage) {
      const isReady = stage.call.prepare();
      await (scene.act?.(stage) ?? isReady);
    },
  };
  return inRoom(
    getsReady,
    ({ call }): TemplateResult =>
      html`<noom-room .call=${call} room="tea" display-name="Sora Kim" lang=${ifDefined(look.lang)}>
        <div style="width: ${look.width ?? '100%'}"><noom-prejoin></noom-prejoin></div>
      </noom-room>`,
  );
}

export const Ready: Story = prejoin();

export const Narrow: Story = prejoin({}, { width: '390px' });

export const Opening: Story = prejoin({
  prepare({ devices }) {
    devices.delayMs = 24 * 60 * 60 * 1000;
  },
  act: (stage) => stage.inState('prejoin'),
});

export const DevicesOff: Story = prejoin({ call: { microphone: false, camera: false } });

export const CameraBlocked: Story = prejoin({ prepare: ({ devices }) => devices.deny('camera') });

export const BothBlocked: Story = prejoin({
  prepare({ devices }) {
    devices.deny('camera');
    devices.deny('microphone');
  },
});

export const NoDevices: Story = prejoin({
  prepare({ devices }) {
    for (const id of ['front', 'back', 'desk', 'built-in-microphone', 'headset-microphone']) devices.unplug(id);
  },
});

export const CameraInUse: Story = prejoin({
  prepare({ devices }) {
    for (const id of ['front', 'back', 'desk']) devices.busy(id);
  },
});

export const Joining: Story = prejoin({
  seams: { clock: stoppedClock },
  prepare: ({ signaling }) => signaling.unreachable(),
  async act(stage) {
    void stage.call.join();
    await stage.inState('connecting');
  },
});

export const Korean: Story = prejoin({ prepare: ({ devices }) => devices.deny('camera') }, { lang: 'ko' });
