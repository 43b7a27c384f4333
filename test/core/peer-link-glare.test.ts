import { expect } from '@open-wc/testing';
import type { Source } from '../../src/core/call-snapshot.js';
import { systemClock } from '../../src/core/clock.js';
import type { PlaneSignal } from '../../src/core/media/media-plane.js';
import { PeerLink } from '../../src/core/media/mesh/peer-link.js';

/** Two links whose signals reach each other, as fast or as late as the test lets them. */
class Pair {
  readonly links: readonly [PeerLink, PeerLink];
  readonly errors: unknown[] = [];
  readonly states: [RTCPeerConnectionState, RTCPeerConnectionState] = ['new', 'new'];
  #held: (() => void)[] | null = null;
  readonly #changed = new EventTarget();

  constructor() {
    this.links = [this.#createLink(0, true), this.#createLink(1, false)];
  }

  /** Signals wait until `release()`: what is sent meanwhile crosses. */
  hold(): void {
    this.#held = [];
  }

  release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const deliver of held) deliver();
  }

  get heldCount(): number {
    return this.#held?.length ?? 0;
  }

  /** Resolves when `is` holds; asked anew at every signal and every change of state. */
  async until(is: () => boolean): Promise<void> {
    while (!is()) await new Promise((resolve) => this.#changed.addEventListener('change', resolve, { once: true }));
  }

  close(): void {
    for (const link of this.links) link.close();
  }

  #createLink(index: 0 | 1, isOffering: boolean): PeerLink {
    const tell = (): boolean => this.#changed.dispatchEvent(new Event('change'));
    return new PeerLink({
      configuration: {},
      isPolite: () => index === 1,
      isOffering,
      localTracks: new Map<Source, MediaStreamTrack | null>(),
      clock: systemClock,
      handlers: {
        handleSignal: (signal: PlaneSignal) => {
          const deliver = (): void => {
            this.links[index === 0 ? 1 : 0].handleSignal(signal);
          };
          if (this.#held === null) queueMicrotask(deliver);
          else this.#held.push(deliver);
          tell();
        },
        handleState: (state) => {
          this.states[index] = state;
          tell();
        },
        handleError: (error) => this.errors.push(error),
        handleTracks: () => undefined,
        handleData: () => undefined,
        handleReady: tell,
      },
    });
  }
}

describe('a link whose both sides offer at once', () => {
  it('ends connected, again and again', async () => {
    const pair = new Pair();
    try {
      await pair.until(() => pair.links.every((link) => link.canSend));
      for (let round = 0; round < 10; round += 1) {
        const before = await credentialsOf(pair);
        pair.hold();
        for (const link of pair.links) link.restartIce();
        // Both offers are on their way before either side hears of the other's.
        await pair.until(() => pair.heldCount >= 2);
        pair.release();
        await pair.until(
          () => pair.states.every((state) => state === 'connected') && pair.links.every((link) => link.canSend),
        );
        await settled(pair, before);
      }
      expect(pair.errors).to.deep.equal([]);
    } finally {
      pair.close();
    }
  });
});

/** The ICE credentials both sides use: other ones after each restart. */
async function credentialsOf(pair: Pair): Promise<string> {
  const reports = await Promise.all(pair.links.map((link) => link.getStats()));
  return reports
    .flatMap((report) => [...report.values()] as { type: string; iceLocalUsernameFragment?: string }[])
    .filter(({ type }) => type === 'transport')
    .map(({ iceLocalUsernameFragment }) => iceLocalUsernameFragment)
    .join(' ');
}

/** Resolves when both sides have restarted. */
async function settled(pair: Pair, before: string): Promise<void> {
  for (;;) {
    const now = await credentialsOf(pair);
    const [oldOnes, newOnes] = [before.split(' '), now.split(' ')];
    if (newOnes.every((credential, index) => credential !== '' && credential !== oldOnes[index])) return;
    await new Promise(requestAnimationFrame);
  }
}
