import type { CallSnapshot } from '../../../core/index.js';
import type { RoomHost } from '../../internal/link/room-context.js';

/**
 * Keeps the screen on during a call, and only then (https://w3c.github.io/screen-wake-lock/). The browser ends each lock
 * when the page is hidden, so that another one is taken when it is seen again. Where the browser has no locks or refuses
 * (little battery, a frame that may not) the call goes on as if nothing had been asked.
 */
export class CallWakeLock {
  readonly #room: RoomHost;
  readonly #document: Document;
  readonly #unsubscribe: () => void;
  #isInCall = false;
  #lock: WakeLockSentinel | null = null;
  /** The newest request: a lock that an older one brings is given back. */
  #request: symbol | null = null;

  constructor(room: RoomHost) {
    const { call, ownerDocument } = room;
    this.#room = room;
    this.#document = ownerDocument;
    this.#unsubscribe = call.subscribe((snapshot) => {
      this.#follow(snapshot);
    });
    ownerDocument.addEventListener('visibilitychange', this.#handleVisibility);
    this.#follow(call.snapshot);
  }

  /** Lets the screen go off. May be called twice. */
  close(): void {
    this.#unsubscribe();
    this.#document.removeEventListener('visibilitychange', this.#handleVisibility);
    this.#isInCall = false;
    this.#release();
  }

  #follow({ state }: CallSnapshot): void {
    const isInCall = state === 'joined' || state === 'reconnecting';
    if (isInCall === this.#isInCall) return;
    this.#isInCall = isInCall;
    if (isInCall) void this.#take();
    else this.#release();
  }

  readonly #handleVisibility = (): void => {
    if (this.#isInCall && this.#lock?.released !== false) void this.#take();
  };

  async #take(): Promise<void> {
    if (this.#document.visibilityState !== 'visible') return;
    const request = Symbol('wake lock');
    this.#request = request;
    const { wakeLock }: { wakeLock?: WakeLock } = this.#room.ownerDocument.defaultView?.navigator ?? {};
    const lock = await wakeLock?.request('screen').catch(() => null);
    if (!lock) return;
    if (this.#request === request) this.#lock = lock;
    else void lock.release().catch(() => undefined);
  }

  #release(): void {
    this.#request = null;
    void this.#lock?.release().catch(() => undefined);
    this.#lock = null;
  }
}
