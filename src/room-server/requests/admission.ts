import type { Clock } from '../../core/base/clock.js';
import {
  FEATURES,
  PROTOCOL_VERSION,
  type Admission,
  type LobbyReply,
  type ParsedRequest,
  type Reply,
} from '../../protocol/protocol.js';
import { checkBearer } from '../rules/bearer.js';
import type { MediaDesk } from '../media/media-desk.js';
import type { Foreseen } from '../media/foreseen.js';
import type { KeptChat } from '../rooms/kept-chat.js';
import { tellWaiting } from '../rules/moderation.js';
import type { Claims, RoomServerPorts, Ticket } from '../ports.js';
import { Refusal } from '../refusal.js';
import { ruledRole } from '../rules/room-record.js';
import { peekInto, type Peek } from '../rooms/peek.js';
import { others, placeIn, type Newcomer, type Room } from '../rooms/room.js';
import type { Rooms } from '../rooms/rooms.js';
import type { Outlet, Seat } from '../rooms/seat.js';
import type { Seating } from '../rooms/seating.js';
import { roleOf, standingById, standingOf, type Standing } from '../rooms/standing.js';
import { GivenUpSeats } from './given-up.js';
import { handOver } from './hand-over.js';
import { watchToken } from './token-watch.js';

/** What admission needs. */
export interface AdmissionOptions {
  rooms: Rooms;
  seating: Seating;
  chat: KeptChat;
  media: MediaDesk;
  ports: RoomServerPorts;
  clock: Clock;
  /** What those who could join are told of who is inside. */
  peek: Peek;
}

/** The person on a connection, as far as a room server has to know them. */
export interface Visitor {
  readonly outlet: Outlet;
  /** Whether the connection is still open. */
  isConnected(): boolean;
}

/** The place of an admitted visitor, the answer to send, and what to send after it. */
export interface Entrance {
  room: Room;
  seat: Seat;
  reply: Admission | LobbyReply;
  tellMore: () => void;
}

type JoinRequest = ParsedRequest<'room:join'>;

/** What was found out about a visitor, and their request. */
export interface Pass {
  request: JoinRequest;
  ticket: Ticket | null;
  claims: Claims | null;
  /** A token for the media server, if they will need one; its participant has the id of a newcomer. */
  foreseen: Foreseen | null;
}

/** Admits visitors: checks who they are, and gives them their old seat or a new one, or a place in the lobby. */
export class AdmissionDesk {
  readonly #options: AdmissionOptions;
  readonly #ports: RoomServerPorts;
  readonly #givenUp: GivenUpSeats;

  constructor(options: AdmissionOptions) {
    this.#ports = options.ports;
    this.#givenUp = new GivenUpSeats(options);
    this.#options = options;
  }

  /** Finds out who a visitor is. @throws Refusal when they may not come in, whatever the state of the room. */
  async check(request: JoinRequest, visitor: Visitor): Promise<Pass> {
    const { tickets, verifyToken, joinLimit } = this.#ports;
    const ticket = tickets.read(request.resume, request.room);
    const hasSeat = this.#hasSeat(request, ticket);
    // A participant who has a seat is never kept out of it by others behind the same address.
    if (!hasSeat && !(await joinLimit.consume(visitor.outlet.address))) {
      throw new Refusal('rate-limited', 'Too many joins from this address; wait a minute and try again.');
    }
    const needsToken = !hasSeat || request.token !== undefined;
    const claims = verifyToken && needsToken ? await verifyToken(request.token, request.room) : null;
    if (ticket && claims) checkBearer(claims.bearer, ticket.bearer);
    const foreseen = await this.#foresee(request, ticket, claims);
    if (!visitor.isConnected()) throw new Refusal('not-allowed', 'The connection is closed.');
    return { request, ticket, claims, foreseen };
  }

  /** Tells who is in a room, as far as its bearer may know. @throws Refusal where the token would not let them in. */
  async peek({ room: name, token }: ParsedRequest<'room:peek'>): Promise<Reply<'room:peek'>> {
    const { verifyToken } = this.#ports;
    const { rooms, clock, peek } = this.#options;
    const claims = verifyToken && (await verifyToken(token, name));
    const hasLobby = claims?.lobby ?? rooms.beginWithLobby;
    return peekInto(rooms.peek(name), { tells: peek, hasLobby, bearer: claims?.bearer, now: clock.now() });
  }

