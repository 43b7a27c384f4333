import type { Admission, ParsedRequest } from '../src/core/signaling/protocol.js';
import type { IceDesk } from './ice-desk.js';
import type { Limiter } from './limits.js';
import type { Metrics } from './metrics.js';
import { Refusal } from './refusal.js';
import type { ResumeTicket, ResumeTickets } from './resume-tickets.js';
import { others, type Room, type Rooms } from './rooms.js';
import type { Outlet, Seat } from './seat.js';
import type { Claims } from './tokens.js';

/** What the door goes by. */
export interface DoorOptions {
  rooms: Rooms;
  tickets: ResumeTickets;
  /** Checks a token; `null` in the open mode. */
  verifyToken: ((token: string | undefined, room: string) => Promise<Claims>) | null;
  /** By address. */
  joinLimit: Limiter;
  iceDesk: IceDesk;
  metrics: Metrics;
}

/** Who asks to be let in, as far as the door has to know. */
export interface Visitor {
  readonly outlet: Outlet;
  /** Whether they are still there. */
  isConnected(): boolean;
}

/** Somebody's place, the answer to give them, and what they missed while they were away. */
export interface Entrance {
  room: Room;
  seat: Seat;
  admission: Admission;
  replay: () => void;
}

type JoinRequest = ParsedRequest<'room:join'>;

/** Who somebody was found to be, and what they asked for. */
export interface Pass {
  request: JoinRequest;
  ticket: ResumeTicket | null;
  claims: Claims | null;
}

/** Lets people in: checks who they are, and gives them their old seat or a new one. */
export class Door {
  readonly #options: DoorOptions;

  constructor(options: DoorOptions) {
    this.#options = options;
  }

  /** Finds out who somebody is. @throws Refusal when they may not come in, whoever is there. */
  async check(request: JoinRequest, visitor: Visitor): Promise<Pass> {
    const { rooms, tickets, verifyToken, joinLimit } = this.#options;
    const ticket = tickets.read(request.resume, request.room);
    const isExpected = ticket !== null && rooms.find(request.room)?.seats.has(ticket.id) === true;
    // Whoever has a seat is never kept out of it by others behind the same address.
    if (!isExpected && !(await joinLimit.consume(visitor.outlet.address))) {
      throw new Refusal('rate-limited', 'Too many joins from this address; wait a minute and try again.');
    }
    // A ticket ends no later than the token it was given for, so it can stand in for that token.
    const needsToken = ticket === null || request.token !== undefined;
    const claims = verifyToken && needsToken ? await verifyToken(request.token, request.room) : null;
    if (!visitor.isConnected()) throw new Refusal('not-allowed', 'The connection is closed.');
    return { request, ticket, claims };
  }

  /** Gives somebody their old seat or a new one. @throws Refusal when there is none. */
  enter(pass: Pass, visitor: Visitor): Entrance {
    return this.#returnTo(pass, visitor) ?? this.#admit(pass, visitor);
  }

  /** The ICE servers for somebody with a seat, with fresh credentials. */
  iceServersFor(seat: Seat): Admission['iceServers'] {
    return this.#options.iceDesk.serversFor(seat);
  }

  #returnTo({ request, ticket, claims }: Pass, { outlet }: Visitor): Entrance | null {
    const { rooms, metrics } = this.#options;
    const room = rooms.find(request.room);
    const seat = ticket && room?.seats.get(ticket.id);
    if (!room || !seat) return null;
    const name = seat.hasFixedName ? claims?.name : request.name;
    const replay = rooms.takeBack(room, seat, outlet, { name, sources: request.sources }, request.lastSeq);
    metrics.countResume();
    return { room, seat, admission: this.#admission(room, seat, this.#latestExp(ticket, claims)), replay };
  }

  #admit({ request, ticket, claims }: Pass, { outlet }: Visitor): Entrance {
    const { rooms, metrics } = this.#options;
    const newcomer = {
      name: claims?.name ?? request.name,
      hasFixedName: claims?.name !== undefined,
      sources: request.sources,
      role: ticket?.role ?? claims?.role ?? null,
      // Known from before a restart: the same person to everybody, and to themselves.
      id: ticket?.id,
      lastSeq: ticket ? request.lastSeq : undefined,
    };
    const { room, seat } = rooms.admit(request.room, newcomer, outlet);
    metrics.countJoin();
    const admission = this.#admission(room, seat, this.#latestExp(ticket, claims));
    const offeredTo = ticket ? undefined : handOver(room, seat, request.offer);
    return { room, seat, admission: { ...admission, ...(offeredTo && { offeredTo }) }, replay: () => undefined };
  }

  #latestExp(ticket: ResumeTicket | null, claims: Claims | null): number | undefined {
    return claims ? claims.exp : this.#options.verifyToken ? ticket?.exp : undefined;
  }

  #admission(room: Room, seat: Seat, latestExp: number | undefined): Admission {
    const ticket = { room: room.wire.name, id: seat.id, role: seat.participant.role };
    return {
      self: seat.participant,
      participants: others(room, seat).map(({ participant }) => participant),
      iceServers: this.iceServersFor(seat),
      resume: this.#options.tickets.sign(ticket, latestExp),
      room: room.wire,
    };
  }
}

/** Hands a newcomer's spare offer to the eldest there, which saves both a round trip. Gives who that was. */
function handOver(room: Room, seat: Seat, offer: JoinRequest['offer']): string | undefined {
  const eldest = others(room, seat).find(({ isConnected }) => isConnected);
  if (!offer || offer.type !== 'offer' || !eldest) return undefined;
  eldest.tell('signal:message', { from: seat.id, description: offer, generation: 1 });
  return eldest.id;
}
