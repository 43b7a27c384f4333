import type { CallChange } from './call-reducer.js';
import type { CallSnapshot } from './call-snapshot.js';
import { every, type Clock } from './clock.js';
import { isSpeaking, NOBODY_SPEAKING, updateSpeaking } from './stats/speaking.js';

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
    const heard = getSnapshot().participants.filter(({ sources }) => sources.microphone.on);
    const levels = heard.map(({ id, isLocal }) => [id, isLocal ? getOwnLevel() : plane.audioLevel(id)] as const);
    const others = heard.filter(({ isLocal }) => !isLocal);
    speaking = updateSpeaking(speaking, new Map(levels), new Set(others.map(({ id }) => id)), clock.now());
    const speakingIds = new Set(heard.map(({ id }) => id).filter((id) => isSpeaking(speaking, id, clock.now())));
    apply({ type: 'speaking', speakingIds, activeSpeakerId: speaking.activeId });
  });
}
