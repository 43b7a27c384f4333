import type { Clock } from '../core/clock.js';
import {
  FEATURES,
  PROTOCOL_VERSION,
  type Admission,
  type LobbyReply,
  type ParsedRequest,
  type Reply,
} from '../core/signaling/protocol.js';
import { isPersonal } from './bearer.js';
import { tellWaiting } from './moderation.js';
import type { Claims, RoomServerPorts, Ticket } from './ports.js';
import { Refusal } from './refusal.js';
import { others, placeIn, type Room } from './room.js';
import type { Rooms } from './rooms.js';
import type { Outlet, Seat } from './seat.js';
import type { Seating } from './seating.js';
import { watchToken } from './token-watch.js';

/** What admission goes by. */
export interface AdmissionOptions {
  rooms: Rooms;
  seating: Seating;
  ports: RoomServerPorts;
  clock: Clock;
}

/** Who asks to be let in, as far as a room server has to know. */
export interface Visitor {
  readonly outlet: Outlet;
  /** Whether they are still there. */
  isConnected(): boolean;
}

/** Somebody's place, the answer to give them, and what to tell them after it. */
export interface Entrance {
  room: Room;
  seat: Seat;
  reply: Admission | LobbyReply;
  tellMore: () => void;
}

type JoinRequest = ParsedRequest<'room:join'>;

/** Who somebody was found to be, and what they asked for. */
export interface Pass {
  request: JoinRequest;
  ticket: Ticket | null;
  claims: Claims | null;
}

/** Lets people in: checks who they are, and gives them their old seat or a new one, or a place in the lobby. */
export class AdmissionDesk {
  readonly #options: AdmissionOptions;
  readonly #ports: RoomServerPorts;

  constructor(options: AdmissionOptions) {
    this.#ports = options.ports;
    this.#options = options;
  }

  /** Finds out who somebody is. @throws Refusal when they may not come in, whoever is there. */
  async check(request: JoinRequest, visitor: Visitor): Promise<Pass> {
    const { rooms } = this.#options;
    const { tickets, verifyToken, joinLimit } = this.#ports;
    const ticket = tickets.read(request.resume, request.room);
    const room = rooms.find(request.room);
    const isExpected = ticket !== null && room !== undefined && placeIn(room, ticket.id) !== undefined;
    // Whoever has a seat is never kept out of it by others behind the same address.
    if (!isExpected && !(await joinLimit.consume(visitor.outlet.address))) {
      throw new Refusal('rate-limited', 'Too many joins from this address; wait a minute and try again.');
    }
    // A ticket ends no later than the token it was given for, so it can stand in for that token.
    const needsToken = ticket === null || request.token !== undefined;
    const claims = verifyToken && needsToken ? await verifyToken(request.token, request.room) : null;
    if (ticket && claims) checkBearer(claims, ticket.bearer);
    if (!visitor.isConnected()) throw new Refusal('not-allowed', 'The connection is closed.');
    return { request, ticket, claims };
  }

  /** Gives somebody their old place, a new one, or one in the lobby. @throws Refusal when there is none. */
  enter(pass: Pass, visitor: Visitor): Entrance {
    return this.#returnTo(pass, visitor) ?? this.#admit(pass, visitor);
  }

