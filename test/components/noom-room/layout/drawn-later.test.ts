import { expect } from '@open-wc/testing';
import { drawAfter, waitToDraw } from '../../../../src/components/internal/element/draw-after.js';
import { whenConnected } from '../../../../src/components/noom-room/ui/when-connected.js';
import type { CallController, CallSnapshot, LinkState, Topology } from '../../../../src/core/index.js';
import { RoomPage } from '../room-page.js';

/** A promise that is settled from outside. */
function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve = (): void => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('what is drawn only after something else', () => {
  it('waits for what was given last, and goes on after a failure too', async () => {
    const first = deferred();
    const second = deferred();
    drawAfter(first.promise);
    drawAfter(second.promise);
    first.resolve();
    await settled();
    expect(waitToDraw()).not.to.equal(null);
    const waiting = waitToDraw();
    second.reject(new Error('refused'));
    await waiting;
    await settled();
    expect(waitToDraw()).to.equal(null);
  });

  it('is the call: its tag asks to join before it draws that it joins', async () => {
    const page = new RoomPage({ attributes: 'room="tea" display-name="Minji"' });
    try {
      await page.inState('prejoin');
      await page.room.updateComplete;
      const steps: string[] = [];
      const observer = new MutationObserver(() => steps.push('drawn'));
      observer.observe(page.room.shadowRoot ?? page.room, { childList: true, subtree: true, attributes: true });
      page.room.addEventListener('noom-joined', () => {
        // What was changed until now, as the observer is told only after this task.
        if (observer.takeRecords().length > 0) steps.push('drawn');
        steps.push('joined');
      });
      await page.room.join();
      await page.inState('joined');
      await page.room.updateComplete;
      observer.disconnect();
      expect(steps[0]).to.equal('joined');
      expect(page.room.shadowRoot?.querySelector('noom-stage')).not.to.equal(null);
    } finally {
      await page.close();
    }
  });
});

describe('a newcomer to a call at a media server', () => {
  /** As much of a call as is looked at. */
  class FakeCall {
    snapshot: CallSnapshot;
    #listeners = new Set<() => void>();

    constructor(topology: Topology, connection: LinkState) {
      this.snapshot = this.#with(topology, connection);
    }

    get count(): number {
      return this.#listeners.size;
    }

    subscribe(listener: () => void): () => void {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    }

    set(topology: Topology, connection: LinkState, state = 'joined'): void {
      this.snapshot = this.#with(topology, connection, state);
      for (const listener of this.#listeners) listener();
    }

    #with(topology: Topology, connection: LinkState, state = 'joined'): CallSnapshot {
      const participants = [{ isLocal: true }, { isLocal: false, connection }];
      return { state, topology, participants } as unknown as CallSnapshot;
    }
  }

  async function isDrawn(call: FakeCall, waiting: Promise<void>): Promise<boolean> {
    const over = await Promise.race([waiting.then(() => true), settled().then(() => false)]);
    return over && call.count === 0;
  }

  it('sees the room when its connection is there', async () => {
    const call = new FakeCall('sfu', 'connecting');
    const waiting = whenConnected(call as unknown as CallController);
    expect(await isDrawn(call, waiting)).to.equal(false);
    call.set('sfu', 'connected');
    expect(await isDrawn(call, waiting)).to.equal(true);
  });

  it('sees it a quarter of a second later at the latest', async () => {
    const call = new FakeCall('sfu', 'connecting');
    await whenConnected(call as unknown as CallController);
    expect(call.count).to.equal(0);
    expect(call.snapshot.participants[1]?.connection).to.equal('connecting');
  });

  for (const [what, change] of [
    [
      'is left',
      (call: FakeCall) => {
        call.set('sfu', 'connecting', 'left');
      },
    ],
    [
      'goes back to a mesh',
      (call: FakeCall) => {
        call.set('mesh', 'connecting');
      },
    ],
    [
      'fails to connect',
      (call: FakeCall) => {
        call.set('sfu', 'failed');
      },
    ],
  ] as const) {
    it(`sees it at once when the call ${what}`, async () => {
      const call = new FakeCall('sfu', 'connecting');
      const waiting = whenConnected(call as unknown as CallController);
      change(call);
      expect(await isDrawn(call, waiting)).to.equal(true);
    });
  }

  it('waits for nothing in a mesh', async () => {
    const call = new FakeCall('mesh', 'connecting');
    expect(await isDrawn(call, whenConnected(call as unknown as CallController))).to.equal(true);
  });
});
