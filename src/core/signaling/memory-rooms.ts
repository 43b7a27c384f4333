import type { Clock } from '../clock.js';
import { readMemoryRequest, Refusal, type MemoryRequest } from './memory-requests.js';
import { MemorySeat } from './memory-seat.js';
import type { MemoryConnection } from './memory-transport.js';
import type {
  Admission,
  EventName,
  EventPayload,
  LeaveReason,
  ParsedRequest,
  Role,
  WireIceServers,
  WireRoom,
} from './protocol.js';

/** What `MemoryRooms` goes by. */
export interface MemoryRoomsOptions {
  clock: Clock;
  graceMs: number;
  maxParticipants: number;
  iceServers: WireIceServers;
}

interface Room {
  readonly wire: WireRoom;
  /** The eldest first. */
  readonly seats: Map<string, MemorySeat>;
  cancelHostWait: () => void;
}

interface Place {
  readonly room: Room;
  readonly seat: MemorySeat;
}

interface Ticket {
  readonly room: string;
  readonly id: string;
  readonly role: Role;
}

type JoinRequest = ParsedRequest<'room:join'>;

const NO_SOURCES = { microphone: false, camera: false, screen: false, screenAudio: false };

/** Who sits where on a server in memory, and what each request does. Refuses by throwing a `Refusal`. */
export class MemoryRooms {
  readonly #options: MemoryRoomsOptions;
  readonly #rooms = new Map<string, Room>();
  readonly #places = new Map<MemoryConnection, Place>();
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
    for (const { seats, cancelHostWait } of this.#rooms.values()) {
      cancelHostWait();
      for (const seat of seats.values()) seat.cancelGrace();
    }
    this.#rooms.clear();
    this.#places.clear();
  }

  #join(connection: MemoryConnection, request: JoinRequest, reply: (body: object) => void): void {
    if (this.#places.has(connection)) throw new Refusal('not-allowed', 'This connection has a seat already.');
    const ticket = readTicket(request);
    const room = this.#rooms.get(request.room);
    const kept = ticket && room?.seats.get(ticket.id);
    if (room && kept) {
      const missed = this.#takeBack({ room, seat: kept }, connection, request);
      reply(this.#admission({ room, seat: kept }));
      for (const { name, payload } of missed) connection.emit(name, payload);
      return;
    }
    const place = this.#admit(connection, request, ticket);
    const offeredTo = ticket ? undefined : handOver(place, request.offer);
    reply({ ...this.#admission(place), ...(offeredTo !== undefined && { offeredTo }) });
  }

  #admit(connection: MemoryConnection, request: JoinRequest, ticket: Ticket | null): Place {
    const room = this.#rooms.get(request.room) ?? this.#createRoom(request.room);
    if (room.seats.size >= this.#options.maxParticipants) throw new Refusal('room-full', 'The room is full.');
    const participant = {
      id: ticket?.id ?? `participant-${String(++this.#lastId)}`,
      name: request.name,
      role: roleFor(room, ticket),
      sources: { ...NO_SOURCES, ...request.sources },
      hand: false,
    };
    // Of somebody known from before a restart the numbers go on growing.
    const seat = new MemorySeat(participant, connection, ticket ? request.lastSeq : 0);
    this.#rooms.set(request.room, room);
    room.seats.set(seat.id, seat);
    const place = { room, seat };
    this.#places.set(connection, place);
    tellOthers(place, 'participant:joined', { participant });
    this.#awaitHost(room);
    return place;
  }

  #takeBack(place: Place, connection: MemoryConnection, request: JoinRequest): ReturnType<MemorySeat['take']> {
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
    if (request.name.startsWith('moderate:')) throw new Refusal('unsupported', 'This server cannot do that yet.');
    if (!place) throw new Refusal('not-allowed', 'Join a room first.');
    if (request.name === 'signal:send') return signal(place, request.payload);
    if (request.name === 'state:set') return change(place, request.payload);
    if (request.name === 'chat:send') return this.#chat(place, request.payload);
    return { iceServers: this.#options.iceServers };
  }

  #chat(place: Place, message: ParsedRequest<'chat:send'>): { at: number } {
    const stamped = { ...message, from: place.seat.id, at: this.#options.clock.now() };
    if (message.to === undefined) tellOthers(place, 'chat:message', stamped);
    else somebodyElse(place, message.to).tell('chat:message', stamped);
    return { at: stamped.at };
  }

  #leave(place: Place, reason: LeaveReason): void {
    const { room, seat } = place;
    const connection = this.connectionOf(seat.id);
    if (connection) this.#places.delete(connection);
    seat.cancelGrace();
    seat.vacate();
    room.seats.delete(seat.id);
    tellOthers(place, 'participant:left', { id: seat.id, reason });
    if (room.seats.size > 0) {
      ensureHost(room);
    } else {
      room.cancelHostWait();
      this.#rooms.delete(room.wire.name);
    }
  }

  #createRoom(name: string): Room {
    const startedAt = this.#options.clock.now();
    return {
      wire: { name, locked: false, lobby: false, topology: 'mesh', spotlightId: null, startedAt },
      seats: new Map(),
      cancelHostWait: () => undefined,
    };
  }

  /** After a restart a guest may be back first: the host gets as long to come as a kept seat would have lasted. */
  #awaitHost(room: Room): void {
    if (hasHost(room)) return;
    room.cancelHostWait();
    room.cancelHostWait = this.#options.clock.after(this.#options.graceMs, () => {
      ensureHost(room);
    });
  }

  #admission({ room, seat }: Place): Admission {
    const ticket: Ticket = { room: room.wire.name, id: seat.id, role: seat.participant.role };
    return {
      self: seat.participant,
      participants: others(room, seat).map(({ participant }) => participant),
      iceServers: this.#options.iceServers,
      resume: JSON.stringify(ticket),
      room: room.wire,
    };
  }
}

