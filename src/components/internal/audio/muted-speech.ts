import { every, systemClock, type CallSnapshot, type Clock } from '../../../core/index.js';
import type { RoomHost } from '../link/room-context.js';
import { hintOf, releasedAt, setHint, type MicrophoneHint } from './microphone-hint.js';

/** As often as the indicators of who speaks. */
const INTERVAL_MS = 200;
/** Loud enough to be speech, as for these: a quiet voice near a microphone lies about -30 dBov, which is 0.03. */
const SPEECH_LEVEL = 0.03;
/** How far back it listens. */
const WINDOW_MS = 3000;
/**
 * So many loud moments of the fifteen in that time are speech. Of a sentence about half are loud; a cough, a door or a
 * few keys are at most four.
 */
const LOUD_ENOUGH = 6;
/** How long after the speech it is still shown: time to read it and to press the button. */
const SHOWN_MS = 8000;
/** It is told at most once in this time: a talk with a person in the room does not bring it again and again. */
const AGAIN_MS = 60_000;
/** A participant who dismisses it knows, and has other talk for a while. */
const DISMISSED_MS = 300_000;
/** A participant who has talked by a key so lately is off between words on purpose. */
const TALKING_MS = 60_000;

const HINT: MicrophoneHint = { type: 'muted' };

/**
 * Notices that the local participant speaks while their microphone is off. Off keeps the capture, and the level of it
 * is measured in the page; a microphone that was never on is not captured, and not opened for this.
 */
export class MutedSpeech {
  readonly #room: RoomHost;
  readonly #tell: () => void;
  readonly #clock: Clock;
  readonly #unsubscribe: () => void;
  #stop: (() => void) | null = null;
  /** When it was loud, by the monotonic clock. */
  #loud: readonly number[] = [];
  #spokenAt = -Infinity;
  #quietUntil = -Infinity;
  /** Whether the hint is shown, as far as is known here: it may have been dismissed since. */
  #isShown = false;

  /** @param tell called when the participant is to be told. */
  constructor(room: RoomHost, tell: () => void, clock: Clock = systemClock) {
    const { call } = room;
    this.#room = room;
    this.#tell = tell;
    this.#clock = clock;
    this.#unsubscribe = call.subscribe((snapshot) => {
      this.#follow(snapshot);
    });
    this.#follow(call.snapshot);
  }

  /** May be called twice. */
  close(): void {
    this.#unsubscribe();
    this.#end();
  }

  #follow(snapshot: CallSnapshot): void {
    if (!isMuted(snapshot)) this.#end();
    else
      this.#stop ??= every(this.#clock, INTERVAL_MS, () => {
        this.#listen();
      });
  }

  #end(): void {
    this.#stop?.();
    this.#stop = null;
    this.#loud = [];
    this.#hide();
  }

  #listen(): void {
    const room = this.#room;
    const { call } = room;
    const now = this.#clock.monotonic();
    if (this.#isShown && hintOf(room) !== HINT) {
      this.#isShown = false;
      this.#quietUntil = now + DISMISSED_MS;
    }
    const isLoud = call.levels.get(call.snapshot.self.id) >= SPEECH_LEVEL && !mayBeEcho(call.snapshot);
    this.#loud = [...this.#loud.filter((at) => now - at < WINDOW_MS), ...(isLoud ? [now] : [])];
    if (this.#loud.length >= LOUD_ENOUGH) this.#handleSpeech(now);
    else if (now - this.#spokenAt >= SHOWN_MS) this.#hide();
  }

  #handleSpeech(now: number): void {
    this.#spokenAt = now;
    const isByKey = hintOf(this.#room)?.type === 'talking' || now - releasedAt(this.#room) < TALKING_MS;
    if (now < this.#quietUntil || isByKey) return;
    this.#quietUntil = now + AGAIN_MS;
    this.#isShown = true;
    setHint(this.#room, HINT);
    this.#tell();
  }

  #hide(): void {
    if (this.#isShown && hintOf(this.#room) === HINT) setHint(this.#room, null);
    this.#isShown = false;
  }
}

/** Off, captured, and in a call with others who would hear. */
function isMuted({ state, self, participants }: CallSnapshot): boolean {
  const { on, pending, track } = self.sources.microphone;
  return state === 'joined' && self.role !== 'viewer' && participants.length > 1 && !on && !pending && track !== null;
}

/** Where the browser does not take the echo away, the voices of the others come out of the speaker and back. */
function mayBeEcho({ self, participants }: CallSnapshot): boolean {
  if (self.sources.microphone.track?.getSettings().echoCancellation !== false) return false;
  return participants.some(({ isLocal, isSpeaking }) => !isLocal && isSpeaking);
}
