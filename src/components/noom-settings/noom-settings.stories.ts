import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { insideRoom, type Scene, type Stage } from '../../../.storybook/story-room.js';
import type { NoomSettings } from './index.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  open: boolean;
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = { title: 'noom-settings', component: 'noom-settings', args: { open: true } };
export default meta;

const settings = (scene: Scene = {}, lang?: string): Story =>
  insideRoom(scene, ({ open }: Args) => html`<noom-settings ?open=${open}></noom-settings>`, lang);

/** Resolves once the dialog shows what is named. */
async function shown(selector: string): Promise<void> {
  const find = (): Element | null | undefined =>
    document.querySelector<NoomSettings>('noom-settings')?.shadowRoot?.querySelector(selector);
  while (!find()) await new Promise(requestAnimationFrame);
}

async function opened(stage: Stage): Promise<void> {
  await stage.joined();
  await shown('[name=joinSound]');
}

export const Open: Story = settings({ act: opened });

export const CameraBlocked: Story = settings({
  prepare: ({ devices }) => {
    devices.deny('camera');
  },
  act: opened,
});

export const Korean: Story = settings({ act: opened }, 'ko');

export const RightToLeft: Story = settings({ act: opened }, 'ar');