function readTicket({ resume, room }: JoinRequest): Ticket | null {
  if (resume === undefined) return null;
  try {
    const ticket = JSON.parse(resume) as Ticket;
    return ticket.room === room ? ticket : null;
  } catch {
    // A ticket of another server: whoever brings it is a newcomer.
    return null;
  }
}

function roleFor(room: Room, ticket: Ticket | null): Role {
  // Somebody back from before a restart may find that the room has had a host since.
  if (ticket) return ticket.role === 'host' && hasHost(room) ? 'guest' : ticket.role;
  return room.seats.size === 0 ? 'host' : 'guest';
}

function hasHost({ seats }: Room): boolean {
  return [...seats.values()].some(({ participant }) => participant.role === 'host');
}

function ensureHost(room: Room): void {
  const seats = [...room.seats.values()];
  const heir = seats.find(({ isConnected }) => isConnected) ?? seats[0];
  if (hasHost(room) || !heir) return;
  heir.participant = { ...heir.participant, role: 'host' };
  for (const seat of seats) seat.tell('participant:updated', { participant: heir.participant });
}

/** Hands a newcomer's spare offer to the eldest there; gives who that was. */
function handOver({ room, seat }: Place, offer: JoinRequest['offer']): string | undefined {
  const eldest = others(room, seat).find(({ isConnected }) => isConnected);
  if (offer?.type !== 'offer' || !eldest) return undefined;
  eldest.tell('signal:message', { from: seat.id, description: offer, generation: 1 });
  return eldest.id;
}

function signal(place: Place, { to, ...fields }: ParsedRequest<'signal:send'>): object {
  somebodyElse(place, to).tell('signal:message', { ...fields, from: place.seat.id });
  return {};
}

function change(place: Place, { name, hand, sources }: ParsedRequest<'state:set'>): object {
  const before = place.seat.participant;
  const participant = {
    ...before,
    name: name ?? before.name,
    hand: hand ?? before.hand,
    sources: { ...before.sources, ...sources },
  };
  if (JSON.stringify(before) === JSON.stringify(participant)) return {};
  place.seat.participant = participant;
  tellOthers(place, 'participant:updated', { participant });
  return {};
}

function somebodyElse({ room, seat }: Place, id: string): MemorySeat {
  const found = id === seat.id ? undefined : room.seats.get(id);
  if (!found) throw new Refusal('not-allowed', 'Nobody else of that id is in this room.');
  return found;
}

function others({ seats }: Room, seat: MemorySeat): MemorySeat[] {
  return [...seats.values()].filter((each) => each !== seat);
}

function tellOthers<Name extends EventName>(
  { room, seat }: Place,
  name: Name,
  fields: Omit<EventPayload<Name>, 'seq'>,
): void {
  for (const each of others(room, seat)) each.tell(name, fields);
}
