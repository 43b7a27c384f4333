import { expect } from '@open-wc/testing';
import { picturesFirst } from '../../../src/components/internal/lazy/pictures-first.js';
import type { CallController } from '../../../src/core/index.js';
import { initialSnapshot, type CallSnapshot, type Participant } from '../../../src/core/model/snapshot.js';

const { self } = initialSnapshot('Me');
const awaited: Participant = { ...self, id: 'bo', isLocal: false, connection: 'connecting' };

describe('what a call can do without', () => {
  /** A call of which only the snapshot is told. */
  function fakeCall(first: Partial<CallSnapshot>) {
    const listeners = new Set<(snapshot: CallSnapshot) => void>();
    const call = {
      snapshot: { ...initialSnapshot('Ann'), ...first },
      subscribe(listener: (snapshot: CallSnapshot) => void) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const change = (next: Partial<CallSnapshot>): void => {
      call.snapshot = { ...call.snapshot, ...next };
      for (const listener of [...listeners]) listener(call.snapshot);
    };
    return { call: call as unknown as CallController, change, listeners };
  }
  const passed = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

  it('waits for the room, and for the participants in it', async () => {
    const { call, change, listeners } = fakeCall({ state: 'connecting' });
    let isDue = false;
    const due = picturesFirst(() => call).then(() => {
      isDue = true;
    });
    await passed(150);
    change({ state: 'joined', participants: [self, awaited] });
    await passed(300);
    expect(isDue).to.equal(false);
    change({ participants: [self, { ...awaited, connection: 'connected' }] });
    await due;
    expect(listeners.size).to.equal(0);
  });

  it('comes after a second where they cannot be reached, and at once where nothing is awaited', async () => {
    const { call, listeners } = fakeCall({ state: 'joined', participants: [self, awaited] });
    const beganAt = performance.now();
    await picturesFirst(() => call);
    expect(performance.now() - beganAt).to.be.within(990, 5000);
    expect(listeners.size).to.equal(0);
    await picturesFirst(() => null);
    await picturesFirst(() => fakeCall({ state: 'idle' }).call);
  });
});
