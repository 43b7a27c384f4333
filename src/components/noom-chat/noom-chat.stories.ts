import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { insideRoom, type Scene, type Stage } from '../../../.storybook/story-room.js';
import '../noom-room/index.js';
import './index.js';

interface Args {
  placeholder: string;
  maxLength?: number;
  readonly: boolean;
  files: boolean;
}

type Story = StoryObj<Args>;

const meta: Meta<Args> = {
  title: 'noom-chat',
  component: 'noom-chat',
  args: { placeholder: '', readonly: false, files: true },
  argTypes: { maxLength: { control: 'number' } },
};
export default meta;

function chat(scene: Scene = {}, lang?: string): Story {
  return insideRoom(
    scene,
    ({ placeholder, maxLength, readonly, files }: Args) =>
      html`<div style="width: min(100%, 340px); height: 520px">
        <noom-chat
          placeholder=${placeholder}
          max-length=${ifDefined(maxLength)}
          ?readonly=${readonly}
          ?files=${files}
        ></noom-chat>
      </div>`,
    lang,
  );
}

const PEOPLE = [{ name: 'Minji Park' }, { name: 'Ann' }];

async function talk(stage: Stage): Promise<void> {
  await stage.joined();
  const [minji, ann] = stage.room.participants;
  await minji?.say('Good morning!');
  await minji?.say('Here are last week’s figures: https://example.com/figures?week=47');
  await stage.call.sendMessage('Thank you! I will look at once.');
  await ann?.say('Only for you: lunch at twelve?', { to: stage.call.snapshot.self.id });
  await ann?.say('The second column looks wrong to me. Has anybody compared it with the invoices?');
}

async function write(draft: string): Promise<HTMLElementTagNameMap['noom-chat'][]> {
  const chats = [...document.querySelectorAll('noom-chat')];
  for (const each of chats) {
    each.draft = draft;
    await each.updateComplete;
  }
  return chats;
}

export const Empty: Story = chat({ participants: PEOPLE });

export const Filled: Story = chat({ participants: PEOPLE, act: talk });

export const ManyMessages: Story = chat({
  participants: PEOPLE,
  async act(stage) {
    await stage.joined();
    for (let count = 1; count <= 40; count += 1) {
      await stage.room.participants[count % 3 === 0 ? 0 : 1]?.say(`Message ${count}`);
    }
  },
});

/** Writes to Ann alone, as a person does. */
async function chooseAnn(stage: Stage): Promise<void> {
  for (const each of await write('See you at twelve')) {
    const field = each.shadowRoot?.querySelector('select');
    if (field) field.value = stage.room.participants[1]?.call.snapshot.self.id ?? '';
    field?.dispatchEvent(new Event('change', { bubbles: true }));
    await each.updateComplete;
  }
}

/** The composer sends to one participant alone, who has answered in private. */
export const Private: Story = chat({
  participants: PEOPLE,
  async act(stage) {
    await talk(stage);
    const [, ann] = stage.room.participants;
    await stage.call.sendMessage('Gladly. Do not tell the others.', { to: ann?.call.snapshot.self.id ?? null });
    await chooseAnn(stage);
  },
});

/** The one who was to get it has left: nothing is sent until another recipient is chosen. */
export const RecipientLeft: Story = chat({
  participants: PEOPLE,
  async act(stage) {
    await talk(stage);
    await chooseAnn(stage);
    await stage.room.participants[1]?.leave();
  },
});

async function answer(stage: Stage): Promise<void> {
  await talk(stage);
  const [minji, ann] = stage.room.participants;
  const { messages } = stage.call.snapshot;
  await stage.call.sendMessage('Yes, they match.', { replyTo: messages.at(-1)?.id ?? null });
  await ann?.say('Then it must be the rounding.', { replyTo: messages[1]?.id ?? '' });
  await minji?.say('Wrong room, sorry!');
  const { id = '' } = stage.call.snapshot.messages.at(-1) ?? {};
  await minji?.call.deleteMessage(id);
  await stage.until((snapshot) => snapshot.messages.some(({ isDeleted }) => isDeleted));
}

export const RepliesAndDeleted: Story = chat({ participants: PEOPLE, act: answer });

export const RepliesKorean: Story = chat({ participants: PEOPLE, act: answer }, 'ko');

