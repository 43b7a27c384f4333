import { expect } from '@open-wc/testing';
import { CallError } from '../../../../src/core/base/errors.js';
import { createFeatures } from '../../../../src/core/call/lazy/features.js';
import { FEATURES } from '../../../../src/core/call/lazy/lazy-features.js';
import type { MovingContext } from '../../../../src/core/call/moving/moving-context.js';
import type { FeatureContext, FeatureEntry, SessionFeature } from '../../../../src/core/features/feature.js';
import { FeatureTable } from '../../../../src/core/features/feature-table.js';
import { SessionFeatures } from '../../../../src/core/features/session-features.js';
import { initialSnapshot } from '../../../../src/core/model/snapshot.js';
import type { ServerEvent } from '../../../../src/protocol/protocol.js';
import { codeOf } from '../../../fakes/code-of.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { turn } from '../../../fakes/turn.js';
import { admission, wireParticipant } from '../../../fakes/wire.js';

const DELETED: ServerEvent = { name: 'chat:deleted', payload: { seq: 1, id: '1', from: 'bob', by: 'bob' } };

/** As much of a session as the table itself needs. */
function contextOf(clock: FakeClock): FeatureContext {
  return { clock } as unknown as FeatureContext;
}

/** A feature that records what it hears, and whose code is loaded, or is not, when a test says so. */
class LazyFeature implements SessionFeature {
  readonly heard: string[] = [];
  readonly loads: { come: () => void; fail: () => void }[] = [];
  readonly entry = {
    channels: ['noom:test'] as const,
    messages: ['chat:deleted'] as const,
    load: () =>
      new Promise<LazyFeature>((resolve, reject) => {
        const come = (): void => {
          resolve(this);
        };
        const fail = (): void => {
          reject(new TypeError('Failed to fetch'));
        };
        this.loads.push({ come, fail });
      }),
  } satisfies FeatureEntry;

  handleAdmitted(_admission: unknown, isReturn: boolean): void {
    this.heard.push(isReturn ? 'returned' : 'admitted');
  }

  handleMessage({ name }: ServerEvent): void {
    this.heard.push(name);
  }

  handleData(from: string, channel: string, data: string | Uint8Array): void {
    this.heard.push(`${from} ${channel} ${String(data)}`);
  }

  handleReachable(id: string): void {
    this.heard.push(`reachable ${id}`);
  }

  handleGone(id: string): void {
    this.heard.push(`gone ${id}`);
  }

  close(): void {
    this.heard.push('closed');
  }
}

