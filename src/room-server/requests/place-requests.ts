import type { ParsedRequest, Reply } from '../../protocol/protocol.js';
import { alreadySeated, Refusal } from '../refusal.js';
import type { Caller } from './caller.js';

/** Admits the caller. @throws Refusal when they do not get in, or are in already. */
export async function join(
  caller: Caller,
  request: ParsedRequest<'room:join'>,
  reply: (body: Reply<'room:join'>) => void,
): Promise<void> {
  const { admissions } = caller.parts;
  if (caller.place) throw alreadySeated();
  const pass = await admissions.check(request, caller.visitor);
  // From here to the reply nothing is awaited: the others and the newcomer are told the state of one moment.
  const entrance = admissions.enter(pass, caller.visitor);
  caller.setPlace(entrance);
  reply(entrance.reply);
  entrance.tellMore();
}

/** Tells who is in a room. @throws Refusal with a place, where that is known anyway, and as `AdmissionDesk.peek`. */
export async function peek(
  { place, parts }: Caller,
  request: ParsedRequest<'room:peek'>,
  reply: (body: Reply<'room:peek'>) => void,
): Promise<void> {
  if (place) throw alreadySeated();
  reply(await parts.admissions.peek(request));
}

/** Gives up the caller's place, or without one the place that their ticket or nonce is for. */
export function leave(
  caller: Caller,
  request: ParsedRequest<'room:leave'>,
  reply: (body: Reply<'room:leave'>) => void,
): void {
  const { admissions, seating } = caller.parts;
  const own = caller.place;
  if (own) seating.leave(own.room, own.seat, 'left');
  caller.setPlace(null);
  const kept = own ? null : admissions.placeOf(request);
  // The connection that holds it may still look open.
  if (kept) seating.putOut(kept.room, kept.seat, 'left');
  reply({});
}

/** Replaces the token of the caller's place by a newer one. @throws Refusal when it is not one, or without a place. */
export async function renew(
  { place, parts, visitor }: Caller,
  { token }: ParsedRequest<'token:renew'>,
  reply: (body: Reply<'token:renew'>) => void,
): Promise<void> {
  if (!place) throw new Refusal('not-allowed', 'Join a room first.');
  reply(await parts.admissions.renew(place.room, place.seat, token, visitor));
}
