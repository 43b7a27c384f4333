import type { Clock } from '../clock.js';
import {
  change,
  handOver,
  others,
  readTicket,
  signal,
  somebodyElse,
  tellOthers,
  ticketOf,
  type MemoryPlace,
  type MemoryRoom,
  type MemoryTicket,
} from './memory-room.js';
import { readMemoryRequest, Refusal, type MemoryRequest } from './memory-requests.js';
import { MemorySeat } from './memory-seat.js';
import type { MemoryConnection } from './memory-transport.js';
import {
  changeRoom,
  moderate,
  tellModerators,
  tellWaiting,
  type ModerationRequest,
  type RoomKeeper,
} from './moderation.js';
import {
  FEATURES,
  PROTOCOL_VERSION,
  type Admission,
  type LeaveReason,
  type LobbyReply,
  type ParsedRequest,
  type WireIceServers,
} from './protocol.js';
import { sourcesFor } from './roles.js';
import { entryTo, fullness } from './room-entry.js';
import { hasHost, makeHost, openRoleOf } from './room-hosts.js';
import { bar, createRecord, seatKey } from './room-record.js';

/** What `MemoryRooms` goes by. */
export interface MemoryRoomsOptions {
  clock: Clock;
  graceMs: number;
  maxParticipants: number;
  /** Whether rooms begin with a lobby. */
  lobby: boolean;
  iceServers: WireIceServers;
}

type JoinRequest = ParsedRequest<'room:join'>;

const NO_SOURCES = { microphone: false, camera: false, screen: false, screenAudio: false };
const MAX_WAITING = 50;
const DENIED_MS = 60_000;

/** Who sits where on a server in memory, and what each request does. Refuses by throwing a `Refusal`. */
export class MemoryRooms {
  readonly #options: MemoryRoomsOptions;
  readonly #rooms = new Map<string, MemoryRoom>();
  readonly #places = new Map<MemoryConnection, MemoryPlace>();
  /** Those whose room was ended for all. */
  readonly #ended = new Set<string>();
  // Never starts anew, so that nobody after a restart is mistaken for somebody from before it.
  #lastId = 0;

  constructor(options: MemoryRoomsOptions) {
    this.#options = options;
  }

  /** The connection of whoever sits in a participant's seat. */
  connectionOf(participantId: string): MemoryConnection | null {
    for (const [connection, { seat }] of this.#places) if (seat.id === participantId) return connection;
    return null;
  }

  /** Does what was asked, whatever it was; `reply` is called before anything else is told to this connection. */
  handleRequest(connection: MemoryConnection, name: string, payload: unknown, reply: (body: object) => void): void {
    const request = readMemoryRequest(name, payload);
    if (request.name === 'room:join') this.#join(connection, request.payload, reply);
    else reply(this.#do(connection, request));
  }

  /** A connection broke: its seat is kept for the grace time. */
  handleLost(connection: MemoryConnection): void {
    const place = this.#places.get(connection);
    if (!place) return;
    this.#places.delete(connection);
    place.seat.vacate();
    place.seat.cancelGrace = this.#options.clock.after(this.#options.graceMs, () => {
      this.#leave(place, 'network');
    });
  }

  /** Forgets everybody, telling nobody. */
  clear(): void {
    for (const { seats, waiting, cancelHostWait } of this.#rooms.values()) {
      cancelHostWait();
      for (const seat of [...seats.values(), ...waiting.values()]) seat.cancelGrace();
    }
    this.#rooms.clear();
    this.#places.clear();
    this.#ended.clear();
  }

