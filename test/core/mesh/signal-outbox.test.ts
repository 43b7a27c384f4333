import { expect } from '@open-wc/testing';
import { CallError, type CallErrorCode } from '../../../src/core/base/errors.js';
import { silentLogger } from '../../../src/core/base/logger.js';
import type { PlaneSignal } from '../../../src/core/media/plane-signaling.js';
import { SignalOutbox } from '../../../src/core/media/mesh/signal-outbox.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { turn } from '../../fakes/turn.js';

describe('the signals to a participant', () => {
  let clock: FakeClock;
  let outbox: SignalOutbox;
  /** What the server took, in the order in which it did. */
  let taken: string[];
  /** What the server was asked. */
  let asked: number;
  let answer: (signal: PlaneSignal) => CallErrorCode | null;

  const candidate = (text: string, generation = 1): PlaneSignal => ({ candidate: { candidate: text }, generation });

  beforeEach(() => {
    clock = new FakeClock();
    taken = [];
    asked = 0;
    answer = () => null;
    outbox = new SignalOutbox({
      signaling: {
        send: (to, signal) => {
          asked += 1;
          const code = answer(signal);
          if (code !== null) return Promise.reject(new CallError(code));
          taken.push(`${to} ${signal.candidate?.candidate ?? ''}`);
          return Promise.resolve();
        },
      },
      clock,
      logger: silentLogger,
    });
  });
  afterEach(() => {
    outbox.close();
    expect(clock.pending).to.equal(0);
  });

  for (const code of ['rate-limited', 'not-allowed', 'internal'] as const) {
    it(`that the server refuses as ${code} are sent again after a pause, in order, with what came later`, async () => {
      answer = () => code;
      for (const text of ['a', 'b']) outbox.send('bob', candidate(text));
      await turn();
      outbox.send('bob', candidate('c'));
      expect([taken, asked]).to.deep.equal([[], 2]);
      answer = () => null;
      clock.advance(1000);
      await turn();
      expect(taken).to.deep.equal(['bob a', 'bob b', 'bob c']);
    });
  }

  it('that were refused in the middle keep their place among those that are sent again', async () => {
    answer = ({ candidate: sent }) => (sent?.candidate === 'b' ? null : 'rate-limited');
    for (const text of ['a', 'b', 'c']) outbox.send('bob', candidate(text));
    await turn();
    answer = () => null;
    clock.advance(1000);
    await turn();
    expect(taken).to.deep.equal(['bob b', 'bob a', 'bob c']);
  });

  it('are sent again at a pace that slows down, and are given up in the end', async () => {
    answer = () => 'rate-limited';
    outbox.send('bob', candidate('a'));
    await turn();
    for (let second = 0; second < 600; second += 1) {
      clock.advance(1000);
      await turn();
    }
    expect(asked).to.equal(8);
    expect(clock.pending).to.equal(0);
  });

  it('are not sent again when the server will never accept them', async () => {
    answer = () => 'message-too-large';
    outbox.send('bob', candidate('a'));
    await turn();
    expect([asked, clock.pending]).to.deep.equal([1, 0]);
  });

  it('are sent again at once when the connection to the server broke: the seat waits for it', async () => {
    let count = 0;
    answer = () => ((count += 1) === 1 ? 'signaling-unreachable' : null);
    outbox.send('bob', candidate('a'));
    await turn();
    expect(taken).to.deep.equal(['bob a']);
  });

  it('of an older connection are dropped once there is a newer one', async () => {
    answer = () => 'rate-limited';
    outbox.send('bob', candidate('old', 1));
    await turn();
    outbox.send('bob', candidate('new', 2));
    answer = () => null;
    clock.advance(1000);
    await turn();
    expect(taken).to.deep.equal(['bob new']);
  });

  it('do not wait for those to another participant, and end when that one leaves', async () => {
    answer = ({ candidate: sent }) => (sent?.candidate === 'a' ? 'not-allowed' : null);
    outbox.send('bob', candidate('a'));
    await turn();
    outbox.send('cas', candidate('b'));
    await turn();
    expect(taken).to.deep.equal(['cas b']);
    outbox.forget('bob');
    expect(clock.pending).to.equal(0);
  });

  it('of a connection that was closed with the call are not sent', async () => {
    answer = () => 'not-allowed';
    outbox.close();
    outbox.send('bob', candidate('a'));
    await turn();
    expect([asked, clock.pending]).to.deep.equal([0, 0]);
  });
});
