import { expect } from '@open-wc/testing';
import { FEATURES } from '../../../src/core/call/features.js';
import type { FeatureContext, FeatureEntry, SessionFeature } from '../../../src/core/features/feature.js';
import { FeatureTable } from '../../../src/core/features/feature-table.js';
import { initialSnapshot } from '../../../src/core/model/snapshot.js';
import type { ServerEvent } from '../../../src/protocol/protocol.js';
import { codeOf } from '../../fakes/code-of.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { turn } from '../../fakes/turn.js';
import { admission, wireParticipant } from '../../fakes/wire.js';

const GONE: ServerEvent = { name: 'lobby:gone', payload: { seq: 1, id: 'bob' } };

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
    messages: ['lobby:gone'] as const,
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
  let table: FeatureTable<{ lazy: LazyFeature['entry'] }>;

  beforeEach(() => {
    clock = new FakeClock();
    lazy = new LazyFeature();
    table = new FeatureTable({ lazy: lazy.entry }, contextOf(clock));
  });
  afterEach(() => {
    table.close();
    expect(clock.pending).to.equal(0);
  });

  it('are an explicit list in which each channel and each message has one owner', () => {
    expect(Object.keys(FEATURES)).to.include.members(['chat', 'voices', 'lobby', 'moderation']);
    new FeatureTable(FEATURES, contextOf(clock)).close();
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
    } as unknown as FeatureContext;
    const features = new FeatureTable(FEATURES, context);
    features.handleMessage({ name: 'moderate:applied', payload: { seq: 1, action: 'mute', by: 'bob' } });
    expect(off).to.deep.equal(['microphone']);
    features.close();
  });

  it('are loaded with the first thing that concerns them, and get what came before in order', async () => {
    table.handleAdmitted(admission({ participants: [] }), false);
    table.handleGone('cas', 'left');
    expect(lazy.loads).to.have.length(0);
    table.handleMessage(GONE);
    table.handleData('bob', 'noom:test', 'hello');
    const ran = table.run('lazy', ({ heard }) => heard.push('ran'));
    table.handleReachable('bob');
    expect(lazy.loads).to.have.length(1);
    lazy.loads[0]?.come();
    await ran;
    const before = ['admitted', 'gone cas', 'lobby:gone', 'bob noom:test hello', 'ran', 'reachable bob'];
    expect(lazy.heard).to.deep.equal(before);
    table.handleAdmitted(admission(), true);
    expect(lazy.heard).to.deep.equal([...before, 'returned']);
  });

  it('hear nothing of channels and messages that are not theirs', async () => {
    table.handleData('bob', 'noom:other', 'hello');
    table.handleMessage({ name: 'lobby:denied', payload: { seq: 1 } });
    await turn();
    expect(lazy.loads).to.have.length(0);
  });

  it('are not loaded on the way to the others in the room, but once one can be reached', async () => {
    table.handleAdmitted(admission({ participants: [wireParticipant('bob')] }), false);
    expect(lazy.loads).to.have.length(0);
    table.handleReachable('bob');
    expect(lazy.loads).to.have.length(1);
    lazy.loads[0]?.come();
    await turn();
    expect(lazy.heard).to.deep.equal(['admitted', 'reachable bob']);
  });

  it('are loaded a second after joining at the latest, and again each second while that fails', async () => {
    table.handleAdmitted(admission({ participants: [] }), false);
    for (const count of [1, 2, 3]) {
      clock.advance(1000);
      expect(lazy.loads).to.have.length(count);
      if (count < 3) lazy.loads.at(-1)?.fail();
      await turn();
    }
    lazy.loads.at(-1)?.come();
    await turn();
    clock.advance(10_000);
    expect([lazy.loads.length, lazy.heard]).to.deep.equal([3, ['admitted']]);
    expect(clock.pending).to.equal(0);
  });

  it('reject a request to them when they cannot be loaded', async () => {
    const ran = codeOf(table.run('lazy', () => undefined));
    lazy.loads[0]?.fail();
    expect(await ran).to.equal('internal');
  });

  it('that are loaded after the end are closed, and hear and do nothing', async () => {
    const ran = codeOf(table.run('lazy', ({ heard }) => heard.push('ran')));
    table.handleReachable('bob');
    table.close();
    table.close();
    lazy.loads[0]?.come();
    await turn();
    expect([await ran, lazy.heard]).to.deep.equal(['not-allowed', ['closed']]);
  });
});
