import { replace } from './replaced.js';

/** The locks that keep a fake screen on; a test says whether, and when, the system gives them. */
export class FakeWakeLock {
  /** Every lock that was given, in order. */
  readonly given: Lock[] = [];
  asked = 0;
  isRefused = false;
  /** Resolves the requests that wait, while it is not `null`. */
  #held: (() => void)[] | null = null;

  /** In place of the browser's own, until `restore()`. */
  constructor() {
    replace(navigator, 'wakeLock', { request: (type: string) => this.#request(type) });
  }

  /** How many keep the screen on now. */
  get count(): number {
    return this.given.filter(({ released }) => !released).length;
  }

  /** Requests wait from now on. */
  hold(): void {
    this.#held = [];
  }

  /** The requests that wait are answered, and later ones at once. */
  answer(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const answer of held) answer();
  }

  /** The page is hidden, which ends all locks, or seen again. */
  show(isVisible: boolean): void {
    replace(document, 'visibilityState', isVisible ? 'visible' : 'hidden');
    if (!isVisible) for (const lock of this.given) lock.released = true;
    document.dispatchEvent(new Event('visibilitychange'));
  }

  async #request(type: string): Promise<Lock> {
    this.asked += 1;
    const held = this.#held;
    if (held) await new Promise<void>((resolve) => held.push(resolve));
    if (type !== 'screen' || this.isRefused || document.visibilityState !== 'visible')
      throw new DOMException('', 'NotAllowedError');
    const lock = new Lock();
    this.given.push(lock);
    return lock;
  }
}

class Lock {
  released = false;

  release(): Promise<void> {
    this.released = true;
    return Promise.resolve();
  }
}
