import type { Clock } from '../../core/base/clock.js';
import type { ParsedRequest, Reply, RequestName } from '../../protocol/protocol.js';
import { awayIds } from '../rooms/absence.js';
import type { AdmissionDesk, Visitor } from './admission.js';
import type { KeptChat } from '../rooms/kept-chat.js';
import { moderate, type ModerationRequest } from '../rules/moderation.js';
import { Refusal } from '../refusal.js';
import { readRequest, type Request } from './request-reader.js';
import { createKeeper } from './room-keeper.js';
import { tellOthers, type Room } from '../rooms/room.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Seat } from '../rooms/seat.js';
import type { Seating } from '../rooms/seating.js';

/** Answers the requests of one connection. */
export interface RequestHandler {
  /**
   * Handles any request. To be called for one request at a time, in their order.
   * `reply` is called before anything else can be sent to this connection. Refuses by throwing a `Refusal`.
   */
  handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void>;
  /** The connection is lost: a seat it holds is kept for the grace time. */
  handleLost(): void;
}

/** Makes the handler of a connection's requests. */
export type CreateHandler = (visitor: Visitor) => RequestHandler;

/** What request handlers need. */
export interface RequestParts {
  rooms: Rooms;
  seating: Seating;
  admissions: AdmissionDesk;
  chat: KeptChat;
  clock: Clock;
}

/** A room, and the seat or the place in its lobby that a connection has there. */
interface Place {
  room: Room;
  seat: Seat;
}

/**
 * What a request is about: entering and leaving (`entry`), what is passed on to others and leaves no trace (`relayed`),
 * the caller (`own`), or the room (`moderation`). Only `entry` is open to a connection without a seat.
 */
export type RequestLane = 'entry' | 'relayed' | 'own' | 'moderation';

type EntryName = 'room:join' | 'room:leave' | 'token:renew';
type SeatedName = Exclude<RequestName, EntryName | ModerationRequest['name']>;

/** Handles a request of a participant with a seat. */
type SeatedHandler<Name extends RequestName> = (
  place: Place,
  payload: ParsedRequest<Name>,
  parts: RequestParts,
) => Reply<Name>;

const SEATED: { readonly [Name in SeatedName]: { lane: 'relayed' | 'own'; handle: SeatedHandler<Name> } } = {
  'signal:send': { lane: 'relayed', handle: passSignal },
  'chat:send': { lane: 'relayed', handle: passMessage },
  'state:set': { lane: 'own', handle: changeState },
  'ice:refresh': {
    lane: 'own',
    handle: ({ seat }, _, { admissions }) => ({ iceServers: admissions.iceServersFor(seat) }),
  },
};

/** The lane of a request; `null` when there is no request of that name. */
export function laneOf(name: string): RequestLane | null {
  if (Object.hasOwn(SEATED, name)) return SEATED[name as SeatedName].lane;
  if (name.startsWith('moderate:')) return 'moderation';
  return name.startsWith('room:') || name === 'token:renew' ? 'entry' : null;
}

/** Handles one connection's requests, none of which reaches beyond its own room. Refuses by throwing a `Refusal`. */
export class RoomRequests implements RequestHandler {
  readonly #parts: RequestParts;
  readonly #visitor: Visitor;
  #place: Place | null = null;

  constructor(visitor: Visitor, parts: RequestParts) {
    this.#visitor = visitor;
    this.#parts = parts;
  }

