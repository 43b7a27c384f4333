import { Refusal } from './memory-requests.js';
import type { MemorySeat } from './memory-seat.js';
import { tellModerators } from './moderation.js';
import type { EventName, EventPayload, ParsedRequest, Role } from './protocol.js';
import { sourcesFor } from './roles.js';
import type { RoomRecord } from './room-record.js';

/** A room in memory: who sits in it, and who waits in its lobby, the eldest first. */
export interface MemoryRoom {
  readonly record: RoomRecord;
  readonly seats: Map<string, MemorySeat>;
  readonly waiting: Map<string, MemorySeat>;
  readonly openedAt: number;
  cancelHostWait: () => void;
}

/** Somebody's place in a room. */
export interface MemoryPlace {
  readonly room: MemoryRoom;
  readonly seat: MemorySeat;
}

/** Who somebody was. Not signed: nobody in the same page is a stranger. */
export interface MemoryTicket {
  readonly room: string;
  readonly id: string;
  readonly role: Role;
  readonly isWaiting: boolean;
}

/** What somebody in a room, or in its lobby, comes back with. */
export function ticketOf({ room, seat }: MemoryPlace): string {
  const { id, participant } = seat;
  const ticket: MemoryTicket = {
    room: room.record.wire.name,
    id,
    role: participant.role,
    isWaiting: room.waiting.has(id),
  };
  return JSON.stringify(ticket);
}

/** What somebody brings to come back; `null` for a newcomer. */
export function readTicket({ resume, room }: ParsedRequest<'room:join'>): MemoryTicket | null {
  if (resume === undefined) return null;
  try {
    const ticket = JSON.parse(resume) as MemoryTicket;
    return ticket.room === room ? ticket : null;
  } catch {
    // A ticket of another server: whoever brings it is a newcomer.
    return null;
  }
}

/** Hands a newcomer's spare offer to the eldest there; gives who that was. */
export function handOver({ room, seat }: MemoryPlace, offer: ParsedRequest<'room:join'>['offer']): string | undefined {
  const eldest = others(room, seat).find(({ isConnected }) => isConnected);
  if (offer?.type !== 'offer' || !eldest) return undefined;
  eldest.tell('signal:message', { from: seat.id, description: offer, generation: 1 });
  return eldest.id;
}

/** Passes a signal on. */
export function signal(place: MemoryPlace, { to, ...fields }: ParsedRequest<'signal:send'>): object {
  somebodyElse(place, to).tell('signal:message', { ...fields, from: place.seat.id });
  return {};
}

/** Changes what somebody says of themselves; told when anything is different. */
export function change({ room, seat }: MemoryPlace, { name, hand, sources }: ParsedRequest<'state:set'>): object {
  const before = seat.participant;
  const participant = {
    ...before,
    name: name ?? before.name,
    hand: hand ?? before.hand,
    sources: sourcesFor(before.role, { ...before.sources, ...sources }),
  };
  if (JSON.stringify(before) === JSON.stringify(participant)) return {};
  seat.participant = participant;
  if (room.waiting.has(seat.id)) tellModerators(room, 'lobby:knocked', { participant });
  else tellOthers({ room, seat }, 'participant:updated', { participant });
  return {};
}

/** Somebody else in the same room. @throws Refusal when there is nobody of that id. */
export function somebodyElse({ room, seat }: MemoryPlace, id: string): MemorySeat {
  const found = id === seat.id ? undefined : room.seats.get(id);
  if (!found) throw new Refusal('not-allowed', 'Nobody else of that id is in this room.');
  return found;
}

/** Everybody with a seat in the room but one. */
export function others({ seats }: MemoryRoom, seat: MemorySeat): MemorySeat[] {
  return [...seats.values()].filter((each) => each !== seat);
}

/** Tells everybody in the room but one. */
export function tellOthers<Name extends EventName>(
  { room, seat }: MemoryPlace,
  name: Name,
  fields: Omit<EventPayload<Name>, 'seq'>,
): void {
  for (const each of others(room, seat)) each.tell(name, fields);
}
