import { every, systemClock } from '../../../core/index.js';
import { noteRelease, setHint } from '../audio/microphone-hint.js';
import { hostOf, isElement } from '../dom/nodes.js';
import { ask } from '../link/commands.js';
import type { RoomHost } from '../link/room-context.js';

/** The states of a call that has ended: nothing is sent. */
const OVER: readonly string[] = ['idle', 'left', 'failed'];
const PULSE_MS = 500;
/** A page that was suspended for so long (an `alert()`, a machine asleep) may have missed `keyup`. */
const MISSED_MS = 2000;

/**
 * Turns the microphone on while a key is held. Browsers send `keyup` only to the focused page: whatever takes the focus
 * away ends it too.
 */
export class PushToTalk {
  readonly #room: RoomHost;
  #held: { readonly code: string; readonly key: string; readonly stop: () => void } | null = null;

  constructor(room: RoomHost) {
    this.#room = room;
  }

  /** The key went down. */
  begin({ code, key }: KeyboardEvent): void {
    const { microphone } = this.#room.snapshot.self.sources;
    if (this.#held !== null || microphone.on || microphone.pending) return;
    this.#held = { code, key, stop: this.#watch() };
    // Before the microphone is on: that this is by a key is known by then.
    setHint(this.#room, { type: 'talking', key });
    void ask(this.#room, this.#room, { type: 'noom-microphone-request', on: true });
  }

  /** A key was released: this one, or Command, because macOS sends no `keyup` of other keys while that is held. */
  handleKeyUp({ code, key }: KeyboardEvent): void {
    if (this.#held === null) return;
    const isSame = (code !== '' && code === this.#held.code) || key.toLowerCase() === this.#held.key.toLowerCase();
    if (isSame || key === 'Meta') this.end();
  }

  /** Turns the microphone off, whether the key is still held or not. Harmless when it is not held. */
  end(): void {
    const held = this.#held;
    if (held === null) return;
    this.#held = null;
    held.stop();
    noteRelease(this.#room, systemClock.monotonic());
    setHint(this.#room, null);
  }

  /** Watches for what takes the focus, the call or the room away. Returns what to do at the end. */
  #watch(): () => void {
    const room = this.#room;
    const { call, ownerDocument: document } = room;
    const over = new AbortController();
    const options = { signal: over.signal, capture: true };
    const end = (): void => {
      this.end();
    };
    const endIf = (isOver: () => boolean) => (): void => {
      if (isOver()) end();
    };
    const page = document.defaultView;
    page?.addEventListener('pagehide', end, options);
    page?.addEventListener(
      'blur',
      (event) => {
        if (event.target === page) end();
      },
      options,
    );
    document.addEventListener(
      'visibilitychange',
      endIf(() => document.hidden),
      options,
    );
    document.addEventListener(
      'focusin',
      (event) => {
        if (event.composedPath().some((node) => isModalBeside(node, room))) end();
      },
      options,
    );
    room.addEventListener(
      'noom-room-changed',
      endIf(() => room.call !== call),
      options,
    );
    const unsubscribe = call.subscribe(endIf(() => OVER.includes(call.snapshot.state)));
    let seenAt = now();
    const stopPulse = every(systemClock, PULSE_MS, () => {
      const missedMs = now() - seenAt;
      seenAt = now();
      if (missedMs > MISSED_MS) end();
    });
    return () => {
      over.abort();
      unsubscribe();
      stopPulse();
      if (room.call === call) void ask(room, room, { type: 'noom-microphone-request', on: false });
      // The room has another call: turn it off in the former one.
      else call.setMicrophone(false).catch(() => undefined);
    };
  }
}

/** By the time of day: the monotonic clock may stand still while the machine is asleep. */
function now(): number {
  return systemClock.now();
}

/** Whether a node is a modal dialog that does not contain the room. */
function isModalBeside(node: EventTarget, room: Element): boolean {
  return isElement(node) && node.matches('dialog:modal, [aria-modal="true"]') && !holds(node, room);
}

/** Whether an element contains a node, through shadow trees. */
function holds(outer: Element, inner: Node): boolean {
  for (let node: Node | null = inner; node; node = hostOf(node) ?? node.parentNode) {
    if (node === outer) return true;
  }
  return false;
}
