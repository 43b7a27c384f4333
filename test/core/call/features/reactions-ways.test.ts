import { expect } from '@open-wc/testing';
import { CallError, type CallErrorCode } from '../../../../src/core/base/errors.js';
import type { FeatureContext } from '../../../../src/core/features/feature.js';
import { ReactionsFeature } from '../../../../src/core/features/reactions/reactions.js';
import type { LinkState } from '../../../../src/core/model/snapshot.js';
import type { Admission } from '../../../../src/protocol/protocol.js';
import { codeOf } from '../../../fakes/code-of.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { turn } from '../../../fakes/turn.js';
import { tell, type TypedEventTarget } from '../../../../src/core/base/typed-events.js';
import type { PlaneEvents } from '../../../../src/core/media/plane-events.js';

/** One of the others, as the call knows them. */
interface Other {
  id: string;
  connection?: LinkState;
  /** Whether their data channel is open. */
  isOpen?: boolean;
  features?: string[];
}

const admitted = (...features: string[]): Admission => ({ features }) as unknown as Admission;

/** The feature on a plane and a server that note what they are given. */
class Surroundings {
  readonly clock = new FakeClock();
  readonly feature: ReactionsFeature;
  /** By data channel: to whom. */
  readonly handed: string[] = [];
  /** By the server: to whom, each time. */
  readonly asked: string[][] = [];
  readonly told: string[] = [];
  readonly listening: (AbortSignal | undefined)[] = [];
  state = 'joined';
  /** What a data channel does. */
  take: (signal: AbortSignal | undefined) => Promise<unknown> = () => Promise.resolve();
  /** What the server refuses the next request with. */
  refusal: CallErrorCode | null = null;
  readonly #plane = new EventTarget();

  constructor(...others: Other[]) {
    const participants = [
      { id: 'me', isLocal: true, connection: 'connected' },
      ...others.map(({ id, connection = 'connected' }) => ({ id, isLocal: false, connection })),
    ];
    const find = (id: string): Other | undefined => others.find((other) => other.id === id);
    const plane = this.#plane;
    const addEventListener: EventTarget['addEventListener'] = (type, listener, options) => {
      this.listening.push(typeof options === 'object' ? options.signal : undefined);
      plane.addEventListener(type, listener, options);
    };
    const data = {
      canSend: (id: string) => find(id)?.isOpen ?? true,
      send: (id: string, _data: object, { signal }: { signal?: AbortSignal } = {}) => {
        this.handed.push(id);
        return this.take(signal);
      },
    };
    let ids = 0;
    this.feature = new ReactionsFeature({
      clock: this.clock,
      plane: { addEventListener, data },
      seat: {
        request: (_name: string, { to }: { to: string[] }) => {
          this.asked.push(to);
          const { refusal } = this;
          this.refusal = null;
          return refusal === null ? Promise.resolve({}) : Promise.reject(new CallError(refusal));
        },
      },
      getSnapshot: () => ({ self: participants[0], participants, state: this.state }),
      hasFeature: (id: string, feature: string) => (find(id)?.features ?? ['react']).includes(feature),
      createId: () => String((ids += 1)),
      tell: ({ participant: { id }, emoji }: { participant: { id: string }; emoji: string }) =>
        this.told.push(`${id} ${emoji}`),
    } as unknown as FeatureContext);
    this.feature.handleAdmitted(admitted('react'));
  }

  link(id: string, state: LinkState): void {
    tell(this.#plane as TypedEventTarget<PlaneEvents>, 'plane-link', { participantId: id, state });
  }
}

/** A data channel without room, which gives up when it is told to. */
const full = (signal: AbortSignal | undefined): Promise<unknown> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => {
      reject(new DOMException('', 'AbortError'));
    });
  });

