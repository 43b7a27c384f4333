import { isGiving } from '../model/sources.js';
import { every } from '../base/clock.js';
import { isSpeaking, SILENCE, updateSpeaking } from '../stats/speaking.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** Five times a second: quick enough for a speaking indicator, too slow to cost anything. */
const SPEAKING_INTERVAL_MS = 200;

/** Updates who speaks, and who is the active speaker, in the snapshot, once in the room. */
export class VoicesFeature implements SessionFeature {
  readonly #context: FeatureContext;
  #speaking = SILENCE;
  #stop: (() => void) | null = null;

  constructor(context: FeatureContext) {
    this.#context = context;
  }

  handleAdmitted(): void {
    this.#stop ??= every(this.#context.clock, SPEAKING_INTERVAL_MS, () => {
      this.#listen();
    });
  }

  close(): void {
    this.#stop?.();
  }

  #listen(): void {
    const { getSnapshot, apply, getLocalLevel, plane, clock } = this.#context;
    // The last level of a connection that has broken since does not count.
    const heard = getSnapshot().participants.filter(
      ({ connection, sources }) => connection === 'connected' && isGiving(sources.microphone),
    );
    const levels = heard.map(({ id, isLocal }) => [id, isLocal ? getLocalLevel() : plane.audioLevel(id)] as const);
    const others = heard.filter(({ isLocal }) => !isLocal);
    const now = clock.monotonic();
    this.#speaking = updateSpeaking(this.#speaking, new Map(levels), new Set(others.map(({ id }) => id)), now);
    const speakingIds = new Set(heard.map(({ id }) => id).filter((id) => isSpeaking(this.#speaking, id, now)));
    apply({ type: 'speaking', speakingIds, activeSpeakerId: this.#speaking.activeId });
  }
}
