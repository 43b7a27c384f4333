import type { ParsedRequest } from '../../protocol/protocol.js';
import { others, type Room } from '../rooms/room.js';
import type { Seat } from '../rooms/seat.js';

/**
 * Hands a newcomer's spare offer to the eldest participant, which saves both a round trip. Returns the id of the
 * eldest.
 */
export function handOver(room: Room, seat: Seat, offer: ParsedRequest<'room:join'>['offer']): string | undefined {
  const eldest = others(room, seat).find(({ isConnected }) => isConnected);
  if (!offer || offer.type !== 'offer' || !eldest) return undefined;
  eldest.tell('signal:message', { from: seat.id, description: offer, generation: 1 });
  return eldest.id;
}
