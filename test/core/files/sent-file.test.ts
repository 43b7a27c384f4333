import { expect } from '@open-wc/testing';
import { SentFile } from '../../../src/core/files/sent-file.js';
import { SourceFile } from '../../../src/core/files/source-file.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

/** A file that was offered to Ben. */
function offered(): { clock: FakeClock; file: SentFile; stateFor(id: string): string | undefined } {
  const clock = new FakeClock();
  const facts = { id: 'one', name: 'tea.bin', sizeBytes: 1, type: '', from: 'ann', sender: 'Ann', to: null, at: 0 };
  const file = new SentFile({ ...facts, isLocal: true }, new SourceFile('one', new Blob(['a'])), {
    send: () => undefined,
    sendPiece: () => Promise.resolve(),
    sendEnd: () => Promise.resolve(),
    isConnected: () => false,
    handleChange: () => undefined,
    handleUnreadable: () => undefined,
    clock,
  });
  file.offerTo('ben', 'Ben');
  return { clock, file, stateFor: (id) => file.recipients.find((one) => one.id === id)?.state };
}

describe('SentFile', () => {
  it('waits two minutes for a receiver who lost the connection', () => {
    const { clock, file, stateFor } = offered();
    file.handleGone('ben', true);
    clock.advance(120_000);
    file.tick();
    expect(stateFor('ben')).to.equal('paused');
    clock.advance(1);
    file.tick();
    expect(stateFor('ben')).to.equal('gone');
    expect(file.isActive).to.equal(false);
    expect(file.state).to.equal('offered');
  });

  it('offers it again to a receiver who comes back later still', () => {
    const { clock, file, stateFor } = offered();
    file.handleGone('ben', true);
    clock.advance(200_000);
    file.tick();
    file.offerTo('ben', 'Ben');
    expect(stateFor('ben')).to.equal('offered');
  });

  it('is on offer to no receiver any more once it is closed', () => {
    const { file, stateFor } = offered();
    file.close();
    expect(file.state).to.equal('stopped');
    expect(stateFor('ben')).to.equal('stopped');
  });
});
