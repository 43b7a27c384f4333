import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { insideRoom, type Scene, type Stage } from '../../../.storybook/story-room.js';
import '../noom-room/index.js';
import '../noom-stage/index.js';
import './index.js';

type Story = StoryObj;

const meta: Meta = { title: 'noom-reactions', component: 'noom-reactions' };
export default meta;

const LONG = 'Maximiliana von und zu Hohenlohe-Langenburg';

/** About as long as a reaction is shown. */
const REPEATED_MS = 4000;

async function react({ room, call }: Stage): Promise<void> {
  for (const participant of room.participants) await participant.react('🎉');
  await call.react('👍');
}

function reactions(scene: Scene, lang?: string): Story {
  return insideRoom(
    scene,
    () =>
      html`<div style="position: relative; height: min(100vh, 480px)">
        <noom-stage></noom-stage>
        <noom-reactions></noom-reactions>
      </div>`,
    lang,
  );
}

const several: Scene = {
  participants: [{ name: 'Jun Park' }, { name: LONG }],
  async act(stage) {
    await stage.joined();
    await react(stage);
    // A reaction passes: the next ones are for a reader who looks later.
    const timer = setInterval(() => {
      if (stage.call.snapshot.state === 'joined') void react(stage);
      else clearInterval(timer);
    }, REPEATED_MS);
  },
};

export const OfSeveral: Story = reactions(several);

export const Korean: Story = reactions(several, 'ko');

export const RightToLeft: Story = reactions(several, 'ar');
