import type { WireDirect } from '../../protocol/protocol.js';
import type { EngineParticipant } from '../ports.js';

/** A token that was made before its bearer has a seat, and what it is for. */
export interface Foreseen {
  readonly epoch: number;
  readonly participant: EngineParticipant;
  readonly direct: WireDirect;
}

/** What a participant gets of it who has a seat now; `null` where it is for another one, or for another epoch. */
export function meantFor(
  { id, role }: Pick<EngineParticipant, 'id' | 'role'>,
  epoch: number,
  foreseen: Foreseen | null,
): WireDirect | null {
  if (foreseen?.epoch !== epoch || foreseen.participant.id !== id) return null;
  // The role may have become another one since the token was made.
  return (role === 'viewer') === (foreseen.participant.role === 'viewer') ? foreseen.direct : null;
}
