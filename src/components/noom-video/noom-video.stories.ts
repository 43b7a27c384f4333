import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { hurriedClock, insideRoom, type Scene } from '../../../.storybook/story-room.js';
import type { DrawnParticipantOptions } from '../../testing/index.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  participant: string;
  fit?: 'cover' | 'contain';
  mirror: 'auto' | 'on' | 'off';
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-video',
  component: 'noom-video',
  args: { participant: 'remote', mirror: 'auto' },
  argTypes: {
    fit: { control: 'select', options: ['cover', 'contain'] },
    mirror: { control: 'select', options: ['auto', 'on', 'off'] },
  },
};
export default meta;

function tile(scene: Scene, lang?: string): Story {
  return insideRoom(
    scene,
    ({ participant, fit, mirror }: Args) =>
      html`<div style="max-width: 560px; padding: 16px">
        <noom-video participant=${participant} fit=${ifDefined(fit)} mirror=${mirror}></noom-video>
      </div>`,
    lang,
  );
}

const of = (options: DrawnParticipantOptions): Story => tile({ participants: [options] });

export const Remote: Story = of({ name: 'Minji Park' });

export const Speaking: Story = of({ name: 'Minji Park', speaking: true });

export const MicrophoneOff: Story = of({ name: 'Ann', microphone: false });

export const CameraOff: Story = of({ name: 'Jun Lee', camera: false });

export const HandRaised: Story = of({ name: 'Ann', hand: true });

export const EverythingAtOnce: Story = of({ name: 'Ann', hand: true, speaking: true, camera: false });

export const Local: Story = { ...tile({}), args: { participant: 'local' } };

export const LongName: Story = of({ name: 'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff the First' });

export const Korean: Story = tile({ participants: [{ name: '박민지', microphone: false, camera: false }] }, 'ko');

export const Connecting: Story = tile({
  participants: [{ name: 'Minji Park' }],
  prepare: ({ participants }) => participants[0]?.interrupt(),
  act: (stage) => stage.inState('joined'),
});

export const Interrupted: Story = tile({
  participants: [{ name: 'Minji Park' }],
  async act(stage) {
    await stage.joined();
    stage.room.participants[0]?.interrupt();
  },
});

export const Failed: Story = tile({
  participants: [{ name: 'Minji Park' }],
  async act(stage) {
    await stage.joined();
    stage.room.participants[0]?.fail();
  },
});

export const PoorQuality: Story = tile({
  participants: [{ name: 'Minji Park' }],
  clock: hurriedClock,
  prepare: (room) => {
    room.setConditions({ loss: 0.15 });
  },
  act: (stage) => stage.until(({ participants }) => participants[1]?.quality === 'poor'),
});

export const PicturePaused: Story = tile({
  participants: [{ name: 'Minji Park' }],
  clock: hurriedClock,
  prepare: (room) => {
    room.setConditions({ uplinkKbps: 60 });
  },
  act: (stage) => stage.until(({ participants }) => participants[1]?.sources.camera.paused === true),
});

export const Contained: Story = { ...of({ name: 'Minji Park' }), args: { fit: 'contain' } };

export const NoParticipant: Story = tile({});

export const WithoutRoom: Story = {
  render: () => html`<div style="max-width: 560px; padding: 16px"><noom-video></noom-video></div>`,
};
