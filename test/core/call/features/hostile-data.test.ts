import { expect } from '@open-wc/testing';
import type { CallController } from '../../../../src/core/index.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { HostilePeer } from '../../../fakes/hostile-peer.js';
import { other, RealRoom, until } from '../../../harness/browser/real-call.js';

/** What is read of one participant in ten seconds, and how many messages are kept, as docs/protocol.md says. */
const MESSAGES_IN_TEN_SECONDS = 300;
const MOST_MESSAGES = 500;
/** A message may be inspected in several ways; honest messages are few. */
const MOST_PARSED = 3 * MESSAGES_IN_TEN_SECONDS;
const TEN_SECONDS_MS = 10_000;
const LARGEST_FRAME = 256 * 1024;

type Frame = string | ArrayBuffer;

const KIT_CHANNELS = ['noom:chat', 'noom:history', 'noom:history-request', 'noom:none'];
const CHANNELS = [...KIT_CHANNELS, 'noom:', 'page', '__proto__', 'constructor', 'x'.repeat(64)];

/** Something for each channel. */
const onAll = (...texts: string[]): string[] =>
  CHANNELS.flatMap((channel) => texts.map((text) => `${channel}\n${text}`));
const message = (fields: object): string => JSON.stringify({ id: crypto.randomUUID(), text: 'evil', at: 0, ...fields });
const past = (fields: object): object => ({ id: 'p', from: 'nobody', name: 'Nobody', text: 'evil', at: 0, ...fields });
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const bytes = (...values: number[]): ArrayBuffer => new Uint8Array(values).buffer;

/** A JSON text of deeply nested lists or objects. */
const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);

/** All of Unicode, a message for each 3000 characters; halves of surrogate pairs included. */
function allOfUnicode(): string[] {
  const texts = [];
  for (let first = 0; first < 0x11_0000; first += 3000) {
    const last = Math.min(first + 3000, 0x11_0000);
    texts.push(String.fromCodePoint(...numbers(last - first).map((index) => first + index)));
  }
  return texts;
}

