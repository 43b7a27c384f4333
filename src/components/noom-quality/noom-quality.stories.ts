import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { hurriedClock, insideRoom, type Scene, type Stage } from '../../../.storybook/story-room.js';
import type { NoomQuality } from './index.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  participant: string;
  details: boolean;
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-quality',
  component: 'noom-quality',
  args: { participant: '', details: false },
};
export default meta;

function quality(scene: Scene, { lang, ...args }: Partial<Args> & { lang?: string } = {}): Story {
  const story = insideRoom(
    { participants: [{ name: 'Jun Park' }, { name: '이서연' }], seams: { clock: hurriedClock }, ...scene },
    ({ participant, details }: Args) =>
      html`<div style="max-width: 640px; padding: 20px">
        <noom-quality .participant=${participant} ?details=${details}></noom-quality>
      </div>`,
    lang,
  );
  return { ...story, args };
}

/** Resolves once the tag shows what is named. */
async function shown(selector: string): Promise<void> {
  const find = (): Element | null | undefined =>
    document.querySelector<NoomQuality>('noom-quality')?.shadowRoot?.querySelector(selector);
  while (!find()) await new Promise(requestAnimationFrame);
}

async function measured(stage: Stage): Promise<void> {
  await stage.joined();
  await stage.until((snapshot) => snapshot.quality !== 'unknown');
}

async function poor(stage: Stage): Promise<void> {
  await measured(stage);
  stage.room.setConditions({ latencyMs: 450, loss: 0.04 });
  await stage.until((snapshot) => snapshot.quality === 'poor');
}

export const Measured: Story = quality({ act: measured });

export const Poor: Story = quality({ act: poor });

export const NotMeasured: Story = quality({ participants: [] }, { details: true });

async function drawn(stage: Stage): Promise<void> {
  await poor(stage);
  await shown('path.received');
}

export const Graphs: Story = quality({ act: drawn }, { details: true });

export const Korean: Story = quality({ act: drawn }, { details: true, lang: 'ko' });

export const RightToLeft: Story = quality({ act: drawn }, { details: true, lang: 'ar' });
