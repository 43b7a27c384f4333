import type { CallSnapshot, Participant } from '../../../core/index.js';
import { placeOfHand } from './describe-participant.js';
import { pickParticipant, type VideoSubject } from './pick-participant.js';

/** What a tile is drawn from, and what its picture is asked for by. */
interface TileFacts extends Pick<CallSnapshot, 'pinnedId' | 'spotlightId'> {
  readonly participant: Participant | undefined;
  readonly handPlace: number;
}

/** The facts of the participant that a tile shows. */
export function tileFactsOf(snapshot: CallSnapshot, subject: VideoSubject): TileFacts {
  const participant = pickParticipant(snapshot, subject);
  const { pinnedId, spotlightId } = snapshot;
  return { participant, pinnedId, spotlightId, handPlace: placeOfHand(snapshot, participant) };
}
