import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { becomeHost } from '../../../.storybook/become-host.js';
import { control, drawn, partOf } from '../../../.storybook/drawn-parts.js';
import { inAnotherWindow } from '../../../.storybook/in-another-window.js';
import { inRoom, stoppedClock, type Scene, type Stage } from '../../../.storybook/story-room.js';
import type { Layout } from '../internal/link/room-link.js';
import './index.js';

interface Args {
  layout: Layout;
  theme: 'auto' | 'light' | 'dark';
  microphone: 'on' | 'off';
  camera: 'on' | 'off';
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-room',
  component: 'noom-room',
  args: { layout: 'auto', theme: 'auto', microphone: 'on', camera: 'on' },
  argTypes: {
    layout: { control: 'select', options: ['auto', 'grid', 'spotlight', 'filmstrip'] },
    theme: { control: 'select', options: ['auto', 'light', 'dark'] },
    microphone: { control: 'inline-radio', options: ['on', 'off'] },
    camera: { control: 'inline-radio', options: ['on', 'off'] },
  },
};
export default meta;

interface Look {
  lang?: string;
  dir?: 'rtl';
  width?: string;
  name?: string;
}

function draw({ room, call }: Stage, args: Args, autojoin: boolean, look: Look): TemplateResult {
  return html`<div style="height: min(100vh, 720px); width: ${look.width ?? '100%'}">
    <noom-room
      .call=${call}
      room=${room.name}
      display-name=${look.name ?? 'Sora Kim'}
      ?autojoin=${autojoin}
      layout=${args.layout}
      theme=${args.theme}
      microphone=${args.microphone}
      camera=${args.camera}
      lang=${ifDefined(look.lang)}
      dir=${ifDefined(look.dir)}
    ></noom-room>
  </div>`;
}

const ready = (stage: Stage): Promise<void> => stage.ready();

/** The whole UI, before the call. */
function before(scene: Scene = {}, look: Look = {}): Story {
  return inRoom({ act: ready, ...scene }, (stage, args: Args) => draw(stage, args, false, look));
}

/** The whole UI, in the call or after it. */
const during = (scene: Scene = {}, look: Look = {}): Story =>
  inRoom(scene, (stage, args: Args) => draw(stage, args, true, look));

const MINJI = { name: 'Minji Park', speaking: true };
const ANN = { name: 'Ann', microphone: false, hand: true };
const JUN = { name: 'Jun Lee', camera: false, microphone: false };

export const Prejoin: Story = before();

export const PrejoinWithoutNames: Story = inRoom(
  { call: { displayName: '', room: '' }, act: ready },
  ({ call }) => html`<div style="height: min(100vh, 720px)"><noom-room .call=${call}></noom-room></div>`,
);

export const CameraBlocked: Story = before({ prepare: ({ devices }) => devices.deny('camera') });

export const NothingToCapture: Story = before({
  prepare({ devices }) {
    for (const id of ['front', 'back', 'desk', 'built-in-microphone', 'headset-microphone']) devices.unplug(id);
  },
});

export const Connecting: Story = during({
  seams: { clock: stoppedClock },
  prepare: ({ signaling }) => signaling.unreachable(),
  act: (stage) => stage.inState('connecting'),
});

export const Alone: Story = during();

export const Two: Story = during({ participants: [MINJI] });

export const TwoOnAPhone: Story = during({ participants: [MINJI] }, { width: '390px' });

export const Four: Story = during({ participants: [MINJI, ANN, JUN] });

export const Six: Story = during({
  participants: [MINJI, ANN, JUN, { name: 'Hana' }, { name: 'Tomás García' }],
});

export const Spotlight: Story = {
  ...during({ participants: [MINJI, ANN, JUN, { name: 'Hana' }] }),
  args: { layout: 'spotlight' },
};

export const Screen: Story = during({
  participants: [{ ...MINJI, screen: true }, ANN, JUN],
  async act(stage) {
    await stage.joined();
    await stage.until(({ participants }) => participants.some(({ sources }) => sources.screen.track !== null));
  },
});

export const OwnScreenInKorean: Story = during(
  {
    room: '주간 회의',
    participants: [{ name: '박민지', speaking: true }, { name: 'Ann' }],
    async act(stage) {
      await stage.joined();
      await stage.call.shareScreen(true);
    },
  },
  { lang: 'ko', name: '김소라' },
);

/** The call is in a window of its own. */
export const InPictureInPicture: Story = inRoom(
  { participants: [MINJI, ANN] },
  ({ room, call }) =>
    html`<div style="height: min(100vh, 720px)">
      <noom-room .call=${call} room=${room.name} display-name="Sora Kim" autojoin ${inAnotherWindow}></noom-room>
    </div>`,
);