  #join(connection: MemoryConnection, request: JoinRequest, reply: (body: object) => void): void {
    if (this.#places.has(connection)) throw new Refusal('not-allowed', 'This connection has a seat already.');
    const ticket = readTicket(request);
    const room = this.#rooms.get(request.room);
    const kept = ticket && (room?.seats.get(ticket.id) ?? room?.waiting.get(ticket.id));
    const missed = room && kept ? this.#takeBack({ room, seat: kept }, connection, request) : [];
    const place = room && kept ? { room, seat: kept } : this.#admit(connection, request, ticket);
    const isWaiting = place.room.waiting.has(place.seat.id);
    const offeredTo = ticket || isWaiting ? undefined : handOver(place, request.offer);
    reply({ ...this.#answer(place), ...(offeredTo !== undefined && { offeredTo }) });
    for (const { name, payload } of missed) connection.emit(name, payload);
    if (!isWaiting) tellWaiting(place.room, place.seat);
  }

  #admit(connection: MemoryConnection, request: JoinRequest, ticket: MemoryTicket | null): MemoryPlace {
    if (ticket && this.#ended.has(ticket.id)) throw new Refusal('not-allowed', 'The room was ended for all.');
    const room = this.#rooms.get(request.room) ?? this.#createRoom(request.room);
    const role = openRoleOf(room.record.roles[ticket?.id ?? ''] ?? ticket?.role ?? null, room);
    const isBack = this.#options.clock.now() < room.openedAt + this.#options.graceMs;
    const standing = ticket?.isWaiting ? 'waited' : ticket && isBack ? 'seated' : 'new';
    const keys = ticket ? [seatKey(ticket.id)] : [];
    const limits = { maxParticipants: this.#options.maxParticipants, maxWaiting: MAX_WAITING };
    const entry = entryTo(room, { role, standing, keys }, limits, this.#options.clock.now());
    if (typeof entry === 'object') throw new Refusal(entry.code, entry.message);
    const participant = {
      id: ticket?.id ?? `participant-${String(++this.#lastId)}`,
      name: request.name,
      role,
      sources: sourcesFor(role, { ...NO_SOURCES, ...request.sources }),
      hand: false,
      ...(request.protocol !== undefined && { protocol: request.protocol }),
      ...(request.features !== undefined && { features: request.features }),
    };
    // Of somebody known from before a restart the numbers go on growing.
    const seat = new MemorySeat(participant, connection, ticket ? request.lastSeq : 0);
    this.#rooms.set(request.room, room);
    (entry === 'wait' ? room.waiting : room.seats).set(seat.id, seat);
    const place = { room, seat };
    this.#places.set(connection, place);
    if (entry === 'wait') tellModerators(room, 'lobby:knocked', { participant });
    else tellOthers(place, 'participant:joined', { participant });
    this.#awaitHost(room);
    return place;
  }

  #takeBack(place: MemoryPlace, connection: MemoryConnection, request: JoinRequest): ReturnType<MemorySeat['take']> {
    const before = this.connectionOf(place.seat.id);
    if (before) this.#places.delete(before);
    this.#places.set(connection, place);
    const missed = place.seat.take(connection, request.lastSeq);
    change(place, { name: request.name, sources: request.sources });
    return missed;
  }

  #do(connection: MemoryConnection, request: Exclude<MemoryRequest, { name: 'room:join' }>): object {
    const place = this.#places.get(connection);
    if (request.name === 'room:leave') {
      if (place) this.#leave(place, 'left');
      return {};
    }
    if (!place) throw new Refusal('not-allowed', 'Join a room first.');
    if (place.room.waiting.has(place.seat.id)) throw new Refusal('not-allowed', 'Wait until you are let in.');
    switch (request.name) {
      case 'signal:send':
        return signal(place, request.payload);
      case 'state:set':
        return this.#setState(place, request.payload);
      case 'chat:send':
        return this.#chat(place, request.payload);
      case 'ice:refresh':
        return { iceServers: this.#options.iceServers };
      case 'token:renew':
        throw new Refusal('not-allowed', 'This server asks for no tokens.');
      default:
        return this.#moderate(place, request);
    }
  }

  #setState(place: MemoryPlace, request: ParsedRequest<'state:set'>): object {
    const isSending = Object.values(request.sources ?? {}).includes(true);
    if (place.seat.participant.role === 'viewer' && isSending)
      throw new Refusal('not-allowed', 'A viewer sends nothing.');
    return change(place, request);
  }

  #chat(place: MemoryPlace, message: ParsedRequest<'chat:send'>): { at: number } {
    const stamped = { ...message, from: place.seat.id, at: this.#options.clock.now() };
    if (message.to === undefined) tellOthers(place, 'chat:message', stamped);
    else somebodyElse(place, message.to).tell('chat:message', stamped);
    return { at: stamped.at };
  }

  #moderate({ room, seat }: MemoryPlace, request: ModerationRequest): object {
    const objection = moderate(request, room, seat, this.#keeperOf(room));
    if (objection !== null) throw new Refusal('not-allowed', objection);
    return {};
  }

  #keeperOf(room: MemoryRoom): RoomKeeper<MemorySeat> {
    const { clock } = this.#options;
    return {
      hasOneHost: true,
      freeSeats: () => this.#options.maxParticipants - room.seats.size,
      admit: (seat) => {
        this.#letIn(room, seat);
      },
      deny: (seat) => {
        bar(room.record, [seatKey(seat.id)], clock.now() + DENIED_MS, clock.now());
        seat.tell('lobby:denied', {});
        this.#leave({ room, seat }, 'denied');
      },
      remove: (seat) => {
        bar(room.record, [seatKey(seat.id)], null, clock.now());
        seat.end('removed');
        this.#leave({ room, seat }, 'removed');
      },
      end: () => {
        // After the answer to whoever asked for it, whose connection ends with the room.
        queueMicrotask(() => {
          this.#end(room);
        });
      },
    };
  }

  #letIn(room: MemoryRoom, seat: MemorySeat): void {
    const full = fullness(room, this.#options);
    if (full) throw new Refusal(full.code, full.message);
    room.waiting.delete(seat.id);
    room.seats.set(seat.id, seat);
    tellModerators(room, 'lobby:gone', { id: seat.id });
    tellOthers({ room, seat }, 'participant:joined', { participant: seat.participant });
    seat.tell('lobby:admitted', this.#admission({ room, seat }));
  }

  #end(room: MemoryRoom): void {
    for (const seat of [...room.seats.values(), ...room.waiting.values()]) {
      const connection = this.connectionOf(seat.id);
      if (connection) this.#places.delete(connection);
      this.#ended.add(seat.id);
      seat.cancelGrace();
      seat.end('ended');
    }
    room.seats.clear();
    room.waiting.clear();
    this.#forgetIfEmpty(room);
  }

  #leave({ room, seat }: MemoryPlace, reason: LeaveReason): void {
    const connection = this.connectionOf(seat.id);
    if (connection) this.#places.delete(connection);
    seat.cancelGrace();
    seat.vacate();
    if (room.waiting.delete(seat.id)) {
      tellModerators(room, 'lobby:gone', { id: seat.id });
    } else if (room.seats.delete(seat.id)) {
      tellOthers({ room, seat }, 'participant:left', { id: seat.id, reason });
      if (room.record.wire.spotlightId === seat.id) changeRoom(room, { spotlightId: null });
      this.#handleHostMissing(room);
    }
    this.#forgetIfEmpty(room);
  }