describe('the ways of a reaction', () => {
  for (const [connection, isOpen, ways] of [
    ['connected', true, ['data']],
    ['connected', false, ['server']],
    ['interrupted', true, ['data', 'server']],
    ['interrupted', false, ['server']],
    ['failed', false, ['server']],
  ] as const) {
    it(`are ${ways.join(' and ')} on a link that is ${connection}, with a channel ${isOpen ? 'open' : 'closed'}`, async () => {
      const around = new Surroundings({ id: 'bob', connection, isOpen });
      await around.feature.send('👏');
      const data = ways.some((way) => way === 'data') ? ['bob'] : [];
      const server = ways.some((way) => way === 'server') ? [['bob']] : [];
      expect([around.handed, around.asked]).to.deep.equal([data, server]);
      await turn();
      expect(around.clock.pending).to.equal(0);
    });
  }

  it('lead to none whose page shows none, and to no server that takes none', async () => {
    const around = new Surroundings(
      { id: 'old', features: [] },
      { id: 'far and old', isOpen: false, features: ['files'] },
      { id: 'far', isOpen: false },
    );
    await around.feature.send('👏');
    expect([around.handed, around.asked]).to.deep.equal([[], [['far']]]);
    for (const admission of [admitted('files'), {} as Admission]) {
      around.feature.handleAdmitted(admission);
      around.state = 'reconnecting';
      await around.feature.send('👏');
      around.state = 'joined';
      await around.feature.send('👏');
    }
    around.feature.handleAdmitted(admitted('react'));
    await turn();
    expect([around.handed, around.asked]).to.deep.equal([[], [['far']]]);
  });

  it('lead by the server at once where the channel refuses it', async () => {
    const around = new Surroundings({ id: 'bob' }, { id: 'cas' });
    around.take = () =>
      around.handed.at(-1) === 'bob' ? Promise.reject(new CallError('rate-limited')) : Promise.resolve();
    await around.feature.send('👏');
    expect(around.asked).to.deep.equal([['bob']]);
    // By the server already: a link that is lost now changes nothing for them.
    around.link('bob', 'failed');
    await turn();
    expect(around.asked).to.deep.equal([['bob']]);
  });

  it('end after five seconds at a channel that takes nothing, also where the server has it already', async () => {
    const around = new Surroundings({ id: 'near' }, { id: 'far', connection: 'interrupted' });
    const waiting: (AbortSignal | undefined)[] = [];
    around.take = (signal) => {
      waiting.push(signal);
      return full(signal);
    };
    const sending = around.feature.send('👏');
    const given = (): unknown[] => waiting.map((signal) => signal?.aborted);
    around.clock.advance(4_999);
    await turn();
    expect([given(), around.asked]).to.deep.equal([[false, false], [['far']]]);
    around.clock.advance(1);
    await sending;
    expect([given(), around.asked]).to.deep.equal([
      [true, true],
      [['far'], ['near']],
    ]);
    expect(around.clock.pending).to.equal(0);
  });

  for (const [waitedMs, asked] of [
    [4_999, [['bob']]],
    [5_000, []],
    [5_001, []],
  ] as const) {
    it(`lead by a server that is away for ${String(waitedMs)} ms ${asked.length > 0 ? 'when it is back' : 'no more'}`, async () => {
      const around = new Surroundings({ id: 'bob', isOpen: false });
      around.state = 'reconnecting';
      await around.feature.send('👏');
      expect(around.asked).to.deep.equal([]);
      around.clock.advance(waitedMs);
      around.state = 'joined';
      around.feature.handleAdmitted(admitted('react'));
      around.feature.handleAdmitted(admitted('react'));
      await turn();
      expect(around.asked).to.deep.equal(asked);
    });

    it(`lead by the server too where the link is lost ${String(waitedMs)} ms after: ${String(asked.length)}`, async () => {
      const around = new Surroundings({ id: 'bob' }, { id: 'cas' });
      await around.feature.send('👏');
      around.clock.advance(waitedMs);
      around.link('bob', 'connected');
      expect(around.asked).to.deep.equal([]);
      around.link('bob', 'interrupted');
      around.link('bob', 'failed');
      await turn();
      // Not for the one whose link is up.
      expect(around.asked).to.deep.equal(asked);
    });
  }

  it('go on where the server answers nothing, and end where it refuses or the room was left', async () => {
    const around = new Surroundings({ id: 'bob', isOpen: false });
    around.refusal = 'signaling-unreachable';
    await around.feature.send('👏');
    around.feature.handleAdmitted(admitted('react'));
    await turn();
    expect(around.asked).to.deep.equal([['bob'], ['bob']]);
    around.refusal = 'rate-limited';
    expect(await codeOf(around.feature.send('👏'))).to.equal('rate-limited');
    around.refusal = 'not-allowed';
    await around.feature.send('👏');
    around.feature.handleAdmitted(admitted('react'));
    await turn();
    expect(around.asked.length).to.equal(4);
  });

  it('end with the call: nothing is sent later, and nothing is listened to', async () => {
    const around = new Surroundings({ id: 'bob' }, { id: 'cas', isOpen: false });
    await around.feature.send('👏');
    around.state = 'reconnecting';
    await around.feature.send('👏');
    around.feature.close();
    around.feature.close();
    around.state = 'joined';
    const before = around.asked.length;
    around.link('bob', 'failed');
    around.feature.handleAdmitted(admitted('react'));
    await turn();
    expect(around.asked.length).to.equal(before);
    expect(around.listening.map((signal) => signal?.aborted)).to.deep.equal([true]);
  });

  it('come from the others alone, and are new again from one who has left and is back', () => {
    const around = new Surroundings({ id: 'bob' });
    const say = (from: string): void => {
      around.feature.handleData(from, 'noom:reaction', '{"id":"1","emoji":"👏"}');
    };
    for (const from of ['me', 'nobody', 'bob', 'bob']) say(from);
    expect(around.told).to.deep.equal(['bob 👏']);
    for (let count = 2; count < 80; count += 1) say('bob');
    around.feature.handleGone('bob');
    say('bob');
    expect(around.told).to.deep.equal(['bob 👏', 'bob 👏']);
  });
});
