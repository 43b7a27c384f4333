import { readEmoji } from '../../protocol/emoji.js';
import { DELETING, REACTING, type ParsedRequest, type Reply } from '../../protocol/protocol.js';
import { mayModerate } from '../../protocol/roles.js';
import { Refusal } from '../refusal.js';
import { awayIds } from '../rooms/absence.js';
import { others, tellOthers } from '../rooms/room.js';
import type { Seat } from '../rooms/seat.js';
import { moderate, type ModerationRequest } from '../rules/moderation.js';
import type { Place, RequestParts } from './caller.js';
import { createKeeper } from './room-keeper.js';

/** Passes a signal on to its addressee. @throws Refusal when that is no other participant. */
export function passSignal(
  place: Place,
  { to, ...signal }: ParsedRequest<'signal:send'>,
  { media }: RequestParts,
): Reply<'signal:send'> {
  const addressee = otherSeat(place, to);
  const stamped = media.stamp(place, addressee, signal);
  if (stamped) addressee.tell('signal:message', { ...stamped, from: place.seat.id });
  return {};
}

/** The ICE servers for the caller, with fresh credentials. */
export function refreshIce({ seat }: Place, _: unknown, { admissions }: RequestParts): Reply<'ice:refresh'> {
  return { iceServers: admissions.iceServersFor(seat) };
}

/** Passes a message of the chat on, and keeps it for those who are away. @throws Refusal beyond the bounds. */
export function passMessage(
  place: Place,
  message: ParsedRequest<'chat:send'>,
  { clock, chat }: RequestParts,
): Reply<'chat:send'> {
  const { room, seat } = place;
  const stamped = { ...message, from: seat.id, name: seat.participant.name, at: clock.now() };
  const { to } = message;
  const event = { name: 'chat:message', fields: stamped } as const;
  if (to !== undefined && awayIds(room, clock).includes(to)) chat.keep(room, event, [to]);
  else if (to !== undefined) otherSeat(place, to).tell('chat:message', stamped);
  else {
    // Before it is sent to the others: a refused message must reach no participant.
    chat.keep(room, event, awayIds(room, clock));
    tellOthers(room, seat, 'chat:message', stamped);
  }
  return { at: stamped.at };
}

/**
 * Tells the others, or the addressee of a private message, that a message is deleted, and keeps it for nobody. Its
 * author may do that, and those who may silence the author.
 * @throws Refusal `not-allowed` for anyone else; `rate-limited` when too much is kept for those who are away.
 */
export function passDeletion(
  { room, seat }: Place,
  { id, from = seat.id, to }: ParsedRequest<'chat:delete'>,
  { clock, chat }: RequestParts,
): Reply<'chat:delete'> {
  // The role of an author who has left does not count any more.
  const { role = 'guest' } = room.seats.get(from)?.participant ?? {};
  if (from !== seat.id && !mayModerate('mute', seat.participant.role, role)) {
    throw new Refusal('not-allowed', 'A message is deleted by its author, or by a moderator.');
  }
  const deletion = { id, from, by: seat.id };
  const isMeant = (each: string): boolean => to === undefined || each === to;
  // They may have got it from its author.
  chat.keep(room, { name: 'chat:deleted', fields: deletion }, awayIds(room, clock).filter(isMeant));
  chat.forgetMessage(room, deletion);
  for (const each of others(room, seat)) {
    each.forgetMessage(deletion);
    if (isMeant(each.id) && hasFeature(each, DELETING)) each.tell('chat:deleted', deletion);
  }
  return {};
}

/**
 * Passes a reaction on to the others whose pages show reactions, or to those named of them. Any role may react.
 * @throws Refusal `bad-request` when it is not one emoji.
 */
export function passReaction({ room, seat }: Place, { id, emoji, to }: ParsedRequest<'react'>): Reply<'react'> {
  if (readEmoji(emoji) === null) throw new Refusal('bad-request', 'A reaction is one emoji.');
  for (const each of others(room, seat)) {
    const isAddressee = to?.includes(each.id) ?? true;
    if (isAddressee && hasFeature(each, REACTING)) each.tellNow('react', { id, emoji, from: seat.id });
  }
  return {};
}

/** Changes what the caller says of themselves. @throws Refusal for what a token or a role does not let them change. */
export function changeState(
  { room, seat }: Place,
  change: ParsedRequest<'state:set'>,
  { seating }: RequestParts,
): Reply<'state:set'> {
  if (change.name !== undefined && seat.hasFixedName) throw new Refusal('not-allowed', 'The token gives the name.');
  if (seat.participant.role === 'viewer' && Object.values(change.sources ?? {}).includes(true)) {
    throw new Refusal('not-allowed', 'A viewer sends nothing.');
  }
  seating.update(room, seat, change);
  const { handOrder } = seat.participant;
  return handOrder === undefined ? {} : { handOrder };
}

/** Does what the caller asks of the room. @throws Refusal when their role may not. */
export function moderateRoom(
  { room, seat }: Place,
  request: ModerationRequest,
  parts: RequestParts,
): Record<never, never> {
  const objection = moderate(request, room, seat, createKeeper(room, parts));
  if (objection !== null) throw new Refusal('not-allowed', objection);
  parts.rooms.save(room);
  parts.media.handleSeats(room);
  return {};
}

function hasFeature({ participant }: Seat, feature: string): boolean {
  return participant.features?.includes(feature) ?? false;
}

function otherSeat({ room, seat }: Place, id: string): Seat {
  const found = id === seat.id ? undefined : room.seats.get(id);
  if (!found) throw new Refusal('not-allowed', 'No other participant in this room has that id.');
  return found;
}