  #createRoom(name: string): MemoryRoom {
    const openedAt = this.#options.clock.now();
    const record = createRecord(name, openedAt, this.#options.lobby);
    return { record, seats: new Map(), waiting: new Map(), openedAt, cancelHostWait: () => undefined };
  }

  /** After a restart a guest may be back first: the host gets as long to come as a kept seat would have lasted. */
  #awaitHost(room: MemoryRoom): void {
    if (hasHost(room)) return;
    room.cancelHostWait();
    room.cancelHostWait = this.#options.clock.after(this.#options.graceMs, () => {
      this.#handleHostMissing(room);
    });
  }

  /** Where nobody sits, nobody will ever let in those who wait. */
  #handleHostMissing(room: MemoryRoom): void {
    makeHost(room);
    if (room.seats.size === 0) this.#end(room);
  }

  #forgetIfEmpty({ record, seats, waiting, cancelHostWait }: MemoryRoom): void {
    if (seats.size > 0 || waiting.size > 0) return;
    cancelHostWait();
    this.#rooms.delete(record.wire.name);
  }

  #answer(place: MemoryPlace): Admission | LobbyReply {
    const isWaiting = place.room.waiting.has(place.seat.id);
    return isWaiting ? { lobby: true, resume: ticketOf(place) } : this.#admission(place);
  }

  #admission(place: MemoryPlace): Admission {
    return {
      self: place.seat.participant,
      participants: others(place.room, place.seat).map(({ participant }) => participant),
      iceServers: this.#options.iceServers,
      resume: ticketOf(place),
      room: { ...place.room.record.wire },
      protocol: PROTOCOL_VERSION,
      features: [...FEATURES.server],
    };
  }
}