const ATTACKS: Readonly<Record<string, () => Iterable<Frame>>> = {
  'what is not JSON, or of another shape': () =>
    onAll(
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '1e999',
      '{"id":1,"text":{},"at":"x"}',
      message({ text: '' }),
      message({ at: -1e300 }),
      message({ id: 'x'.repeat(100) }),
      '{"messages":null,"isLast":true}',
      '{"messages":[null,1,{}],"isLast":"x"}',
    ),
  'frames that are not the kit’s': () => [
    '',
    '\n',
    '\nx',
    'no channel',
    `${'x'.repeat(65)}\nx`,
    bytes(),
    bytes(0),
    bytes(255),
    bytes(64, 1, 2),
    bytes(3, 0xff, 0xfe, 0xfd, 1),
    bytes(9, ...new TextEncoder().encode('noom:chat'), 0, 1, 2),
    bytes(12, ...new TextEncoder().encode('noom:history'), ...new TextEncoder().encode('{}')),
  ],
  'the largest frames': () =>
    CHANNELS.flatMap((channel) => {
      const room = LARGEST_FRAME - channel.length - 1;
      const text = message({ text: 'x'.repeat(room - 200) });
      return [`${channel}\n${'x'.repeat(room)}`, `${channel}\n${text}`, new ArrayBuffer(LARGEST_FRAME)];
    }),
  'deeply nested texts': () =>
    onAll(
      nested(100_000, '[', ']'),
      `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
      message({ text: [[[[]]]] }),
      `{"messages":${nested(50_000, '[', ']')},"isLast":true}`,
    ),
  'keys with a meaning in JavaScript': () =>
    onAll(
      '{"__proto__":{"isLast":true,"messages":[]},"id":"a","text":"b","at":1}',
      '{"constructor":{"prototype":{"polluted":true}},"id":"__proto__","text":"evil","at":1}',
      message({ id: '__proto__' }),
      message({ id: 'constructor', toString: null, hasOwnProperty: 1 }),
      JSON.stringify({ messages: [past({ from: '__proto__', id: 'toString' })], isLast: true }),
      '{"ack":"__proto__"}',
    ),
  'acknowledgements of messages that were never sent': () =>
    numbers(2000).flatMap((index) => [`noom:chat\n{"ack":"${String(index)}"}`, `noom:ack\n{"id":"${String(index)}"}`]),
  'requests for the history without end': () => numbers(3000).map(() => 'noom:history-request\n'),
  'a history that was not requested, without end': () =>
    numbers(200).map(
      (part) =>
        `noom:history\n${JSON.stringify({
          messages: numbers(200).map((index) => past({ id: `${String(part)} ${String(index)}` })),
          isLast: false,
        })}`,
    ),
  'all of Unicode': () => allOfUnicode().map((text) => `noom:chat\n${message({ text })}`),
  'thousands of messages': () =>
    numbers(5000).map((index) => `noom:chat\n${message({ text: `evil ${String(index)}` })}`),
};

describe('a page that is sent everything by a hostile participant', () => {
  let room: RealRoom;
  let clock: FakeClock;
  let ann: CallController;
  let cas: CallController;
  let mallory: HostilePeer;
  let annId: string;
  let words: number;
  let parsed: number;
  const { parse } = JSON;

  beforeEach(() => {
    room = new RealRoom();
    // The clock stands still, so that what is read of the others is limited by number alone.
    clock = new FakeClock(Date.now());
    words = 0;
    parsed = 0;
    JSON.parse = (...args: Parameters<typeof parse>): unknown => {
      parsed += 1;
      return parse(...args);
    };
  });
  afterEach(async () => {
    JSON.parse = parse;
    mallory.close();
    await room.close();
  });

  const offline = { microphone: false, camera: false } as const;
  async function joinHonest(): Promise<void> {
    ann = await room.join('Ann', offline, { clock });
    cas = await room.join('Cas', offline);
    annId = ann.snapshot.self.id;
  }
  /** What honest participants send each other still arrives, once. */
  async function honestWordsArrive(): Promise<void> {
    words += 1;
    for (const [from, to] of [
      [ann, cas],
      [cas, ann],
    ] as const) {
      const word = `word ${String(words)} of ${from.snapshot.self.name}`;
      await from.sendMessage(word);
      await until(to, ({ messages }) => messages.some(({ text }) => text === word));
      expect(to.snapshot.messages.filter(({ text }) => text === word)).to.have.length(1);
    }
  }
  /** Everything that Mallory sent has arrived when this has: a channel keeps the order. */
  async function allHasCome(): Promise<void> {
    const mark = crypto.randomUUID();
    const came = new Promise<void>((resolve) => {
      const listen = ({ data }: { data: unknown }): void => {
        if (data !== mark) return;
        ann.removeEventListener('noom-data-received', listen);
        resolve();
      };
      ann.addEventListener('noom-data-received', listen);
    });
    await mallory.send(annId, [`mark\n${mark}`]);
    await came;
  }

  for (const [what, frames] of Object.entries(ATTACKS)) {
    it(`goes on after ${what}`, async () => {
      await joinHonest();
      mallory = await HostilePeer.join(room.name, 'Mallory');
      let told = 0;
      ann.addEventListener('noom-message-received', ({ message: { from } }) => {
        if (from === mallory.id) told += 1;
      });
      await other(ann, 'Mallory');
      const all = [...frames()];
      parsed = 0;
      await mallory.send(annId, all);
      await honestWordsArrive();
      await allHasCome();
      expect(parsed, 'texts of one that are parsed in ten seconds').to.be.at.most(MOST_PARSED);
      expect(told, 'messages of one in ten seconds').to.be.at.most(MESSAGES_IN_TEN_SECONDS);
      expect(ann.snapshot.messages.length).to.be.at.most(MOST_MESSAGES);
      const pasts = mallory.heard.filter((text) => text.startsWith('noom:history\n') && text.includes('"isLast":true'));
      expect(pasts.length, 'histories told').to.be.at.most(1);
      expect(({} as Record<string, unknown>).polluted).to.equal(undefined);
      expect(
        ann.snapshot.messages.every(({ from }) => ann.snapshot.participants.some(({ id }) => id === from)),
      ).to.equal(true);
      await honestWordsArrive();
      // Once more, in another ten seconds, and from the same state.
      clock.advance(TEN_SECONDS_MS);
      await mallory.send(annId, all);
      await allHasCome();
      expect(told).to.be.at.most(2 * MESSAGES_IN_TEN_SECONDS);
      expect(ann.snapshot.messages.length).to.be.at.most(MOST_MESSAGES);
      await honestWordsArrive();
    });
  }
});
