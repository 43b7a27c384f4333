import { expect } from '@open-wc/testing';
import type { FileMessage } from '../../../src/core/files/file-wire.js';
import { ReceivedFile } from '../../../src/core/files/received-file.js';
import { SentFile } from '../../../src/core/files/sent-file.js';
import { SourceFile } from '../../../src/core/files/source-file.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

const FACTS = { id: 'one', name: 'tea.bin', sizeBytes: 1, type: '', from: 'ann', sender: 'Ann', to: null, at: 0 };

/** A file that Ann has offered to Ben; what each says waits until it is delivered. */
function offered(): {
  clock: FakeClock;
  sent: SentFile;
  received: ReceivedFile;
  deliver(): void;
  states(): string[];
} {
  const clock = new FakeClock();
  const toBen: FileMessage[] = [];
  const toAnn: FileMessage[] = [];
  const sent = new SentFile({ ...FACTS, isLocal: true }, new SourceFile('one', new Blob(['a'])), {
    send: (_to, message) => toBen.push(message),
    sendPiece: () => Promise.resolve(),
    sendEnd: () => Promise.resolve(),
    isConnected: () => true,
    handleChange: () => undefined,
    handleUnreadable: () => undefined,
    clock,
  });
  const received = new ReceivedFile(
    { ...FACTS, isLocal: false },
    {
      send: (message) => toAnn.push(message),
      isConnected: () => true,
      handleChange: () => undefined,
      handleWaiting: () => undefined,
      handleWhole: () => undefined,
      tellError: () => undefined,
      store: { open: () => new Promise(() => undefined) },
      clock,
    },
  );
  sent.offerTo('ben', 'Ben');
  return {
    clock,
    sent,
    received,
    deliver() {
      for (const { stop } of toAnn.splice(0)) if (stop) sent.handleStop('ben', stop.reason);
      for (const { stop } of toBen.splice(0)) if (stop) received.handleStop(stop.reason);
    },
    states: () => [...sent.recipients.map(({ state }) => state), received.state],
  };
}

describe('ReceivedFile', () => {
  it('stays declined on both sides where its sender stops at the same time', () => {
    const { sent, received, deliver, states } = offered();
    received.decline();
    sent.cancel();
    deliver();
    expect(states()).to.deep.equal(['declined', 'declined']);
  });

  it('stays stopped on both sides where both stop at the same time', () => {
    const { sent, received, deliver, states } = offered();
    received.accept();
    received.cancel();
    sent.cancel();
    deliver();
    expect(states()).to.deep.equal(['stopped', 'stopped']);
  });

  it('is gone where its sender stops, and cannot be declined any more', () => {
    const { sent, received, deliver, states } = offered();
    sent.cancel();
    deliver();
    received.decline();
    deliver();
    expect(states()).to.deep.equal(['stopped', 'gone']);
  });

  it('is gone where its sender stops what is wanted', () => {
    const { sent, received, deliver, states } = offered();
    received.accept();
    sent.cancel();
    deliver();
    expect(states()).to.deep.equal(['stopped', 'gone']);
  });

  it('goes on after the page was asleep, and is given up where nothing comes for two minutes after that', () => {
    const { received, clock, states } = offered();
    received.accept();
    void received.begin();
    received.tick();
    clock.advance(600_000);
    received.tick();
    expect(states().at(-1)).to.equal('transferring');
    for (let second = 0; second < 120; second += 1) {
      clock.advance(1000);
      received.tick();
    }
    expect(states().at(-1)).to.equal('paused');
    clock.advance(1000);
    received.tick();
    expect(states().at(-1)).to.equal('failed');
  });
});