export const LongWords: Story = chat({
  participants: [{ name: 'Hubert Blaine Wolfeschlegelsteinhausenbergerdorff the First' }],
  async act(stage) {
    await stage.joined();
    await stage.room.participants[0]?.say(`https://example.com/${'a-very-long-path/'.repeat(12)}`);
    await stage.call.sendMessage('Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft');
  },
});

/** A file that is offered, one that is here, one that is declined, and one of the local participant. */
export const Files: Story = chat({
  participants: PEOPLE,
  async act(stage) {
    await stage.joined();
    const [minji, ann] = stage.room.participants;
    const answered = new Promise<void>((resolve) => {
      let count = 0;
      stage.call.addEventListener('noom-file-offered', ({ file }) => {
        count += 1;
        if (count === 1) void file.accept();
        if (count === 2) file.decline();
        if (count === 3) resolve();
      });
    });
    await minji?.call.sendFile(await drawPicture());
    await ann?.call.sendFile(new File(['x'.repeat(48_200)], 'Figures of week 47, with all corrections.xlsx'));
    await ann?.call.sendFile(new File(['x'.repeat(1_250_000)], 'minutes.pdf', { type: 'application/pdf' }));
    await answered;
    await stage.call.sendFile(new File(['notes'], 'notes.txt', { type: 'text/plain' }));
  },
});

async function drawPicture(): Promise<File> {
  const canvas = new OffscreenCanvas(240, 120);
  const context = canvas.getContext('2d');
  for (const [index, colour] of ['#4353d9', '#12966a', '#f6b73c'].entries()) {
    if (context !== null) context.fillStyle = colour;
    context?.fillRect(index * 80, 0, 80, 120);
  }
  return new File([await canvas.convertToBlob()], 'plan.png', { type: 'image/png' });
}

export const HistoryForANewcomer: Story = chat({
  participants: PEOPLE,
  call: { microphone: false, camera: false },
  prepare({ participants: [minji, ann] }) {
    void minji?.say('This was said before you came.').then(() => ann?.say('This too.'));
  },
});

export const PeopleComeAndGo: Story = chat({
  participants: PEOPLE,
  async act(stage) {
    await stage.joined();
    const hana = stage.room.add({ name: 'Hana' });
    await hana.say('Sorry, I am late.');
    await stage.room.participants[1]?.leave();
  },
});

/** Without links the message goes through the server, which refuses it. */
async function fail(stage: Stage, text: string): Promise<void> {
  await stage.joined();
  for (const participant of stage.room.participants) participant.fail();
  stage.room.signaling.refuseNext('rate-limited', 'chat:send');
  for (const each of await write(text)) await each.send();
}

export const NotSent: Story = chat({
  participants: PEOPLE,
  act: (stage) => fail(stage, 'Can you read this?'),
});

export const Sending: Story = chat({
  participants: PEOPLE,
  async act(stage) {
    await talk(stage);
    for (const participant of stage.room.participants) participant.interrupt();
    stage.room.signaling.unreachable();
    // It waits until the server is back.
    for (const each of await write('Are you still there?')) void each.send();
  },
});

export const NotSentAfterTheCall: Story = chat({
  participants: PEOPLE,
  async act(stage) {
    await fail(stage, 'Can you read this?');
    await stage.call.leave();
  },
});

export const NotSentKorean: Story = chat(
  { participants: [{ name: '박민지' }], act: (stage) => fail(stage, '이 메시지가 보이세요?') },
  'ko',
);

export const TooLong: Story = {
  ...chat({
    participants: PEOPLE,
    async act(stage) {
      await stage.joined();
      await write('This is more than twenty characters.');
    },
  }),
  args: { maxLength: 20 },
};

export const ReadOnly: Story = { ...chat({ participants: PEOPLE, act: talk }), args: { readonly: true } };

export const Korean: Story = chat(
  {
    participants: [{ name: '박민지' }],
    async act(stage) {
      await stage.joined();
      await stage.room.participants[0]?.say('지난주 수치 공유합니다.');
      await stage.call.sendMessage('감사합니다! 바로 볼게요.');
    },
  },
  'ko',
);

export const AfterTheCall: Story = chat({
  participants: PEOPLE,
  async act(stage) {
    await talk(stage);
    await stage.call.leave();
  },
});

export const WithoutRoom: Story = {
  render: () => html`<div style="width: min(100%, 340px); height: 520px"><noom-chat></noom-chat></div>`,
};
