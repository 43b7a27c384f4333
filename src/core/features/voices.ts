import type { CallChange } from '../model/reducer.js';
import type { CallSnapshot } from '../model/snapshot.js';
import { isGiving } from '../model/sources.js';
import { every, type Clock } from '../base/clock.js';
import { isSpeaking, NOBODY_SPEAKING, updateSpeaking } from '../stats/speaking.js';

/** Five times a second: quick enough for a ring that lights up with a voice, too slow to cost anything. */
const SPEAKING_INTERVAL_MS = 200;

/** What following voices needs of the call around it. */
export interface VoiceSurroundings {
  getSnapshot(): CallSnapshot;
  apply(change: CallChange): void;
  getOwnLevel(): number;
  clock: Clock;
}

/** Keeps the snapshot's word on who speaks, and who holds the stage, up to date; returns the undo. */
export function followVoices(
  { getSnapshot, apply, getOwnLevel, clock }: VoiceSurroundings,
  plane: { audioLevel(id: string): number },
): () => void {
  let speaking = NOBODY_SPEAKING;
  return every(clock, SPEAKING_INTERVAL_MS, () => {
    // What was heard last over a connection that has broken since is no voice.
    const heard = getSnapshot().participants.filter(
      ({ isConnected, sources }) => isConnected && isGiving(sources.microphone),
    );
    const levels = heard.map(({ id, isLocal }) => [id, isLocal ? getOwnLevel() : plane.audioLevel(id)] as const);
    const others = heard.filter(({ isLocal }) => !isLocal);
    speaking = updateSpeaking(speaking, new Map(levels), new Set(others.map(({ id }) => id)), clock.monotonic());
    const speakingIds = new Set(heard.map(({ id }) => id).filter((id) => isSpeaking(speaking, id, clock.monotonic())));
    apply({ type: 'speaking', speakingIds, activeSpeakerId: speaking.activeId });
  });
}