  /** Gives a visitor their old place, a new one, or one in the lobby. @throws Refusal when there is none. */
  enter(pass: Pass, visitor: Visitor): Entrance {
    const { request, ticket, claims } = pass;
    const { rooms } = this.#options;
    if (!ticket) this.#givenUp.check(request);
    const known = rooms.find(request.room);
    const standing = known && this.#standing(known, request, ticket);
    if (known && standing?.kind === 'seat') return this.#returnTo(known, standing.seat, pass, visitor);
    // Also when the seat was given up while the token was being checked.
    if (this.#ports.verifyToken && !claims && !this.#hasSeat(request, ticket)) {
      throw new Refusal('unauthorized', 'The seat of that ticket was given up; a new one needs a token.');
    }
    if (ticket && rooms.wasEnded(ticket.life)) throw new Refusal('not-allowed', 'The room was ended for all.');
    const room = known ?? rooms.prepare(request.room, claims?.lobby, ticket?.life);
    return this.#admit(room, standing ?? this.#standing(room, request, ticket), pass, visitor);
  }

  /** Gives a participant who waits in the lobby a seat, and tells them. @throws Refusal `room-full`. */
  letIn(room: Room, seat: Seat): void {
    this.#options.seating.letIn(room, seat);
    this.#ports.tally.countJoin();
    seat.tell('lobby:admitted', this.#admission(room, seat));
    this.#options.chat.tell(room, seat);
  }

  /**
   * Replaces a seat's token by a newer one of the same person.
   * @throws Refusal when it is not one, or the connection lost the seat to another one meanwhile.
   */
  async renew(room: Room, seat: Seat, token: string, { outlet }: Visitor): Promise<Reply<'token:renew'>> {
    const { verifyToken } = this.#ports;
    if (!verifyToken) throw new Refusal('not-allowed', 'This server asks for no tokens.');
    const claims = await verifyToken(token, room.record.wire.name);
    checkBearer(claims.bearer, seat.bearer);
    if (placeIn(room, seat.id) !== seat || !seat.isHeldBy(outlet)) {
      throw new Refusal('not-allowed', 'The seat was given up.');
    }
    seat.noteBearer(claims.bearer);
    this.#setExpiry(room, seat, claims.exp);
    return { resume: this.#ticket(room, seat), ...(claims.exp !== undefined && { exp: claims.exp }) };
  }

  /** The ICE servers for a participant with a seat, with fresh credentials. */
  iceServersFor(seat: Seat): Admission['iceServers'] {
    return this.#ports.ice.serversFor(seat);
  }

  /**
   * The place that a ticket or a nonce is for, as long as it is kept. One of a nonce that is not there is not given
   * later; and one from before a restart is not awaited any longer.
   */
  placeOf(leave: ParsedRequest<'room:leave'>): { room: Room; seat: Seat } | null {
    if (leave.room === undefined) return null;
    const ticket = this.#ports.tickets.read(leave.resume, leave.room);
    const room = ticket || leave.nonce !== undefined ? this.#options.rooms.peek(leave.room) : null;
    const standing = room && this.#standing(room, leave, ticket);
    if (room && standing?.kind === 'seat') return { room, seat: standing.seat };
    if (room && standing?.kind === 'return') this.#options.seating.leaveAwaited(room, standing.id);
    this.#givenUp.note(leave);
    return null;
  }

  /** What a person is in a room who has that ticket, or that nonce. */
  #standing(room: Room, { nonce }: { nonce?: string | undefined }, ticket: Ticket | null): Standing {
    const now = this.#now();
    if (ticket || nonce === undefined) return standingOf(ticket, room, now);
    return standingById(this.#ports.idOf(room.record.wire.name, nonce), room, now);
  }

  /**
   * Whether a ticket or a nonce replaces the token it was given for: its seat is kept, or a ticket's existed before a
   * restart.
   */
  #hasSeat(request: JoinRequest, ticket: Ticket | null): boolean {
    const room = ticket || request.nonce !== undefined ? this.#options.rooms.peek(request.room) : null;
    const standing = room && this.#standing(room, request, ticket);
    return standing?.kind === 'seat' || (standing?.kind === 'return' && standing.isRecorded);
  }

  #returnTo(room: Room, seat: Seat, { request, ticket, claims, foreseen }: Pass, { outlet }: Visitor): Entrance {
    const { sources, protocol, features, lastSeq } = request;
    if (claims) {
      checkBearer(claims.bearer, seat.bearer);
      seat.hasFixedName = claims.name !== undefined;
      seat.noteBearer(claims.bearer);
    }
    const name = claims?.name ?? (seat.hasFixedName ? undefined : request.name);
    const role = claims ? (ruledRole(room.record, seat.keys) ?? claims.role) : undefined;
    const change = { name, role, sources, protocol, features, lastSeq };
    const replay = this.#options.seating.takeBack(room, seat, outlet, change);
    if (claims) this.#setExpiry(room, seat, claims.exp);
    this.#ports.tally.countResume();
    // The answer was lost, and is given again: the spare connection is the same.
    const offeredTo = !ticket && request.offer && room.seats.has(seat.offeredTo ?? '') ? seat.offeredTo : undefined;
    return this.#entrance(room, seat, replay, { offeredTo, foreseen });
  }