describe('the features of a session', () => {
  let clock: FakeClock;
  let lazy: LazyFeature;
  let features: SessionFeatures<{ lazy: LazyFeature['entry'] }>;

  beforeEach(() => {
    clock = new FakeClock();
    lazy = new LazyFeature();
    const load = (context: FeatureContext) => Promise.resolve(new FeatureTable({ lazy: lazy.entry }, context));
    features = new SessionFeatures([], load, contextOf(clock));
  });
  afterEach(() => {
    features.close();
    expect(clock.pending).to.equal(0);
  });

  it('are an explicit list in which each channel and each message has one owner', () => {
    expect(Object.keys(FEATURES)).to.include.members(['chat', 'voices', 'healing']);
    new FeatureTable(FEATURES, contextOf(clock)).close(new CallError('not-allowed'));
  });

  it('do not start when two own the same channel, or the same message', () => {
    const { load } = lazy.entry;
    for (const owned of [
      { channels: ['noom:one'] as const, messages: [] },
      { channels: [], messages: ['chat:message'] as const },
    ]) {
      const entry = { ...owned, load };
      expect(() => new FeatureTable({ one: entry, two: entry }, contextOf(clock))).to.throw('two owners');
    }
  });

  it('turn the microphone off with a host’s mute at once, without waiting for code', () => {
    const off: string[] = [];
    const context = {
      clock,
      getSnapshot: () => initialSnapshot('Ann'),
      turnOff: (...sources: string[]) => off.push(...sources),
      tell: () => undefined,
    } as unknown as MovingContext;
    const all = createFeatures(context);
    all.handleMessage({ name: 'moderate:applied', payload: { seq: 1, action: 'mute', by: 'bob' } });
    expect(off).to.deep.equal(['microphone']);
    all.close();
  });

  it('are loaded with the first thing that concerns them, and get what came before in order', async () => {
    features.handleAdmitted(admission({ participants: [] }), false);
    features.handleGone('cas', 'left');
    await turn();
    expect(lazy.loads).to.have.length(0);
    features.handleMessage(DELETED);
    features.handleData('bob', 'noom:test', 'hello');
    const ran = features.run('lazy', ({ heard }) => heard.push('ran'));
    features.handleReachable('bob');
    await turn();
    expect(lazy.loads).to.have.length(1);
    lazy.loads[0]?.come();
    await ran;
    const before = ['admitted', 'gone cas', 'chat:deleted', 'bob noom:test hello', 'ran', 'reachable bob'];
    expect(lazy.heard).to.deep.equal(before);
    features.handleAdmitted(admission(), true);
    expect(lazy.heard).to.deep.equal([...before, 'returned']);
  });

  it('hear nothing of channels and messages that are not theirs', async () => {
    features.handleData('bob', 'noom:other', 'hello');
    features.handleMessage({ name: 'token:expiring', payload: { seq: 1, at: 1 } });
    await turn();
    expect(lazy.loads).to.have.length(0);
  });

  it('are not loaded on the way to the others in the room, but once one can be reached', async () => {
    features.handleAdmitted(admission({ participants: [wireParticipant('bob')] }), false);
    await turn();
    expect(lazy.loads).to.have.length(0);
    features.handleReachable('bob');
    await turn();
    expect(lazy.loads).to.have.length(1);
    lazy.loads[0]?.come();
    await turn();
    expect(lazy.heard).to.deep.equal(['admitted', 'reachable bob']);
  });

  it('are loaded a second after joining at the latest, and again each second while that fails', async () => {
    features.handleAdmitted(admission({ participants: [] }), false);
    for (const count of [1, 2, 3]) {
      clock.advance(1000);
      await turn();
      expect(lazy.loads).to.have.length(count);
      if (count < 3) lazy.loads.at(-1)?.fail();
      await turn();
    }
    lazy.loads.at(-1)?.come();
    await turn();
    clock.advance(10_000);
    await turn();
    expect([lazy.loads.length, lazy.heard]).to.deep.equal([3, ['admitted']]);
    expect(clock.pending).to.equal(0);
  });

  it('are asked for again each second while their table cannot be loaded', async () => {
    let attempts = 0;
    const failing = new SessionFeatures(
      [],
      (context) => {
        attempts += 1;
        if (attempts < 3) return Promise.reject(new TypeError('Failed to fetch'));
        return Promise.resolve(new FeatureTable({ lazy: lazy.entry }, context));
      },
      contextOf(clock),
    );
    failing.handleAdmitted(admission(), false);
    for (const count of [1, 2, 3]) {
      clock.advance(1000);
      await turn();
      expect(attempts).to.equal(count);
    }
    lazy.loads[0]?.come();
    await turn();
    expect(lazy.heard).to.deep.equal(['admitted']);
    failing.close();
  });

  it('reject a request to them when they cannot be loaded', async () => {
    const ran = codeOf(features.run('lazy', () => undefined));
    await turn();
    lazy.loads[0]?.fail();
    expect(await ran).to.equal('internal');
  });

  it('that are loaded after the end are closed, and hear and do nothing', async () => {
    const ran = codeOf(features.run('lazy', ({ heard }) => heard.push('ran')));
    features.handleReachable('bob');
    await turn();
    features.close();
    features.close();
    lazy.loads[0]?.come();
    await turn();
    expect([await ran, lazy.heard]).to.deep.equal(['not-allowed', ['closed']]);
  });

  it('whose table comes after the end are not made', async () => {
    const ran = codeOf(features.run('lazy', ({ heard }) => heard.push('ran')));
    features.close();
    await turn();
    expect([await ran, lazy.loads.length]).to.deep.equal(['not-allowed', 0]);
  });
});