export const LongNames: Story = during(
  {
    room: 'A room whose name goes on for as long as a name may go, and more',
    participants: [
      { name: 'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff the First' },
      { name: 'Anastasia-Konstantinopoulou-Papadimitriou-Theodoridou', camera: false, hand: true },
    ],
  },
  { width: '390px' },
);

export const WithChat: Story = during({
  participants: [MINJI, ANN, JUN],
  async act(stage) {
    await stage.joined();
    const [minji, ann] = stage.room.participants;
    await minji?.say('Here are last week’s figures: https://example.com/figures');
    await stage.call.sendMessage('Thank you! I will look at once.');
    await ann?.say('Me too.');
    await open('chat');
  },
});

export const WithParticipants: Story = during({
  participants: [MINJI, ANN, JUN],
  async act(stage) {
    await becomeHost(stage);
    await open('participants');
  },
});

/** The only host of others has pressed leave. */
export const LeavingAsTheHost: Story = during({
  participants: [MINJI, ANN],
  async act(stage) {
    await becomeHost(stage);
    (await control('leave')).click();
    await drawn(() => partOf('dialog.leaving[open]'));
  },
});

export const UnreadMessages: Story = during({
  participants: [MINJI],
  async act(stage) {
    await stage.joined();
    for (const text of ['Are you there?', 'I cannot hear you.', 'Your microphone is off.']) {
      await stage.room.participants[0]?.say(text);
    }
  },
});
UnreadMessages.args = { microphone: 'off' };

export const MicrophoneTurnedOffByTheHost: Story = during({
  participants: [MINJI],
  async act(stage) {
    await stage.joined();
    await stage.room.participants[0]?.call.muteParticipant(stage.call.snapshot.self.id);
    await drawn(() => partOf('[part=told]'));
  },
});

export const LinkInterrupted: Story = during({
  participants: [MINJI, ANN],
  async act(stage) {
    await stage.joined();
    stage.room.participants[0]?.interrupt();
  },
});

export const LinkFailed: Story = during({
  participants: [MINJI, ANN],
  async act(stage) {
    await stage.joined();
    stage.room.participants[1]?.fail();
  },
});

export const Reconnecting: Story = during({
  participants: [MINJI],
  signaling: { graceMs: 24 * 60 * 60 * 1000 },
  async act(stage) {
    await stage.joined();
    stage.room.signaling.drop(stage.call.snapshot.self.id);
  },
});

export const CameraBlockedInTheCall: Story = during({
  participants: [MINJI],
  prepare: ({ devices }) => devices.deny('camera'),
});

export const RoomIsFull: Story = during({
  prepare: ({ signaling }) => signaling.refuseNext('room-full', 'room:join'),
  act: (stage) => stage.inState('failed'),
});

export const WaitingInTheLobby: Story = during({
  participants: [MINJI],
  signaling: { lobby: true },
  act: (stage) => stage.inState('lobby'),
});

export const Knocking: Story = during({
  signaling: { lobby: true },
  act: async (stage) => {
    // The first participant is the host, and sees the others knock.
    await stage.until(({ state }) => state === 'joined');
    for (const displayName of ['Minji Park', 'Jun Lee']) {
      const call = stage.room.createCall({ displayName, camera: false, microphone: false });
      // It stays pending for as long as the story is shown.
      call.join().catch(() => undefined);
    }
  },
});

export const Left: Story = endedBy(({ call }) => call.leave());

export const Ended: Story = endedBy(({ room }) => room.participants[0]?.call.endForAll());

export const Removed: Story = endedBy(({ room, call }) => room.participants[0]?.call.remove(call.snapshot.self.id));

export const Dark: Story = { ...during({ participants: [MINJI, ANN, JUN] }), args: { theme: 'dark' } };

export const Korean: Story = during(
  {
    room: '주간 회의',
    participants: [
      { name: '박민지', speaking: true },
      { name: 'Ann', microphone: false },
      { name: '이준', camera: false, microphone: false },
    ],
    async act(stage) {
      await stage.joined();
      await stage.room.participants[0]?.say('지난주 수치 공유합니다.');
      await stage.call.sendMessage('감사합니다! 바로 볼게요.');
      await open('chat');
    },
  },
  { lang: 'ko', name: '김소라' },
);

export const KoreanPrejoin: Story = before({ room: '주간 회의' }, { lang: 'ko', name: '김소라' });

export const RightToLeft: Story = during({ participants: [MINJI, ANN, JUN] }, { dir: 'rtl' });

function endedBy(end: (stage: Stage) => Promise<void> | undefined): Story {
  return during({
    participants: [MINJI],
    async act(stage) {
      await stage.joined();
      await end(stage);
      await stage.inState('left');
    },
  });
}

async function open(panel: 'chat' | 'participants'): Promise<void> {
  await control('leave');
  for (const room of document.querySelectorAll('noom-room')) if (room.state === 'joined') room.panel = panel;
}
