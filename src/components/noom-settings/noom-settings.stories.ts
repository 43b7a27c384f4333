import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { CheckStep } from '../../core/index.js';
import { insideRoom, type Scene, type Stage } from '../../../.storybook/story-room.js';
import type { NoomSettings } from './index.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  open: boolean;
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-settings',
  component: 'noom-settings',
  args: { open: true },
  // In a frame of its own: the modal dialog would cover the page of documentation.
  parameters: { docs: { story: { inline: false, height: '640px' } } },
};
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

/** What a check found, without one: it would need servers. */
async function checked(stage: Stage): Promise<void> {
  await opened(stage);
  stage.call.checkConnection = (options) => {
    for (const step of FOUND) options?.onStep?.({ figures: {}, ...step });
    return Promise.resolve({ at: '', status: 'warning', steps: [] });
  };
  document.querySelector('noom-settings')?.shadowRoot?.querySelector<HTMLElement>('.check-button')?.click();
  await shown('.step.ok');
}

const FOUND: readonly (Omit<CheckStep, 'figures'> & Partial<CheckStep>)[] = [
  { name: 'microphone', status: 'warning', code: 'muted' },
  { name: 'camera', status: 'ok', code: 'works', figures: { widthPx: 1280, heightPx: 720 } },
  { name: 'signaling', status: 'ok', code: 'works', figures: { connectMs: 48, roundTripMs: 31 } },
  { name: 'stun', status: 'failed', code: 'unreachable' },
  { name: 'turn-udp', status: 'failed', code: 'wrong-credentials', figures: { errorCode: 401 } },
  { name: 'turn-tcp', status: 'ok', code: 'works', figures: { connectMs: 180 } },
  { name: 'turn-tls', status: 'skipped', code: 'not-configured' },
  {
    ...({ name: 'loopback', status: 'warning', code: 'lossy' } as const),
    figures: {
      connectMs: 210,
      roundTripMs: 140,
      framesPerSecond: 22,
      bitrateKbps: 612,
      lossPercent: 7.3,
      isRelayed: true,
    },
  },
];

export const ConnectionChecked: Story = settings({ act: checked });

export const ConnectionCheckedInKorean: Story = settings({ act: checked }, 'ko');

export const Korean: Story = settings({ act: opened }, 'ko');

export const RightToLeft: Story = settings({ act: opened }, 'ar');
