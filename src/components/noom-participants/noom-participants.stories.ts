import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { CrowdedCall } from '../../../.storybook/crowded-call.js';
import { hurriedClock, inRoom, insideRoom, type Scene, type Stage } from '../../../.storybook/story-room.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  inviteUrl: string;
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-participants',
  component: 'noom-participants',
  args: { inviteUrl: '' },
};
export default meta;

const list = ({ inviteUrl }: Args) =>
  html`<div style="width: min(100%, 340px); height: 560px">
    <noom-participants invite-url=${inviteUrl}></noom-participants>
  </div>`;

const people = (scene: Scene = {}, lang?: string): Story => insideRoom(scene, list, lang);

const PEOPLE = [
  { name: 'Minji Park' },
  { name: 'Ann', microphone: false },
  { name: 'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff', camera: false },
];

/** The host hands the room over to the local participant. */
async function becomeHost(stage: Stage): Promise<void> {
  await stage.joined();
  const [host] = stage.room.participants;
  await host?.call.setRole(stage.call.snapshot.self.id, 'host');
  await stage.until(({ self }) => self.role === 'host');
}

export const AsGuest: Story = people({ participants: PEOPLE });

export const AsHost: Story = people({ participants: PEOPLE, act: becomeHost });

export const RaisedHands: Story = people({
  participants: [{ name: 'Minji Park' }, { name: 'Ann', hand: true }, { name: 'Ben', hand: true, screen: true }],
  async act(stage) {
    await stage.joined();
    await stage.call.raiseHand(true);
  },
});

export const PoorQuality: Story = people({
  participants: PEOPLE,
  clock: hurriedClock,
  prepare: (room) => {
    room.setConditions({ latencyMs: 600 });
  },
  act: (stage) => stage.until(({ participants }) => participants.every(({ quality }) => quality === 'poor')),
});

export const NewcomerWaits: Story = people({
  participants: PEOPLE,
  async act(stage) {
    await becomeHost(stage);
    await stage.call.setLobby(true);
    await stage.call.lock(false);
    for (const displayName of ['Cy', '이준']) {
      // They wait for as long as the story is shown.
      void stage.room
        .createCall({ displayName })
        .join()
        .catch(() => undefined);
    }
    await stage.until(({ knocking }) => knocking.length === 2);
  },
});

export const BeforeARemoval: Story = people({
  participants: PEOPLE,
  async act(stage) {
    await becomeHost(stage);
    const tag = document.querySelector('noom-participants');
    await tag?.updateComplete;
    const root = tag?.shadowRoot;
    root?.querySelector<HTMLElement>('[aria-label*="Ann"].actions')?.click();
    const remove = (): HTMLElement | null | undefined => root?.querySelector('.menu:popover-open .dangerous');
    while (!remove()) await new Promise(requestAnimationFrame);
    remove()?.click();
    await tag?.updateComplete;
  },
});

export const ThreeHundred: Story = inRoom(
  { act: () => Promise.resolve() },
  (_, args: Args) => html`<noom-room .call=${new CrowdedCall(300)} room="Lecture">${list(args)}</noom-room>`,
);

export const Korean: Story = people(
  { participants: [{ name: '박서연' }, { name: '이준', hand: true }], act: becomeHost },
  'ko',
);