  /** Gives somebody who waits a seat, and tells them. @throws Refusal `room-full`. */
  letIn(room: Room, seat: Seat): void {
    this.#options.seating.letIn(room, seat);
    this.#ports.tally.countJoin();
    seat.tell('lobby:admitted', this.#admission(room, seat));
  }

  /** Takes a newer token of the same person for the old one. @throws Refusal when it is not one. */
  async renew(room: Room, seat: Seat, token: string): Promise<Reply<'token:renew'>> {
    const { verifyToken } = this.#ports;
    if (!verifyToken) throw new Refusal('not-allowed', 'This server asks for no tokens.');
    const claims = await verifyToken(token, room.record.wire.name);
    checkBearer(claims, seat.bearer);
    if (placeIn(room, seat.id) !== seat) throw new Refusal('not-allowed', 'The seat was given up.');
    this.#setExpiry(room, seat, claims.exp);
    return { resume: this.#ticket(room, seat), ...(claims.exp !== undefined && { exp: claims.exp }) };
  }

  /** The ICE servers for somebody with a seat, with fresh credentials. */
  iceServersFor(seat: Seat): Admission['iceServers'] {
    return this.#ports.ice.serversFor(seat);
  }

  #returnTo({ request, ticket, claims }: Pass, { outlet }: Visitor): Entrance | null {
    const { rooms, seating } = this.#options;
    const room = rooms.find(request.room);
    const seat = ticket && room && placeIn(room, ticket.id);
    if (!room || !seat) return null;
    const name = seat.hasFixedName ? claims?.name : request.name;
    const { sources, protocol, features, lastSeq } = request;
    const replay = seating.takeBack(room, seat, outlet, { name, sources, protocol, features }, lastSeq);
    if (claims) this.#setExpiry(room, seat, claims.exp);
    this.#ports.tally.countResume();
    return this.#entrance(room, seat, replay);
  }

  #admit({ request, ticket, claims }: Pass, { outlet }: Visitor): Entrance {
    const { verifyToken, tally } = this.#ports;
    const newcomer = {
      name: claims?.name ?? request.name,
      hasFixedName: claims?.name !== undefined,
      sources: request.sources,
      protocol: request.protocol,
      features: request.features,
      role: ticket?.role ?? claims?.role ?? null,
      lobby: claims?.lobby,
      bearer: claims?.bearer ?? ticket?.bearer,
      // Known from before a restart: the same person to everybody, and to themselves.
      id: ticket?.id,
      hasWaited: ticket?.isWaiting ?? false,
      lastSeq: ticket ? request.lastSeq : undefined,
    };
    const { room, seat } = this.#options.seating.admit(request.room, newcomer, outlet);
    this.#setExpiry(room, seat, claims ? claims.exp : verifyToken ? ticket?.exp : undefined);
    const isWaiting = room.waiting.has(seat.id);
    if (!isWaiting) tally.countJoin();
    const offeredTo = ticket || isWaiting ? undefined : handOver(room, seat, request.offer);
    return this.#entrance(room, seat, () => undefined, offeredTo);
  }

  #entrance(room: Room, seat: Seat, replay: () => void, offeredTo?: string): Entrance {
    if (room.waiting.has(seat.id)) {
      return { room, seat, reply: { lobby: true, resume: this.#ticket(room, seat) }, tellMore: replay };
    }
    const reply = { ...this.#admission(room, seat), ...(offeredTo && { offeredTo }) };
    const tellMore = (): void => {
      replay();
      tellWaiting(room, seat);
    };
    return { room, seat, reply, tellMore };
  }

  #admission(room: Room, seat: Seat): Admission {
    return {
      self: seat.participant,
      participants: others(room, seat).map(({ participant }) => participant),
      iceServers: this.iceServersFor(seat),
      resume: this.#ticket(room, seat),
      room: { ...room.record.wire },
      protocol: PROTOCOL_VERSION,
      features: [...FEATURES.server],
    };
  }

  #ticket(room: Room, { id, participant, bearer, exp }: Seat): string {
    const isWaiting = room.waiting.has(id) || undefined;
    return this.#ports.tickets.sign(
      { room: room.record.wire.name, id, role: participant.role, isWaiting, bearer },
      exp,
    );
  }

  #setExpiry(room: Room, seat: Seat, exp: number | undefined): void {
    seat.exp = exp;
    watchToken(this.#options.seating, room, seat, this.#options.clock);
  }
}

/** @throws Refusal when a token is not of the person who has the seat already. */
function checkBearer({ bearer }: Claims, seated: string | undefined): void {
  const personal = (each: string | undefined): string | undefined => (each && isPersonal(each) ? each : undefined);
  if (seated === undefined || personal(bearer) === personal(seated)) return;
  throw new Refusal('unauthorized', 'The token is for somebody else than whoever has this seat.');
}

/** Hands a newcomer's spare offer to the eldest there, which saves both a round trip. Gives who that was. */
function handOver(room: Room, seat: Seat, offer: JoinRequest['offer']): string | undefined {
  const eldest = others(room, seat).find(({ isConnected }) => isConnected);
  if (!offer || offer.type !== 'offer' || !eldest) return undefined;
  eldest.tell('signal:message', { from: seat.id, description: offer, generation: 1 });
  return eldest.id;
}