  async handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void> {
    const request = readRequest(name, payload);
    if (request.name === 'room:join') await this.#join(request.payload, reply);
    else if (request.name === 'token:renew') reply(await this.#renew(request.payload));
    else if (request.name === 'room:leave') reply(this.#leave(request.payload));
    else reply(this.#do(request));
  }

  handleLost(): void {
    if (this.#place) this.#parts.seating.handleLost(this.#place.room, this.#place.seat, this.#visitor.outlet);
    this.#place = null;
  }

  async #join(request: ParsedRequest<'room:join'>, reply: (body: Reply<'room:join'>) => void): Promise<void> {
    const { admissions } = this.#parts;
    if (this.#held()) throw new Refusal('not-allowed', 'This connection has a seat already; leave first.');
    const pass = await admissions.check(request, this.#visitor);
    // From here to the reply nothing is awaited: the others and the newcomer are told the state of one moment.
    const entrance = admissions.enter(pass, this.#visitor);
    this.#place = entrance;
    reply(entrance.reply);
    entrance.tellMore();
  }

  async #renew({ token }: ParsedRequest<'token:renew'>): Promise<Reply<'token:renew'>> {
    const place = this.#held();
    if (!place) throw new Refusal('not-allowed', 'Join a room first.');
    return await this.#parts.admissions.renew(place.room, place.seat, token);
  }

  #leave({ room, resume }: ParsedRequest<'room:leave'>): Reply<'room:leave'> {
    const { admissions, seating } = this.#parts;
    const own = this.#held();
    if (own) seating.leave(own.room, own.seat, 'left');
    this.#place = null;
    const kept = own ? null : admissions.placeOf(room, resume);
    // The connection that holds it may still look open.
    if (kept) seating.putOut(kept.room, kept.seat, 'left');
    return {};
  }

  #do(request: Exclude<Request, { name: EntryName }>): object {
    const place = this.#mustBeSeated();
    if (!isSeatedRequest(request)) return moderateRoom(place, request, this.#parts);
    const { handle } = SEATED[request.name];
    return (handle as SeatedHandler<RequestName>)(place, request.payload, this.#parts);
  }

  /** The place this connection has, in the room or in its lobby, unless another connection took it. */
  #held(): Place | null {
    return this.#place?.seat.isHeldBy(this.#visitor.outlet) ? this.#place : null;
  }

  #mustBeSeated(): Place {
    const place = this.#held();
    if (!place) throw new Refusal('not-allowed', 'Join a room first.');
    if (place.room.waiting.has(place.seat.id))
      throw new Refusal('not-allowed', 'Wait in the lobby until you are let in.');
    return place;
  }
}

function isSeatedRequest(
  request: Exclude<Request, { name: EntryName }>,
): request is Extract<Request, { name: SeatedName }> {
  return Object.hasOwn(SEATED, request.name);
}

function moderateRoom({ room, seat }: Place, request: ModerationRequest, parts: RequestParts): Record<never, never> {
  const objection = moderate(request, room, seat, createKeeper(room, parts));
  if (objection !== null) throw new Refusal('not-allowed', objection);
  parts.rooms.save(room);
  return {};
}

function passSignal(place: Place, { to, ...signal }: ParsedRequest<'signal:send'>): Reply<'signal:send'> {
  otherSeat(place, to).tell('signal:message', { ...signal, from: place.seat.id });
  return {};
}

function passMessage(
  place: Place,
  message: ParsedRequest<'chat:send'>,
  { clock, chat }: Pick<RequestParts, 'clock' | 'chat'>,
): Reply<'chat:send'> {
  const { room, seat } = place;
  const stamped = { ...message, from: seat.id, name: seat.participant.name, at: clock.now() };
  const { to } = message;
  if (to !== undefined && awayIds(room, clock).includes(to)) chat.keep(room, stamped, [to]);
  else if (to !== undefined) otherSeat(place, to).tell('chat:message', stamped);
  else {
    // Before it is sent to the others: a refused message must reach no participant.
    chat.keep(room, stamped, awayIds(room, clock));
    tellOthers(room, seat, 'chat:message', stamped);
  }
  return { at: stamped.at };
}

function changeState(
  { room, seat }: Place,
  change: ParsedRequest<'state:set'>,
  { seating }: Pick<RequestParts, 'seating'>,
): Reply<'state:set'> {
  if (change.name !== undefined && seat.hasFixedName) throw new Refusal('not-allowed', 'The token gives the name.');
  if (seat.participant.role === 'viewer' && Object.values(change.sources ?? {}).includes(true)) {
    throw new Refusal('not-allowed', 'A viewer sends nothing.');
  }
  seating.update(room, seat, change);
  return {};
}

function otherSeat({ room, seat }: Place, id: string): Seat {
  const found = id === seat.id ? undefined : room.seats.get(id);
  if (!found) throw new Refusal('not-allowed', 'No other participant in this room has that id.');
  return found;
}
