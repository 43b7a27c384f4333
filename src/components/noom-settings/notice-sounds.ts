import { isCrowded } from '../internal/link/is-crowded.js';
import type { RoomHost } from '../internal/link/room-link.js';
import { SOUNDS, type Choices, type SoundName } from './choices.js';

/** Plays notes, in Hz, one after the other, through a speaker. */
export type PlayNotes = (speakerId: string, notesHz: readonly number[], volume: number) => Promise<void>;

/** Two notes up, one twice, one low: told apart without looking. */
const NOTES_HZ: Readonly<Record<SoundName, readonly number[]>> = {
  joinSound: [523.25, 783.99],
  handSound: [659.25, 659.25],
  messageSound: [440],
};
/** Quieter than a voice. */
const VOLUME = 0.12;
/** Of several things at once, one is heard. */
const SILENCE_MS = 700;
/** In a crowded room each sound is heard once in so long: where hundreds come, they are not heard one by one. */
const CALM_MS = 10_000;

/** Sounds for what others do in a room; made when needed, without files. */
export class NoticeSounds {
  readonly #room: RoomHost;
  readonly #play: PlayNotes;
  #chosen: Choices = {};
  #playedAt = -Infinity;
  readonly #noticedAt = new Map<SoundName, number>();
  #isArriving = false;
  #undo: AbortController | null = null;

  constructor(room: RoomHost, play: PlayNotes) {
    this.#room = room;
    this.#play = play;
  }

  /** Makes the chosen sounds from now on, and no others. */
  choose(choices: Choices): void {
    this.#chosen = choices;
    const isWanted = SOUNDS.some((name) => choices[name]);
    if (isWanted && this.#undo === null) this.#undo = this.#listen();
    if (isWanted) return;
    this.#undo?.abort();
    this.#undo = null;
  }

  /** Lets a sound be heard. */
  play(name: SoundName): void {
    const now = performance.now();
    if (now - this.#playedAt < SILENCE_MS) return;
    this.#playedAt = now;
    // Without permission to play or a speaker there is no sound; what it is for is shown too.
    this.#play(this.#room.snapshot.devices.selected.speaker, NOTES_HZ[name], VOLUME).catch(() => undefined);
  }

  #listen(): AbortController {
    const undo = new AbortController();
    const { signal } = undo;
    const room = this.#room;
    room.addEventListener(
      'noom-joined',
      () => {
        // In the same task it tells who was there before.
        this.#isArriving = true;
        setTimeout(() => {
          this.#isArriving = false;
        });
      },
      { signal },
    );
    room.addEventListener(
      'noom-participant-joined',
      () => {
        if (!this.#isArriving) this.#notice('joinSound');
      },
      { signal },
    );
    room.addEventListener(
      'noom-hand-changed',
      ({ participant }) => {
        if (participant.hand && !participant.isLocal) this.#notice('handSound');
      },
      { signal },
    );
    room.addEventListener(
      'noom-message-received',
      () => {
        this.#notice('messageSound');
      },
      { signal },
    );
    return undo;
  }

  #notice(name: SoundName): void {
    const now = performance.now();
    const isCalm = !isCrowded(this.#room.snapshot) || now - (this.#noticedAt.get(name) ?? -Infinity) >= CALM_MS;
    if (!this.#chosen[name] || !isCalm) return;
    this.#noticedAt.set(name, now);
    this.play(name);
  }
}
