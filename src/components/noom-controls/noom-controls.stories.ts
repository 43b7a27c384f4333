import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { insideRoom, type Scene } from '../../../.storybook/story-room.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  controls?: string;
  labels: boolean;
  orientation: 'horizontal' | 'vertical';
  width: string;
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-controls',
  component: 'noom-controls',
  args: { labels: false, orientation: 'horizontal', width: '100%' },
  argTypes: {
    orientation: { control: 'select', options: ['horizontal', 'vertical'] },
    width: { table: { disable: true } },
  },
};
export default meta;

function toolbar(scene: Scene = {}, lang?: string): Story {
  return insideRoom(
    scene,
    ({ controls, labels, orientation, width }: Args) =>
      html`<div style="box-sizing: border-box; width: ${width}; height: 480px; padding: 16px">
        <noom-controls controls=${ifDefined(controls)} ?labels=${labels} orientation=${orientation}></noom-controls>
      </div>`,
    lang,
  );
}

export const AllOn: Story = toolbar();

export const AllOff: Story = toolbar({ call: { microphone: false, camera: false } });

export const Opening: Story = toolbar({
  prepare({ devices }) {
    devices.delayMs = 24 * 60 * 60 * 1000;
  },
});

export const HandRaised: Story = toolbar({
  async act(stage) {
    await stage.joined();
    await stage.call.raiseHand(true);
  },
});

export const SharingAScreen: Story = toolbar({
  async act(stage) {
    await stage.joined();
    await stage.call.shareScreen(true);
  },
});

export const ChoosingAScreen: Story = toolbar({
  prepare({ displays }) {
    displays.delayMs = 24 * 60 * 60 * 1000;
  },
  async act(stage) {
    await stage.joined();
    stage.meanwhile(stage.call.shareScreen(true));
  },
});

/** As on a phone. */
export const WithoutScreens: Story = toolbar({ displays: { isSupported: false } });

export const UnreadMessages: Story = toolbar({
  participants: [{ name: 'Minji Park' }],
  async act(stage) {
    await stage.joined();
    for (const text of ['Hello', 'Are you there?']) await stage.room.participants[0]?.say(text);
  },
});

export const Blocked: Story = toolbar({
  prepare({ devices }) {
    devices.deny('camera');
    devices.deny('microphone');
  },
});

export const Reconnecting: Story = toolbar({
  signaling: { graceMs: 24 * 60 * 60 * 1000 },
  async act(stage) {
    await stage.joined();
    stage.room.signaling.drop(stage.call.snapshot.self.id);
  },
});

export const AfterTheCall: Story = toolbar({
  async act(stage) {
    await stage.joined();
    await stage.call.leave();
  },
});

export const WithLabels: Story = { ...toolbar(), args: { labels: true } };

export const WithLabelsInKorean: Story = { ...toolbar({}, 'ko'), args: { labels: true } };

export const Vertical: Story = { ...toolbar(), args: { orientation: 'vertical' } };

export const Folded: Story = { ...toolbar(), args: { width: '320px' } };

export const Some: Story = { ...toolbar(), args: { controls: 'microphone camera leave' } };

export const WithoutRoom: Story = {
  render: () => html`<div style="padding: 16px"><noom-controls></noom-controls></div>`,
};