  #admit(room: Room, standing: Standing, { request, ticket, claims, foreseen }: Pass, { outlet }: Visitor): Entrance {
    const { verifyToken, tally } = this.#ports;
    const { media } = this.#options;
    const isFirst = room.seats.size + room.waiting.size + Object.keys(room.record.seats).length === 0;
    // Without a current token, a seat from before a restart keeps what the earlier token said.
    const kept = standing.kind === 'return' && verifyToken && !claims ? ticket : null;
    const fixedName = claims ? claims.name : kept?.name;
    const newcomer: Newcomer = {
      name: fixedName ?? request.name,
      hasFixedName: fixedName !== undefined,
      sources: request.sources,
      protocol: request.protocol,
      features: request.features,
      role: roleOf(standing, room, claims),
      bearer: claims?.bearer ?? kept?.bearer,
      id: standing.id ?? foreseen?.participant.id,
      standing: standing.kind === 'return' ? 'seated' : standing.kind === 'wait' ? 'waited' : 'new',
      lastSeq: ticket ? request.lastSeq : undefined,
      handOrder: standing.kind === 'return' ? room.record.hands[standing.id] : undefined,
    };
    const seat = this.#options.seating.admit(room, newcomer, outlet);
    this.#setExpiry(room, seat, claims ? claims.exp : kept?.exp);
    const isWaiting = room.waiting.has(seat.id);
    if (!isWaiting) tally.countJoin();
    const takesOffer = !ticket && !isWaiting && media.isFirst(room);
    seat.offeredTo = takesOffer ? handOver(room, seat, request.offer) : undefined;
    if (isFirst && request.topology !== undefined) media.handleFirst(room, seat, request.topology);
    return this.#entrance(room, seat, () => undefined, { offeredTo: seat.offeredTo, foreseen });
  }

  #entrance(
    room: Room,
    seat: Seat,
    replay: () => void,
    { offeredTo, foreseen }: { offeredTo?: string | undefined; foreseen: Foreseen | null },
  ): Entrance {
    if (room.waiting.has(seat.id)) {
      return { room, seat, reply: { lobby: true, resume: this.#ticket(room, seat) }, tellMore: replay };
    }
    const reply = { ...this.#admission(room, seat, foreseen), ...(offeredTo && { offeredTo }) };
    const tellMore = (): void => {
      replay();
      this.#options.chat.tell(room, seat);
      tellWaiting(room, seat);
    };
    return { room, seat, reply, tellMore };
  }

  #admission(room: Room, seat: Seat, foreseen: Foreseen | null = null): Admission {
    const media = this.#options.media.factsFor(room, seat, foreseen);
    return {
      self: seat.participant,
      participants: others(room, seat).map(({ participant }) => participant),
      iceServers: this.iceServersFor(seat),
      resume: this.#ticket(room, seat),
      room: { ...room.record.wire },
      protocol: PROTOCOL_VERSION,
      features: [...FEATURES.server],
      ...(media && { media }),
      ...(this.#options.media.meshMax !== null && { meshMax: this.#options.media.meshMax }),
    };
  }

  /** A token for the media server, made while their answer may still wait for it. */
  async #foresee(request: JoinRequest, ticket: Ticket | null, claims: Claims | null): Promise<Foreseen | null> {
    const { rooms, media } = this.#options;
    const room = rooms.find(request.room);
    if (!room || !media.needsToken(room)) return null;
    const standing = this.#standing(room, request, ticket);
    const known = standing.kind === 'seat' ? standing.seat.participant : null;
    const role = known?.role ?? roleOf(standing, room, claims) ?? 'guest';
    const id = standing.id ?? this.#ports.createId();
    return await media.foresee(room, { id, role, name: claims?.name ?? request.name });
  }

  #ticket(room: Room, seat: Seat): string {
    const { id, participant, bearer, exp, hasFixedName } = seat;
    const { wire, life } = room.record;
    const ticket = {
      room: wire.name,
      life,
      id,
      role: participant.role,
      name: hasFixedName ? participant.name : undefined,
      isWaiting: room.waiting.has(id) || undefined,
      bearer,
    };
    return this.#ports.tickets.sign(ticket, exp);
  }

  #setExpiry(room: Room, seat: Seat, exp: number | undefined): void {
    seat.exp = exp;
    watchToken(this.#options.seating, room, seat, this.#options.clock);
  }

  #now(): number {
    return this.#options.clock.monotonic();
  }
}
