import { moderate, type ModerationRequest } from '../src/core/signaling/moderation.js';
import type { ParsedRequest, Reply, RequestName } from '../src/core/signaling/protocol.js';
import type { Clock } from './clock.js';
import type { Door, Visitor } from './door.js';
import { Refusal } from './refusal.js';
import { readRequest, type Request } from './request-reader.js';
import { createKeeper } from './room-keeper.js';
import { tellOthers, type Room } from './room.js';
import type { Rooms } from './rooms.js';
import type { Seat } from './seat.js';

/** Answers the requests of one connection. */
export interface RequestHandler {
  /**
   * Does what was asked, whatever it was. To be called for one request at a time, in their order.
   * `reply` is called before anything else can be told to this connection. Refuses by throwing a `Refusal`.
   */
  handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void>;
  /** The connection is lost: a seat it holds is kept for the grace time. */
  handleLost(): void;
}

/** Makes what answers the requests of a connection. */
export type CreateHandler = (visitor: Visitor) => RequestHandler;

/** What a relay stands on. */
export interface RelayOptions {
  rooms: Rooms;
  door: Door;
  clock: Clock;
}

interface Place {
  room: Room;
  seat: Seat;
}

/** One connection's requests, done: nobody reaches further than their own room. Refuses by throwing a `Refusal`. */
export class Relay implements RequestHandler {
  readonly #options: RelayOptions;
  readonly #visitor: Visitor;
  #place: Place | null = null;

  constructor(visitor: Visitor, options: RelayOptions) {
    this.#visitor = visitor;
    this.#options = options;
  }

  async handleRequest(name: string, payload: unknown, reply: (body: object) => void): Promise<void> {
    const request = readRequest(name, payload);
    if (request.name === 'room:join') await this.#join(request.payload, reply);
    else if (request.name === 'token:renew') reply(await this.#renew(request.payload));
    else reply(this.#do(request));
  }

  handleLost(): void {
    if (this.#place) this.#options.rooms.handleLost(this.#place.room, this.#place.seat, this.#visitor.outlet);
    this.#place = null;
  }

  async #join(request: ParsedRequest<'room:join'>, reply: (body: Reply<'room:join'>) => void): Promise<void> {
    const { door } = this.#options;
    if (this.#held()) throw new Refusal('not-allowed', 'This connection has a seat already; leave first.');
    const pass = await door.check(request, this.#visitor);
    // From here to the reply nothing waits: what the others are told and what the newcomer is told are of one moment.
    const entrance = door.enter(pass, this.#visitor);
    this.#place = entrance;
    reply(entrance.reply);
    entrance.tellMore();
  }

  async #renew({ token }: ParsedRequest<'token:renew'>): Promise<Reply<'token:renew'>> {
    const place = this.#held();
    if (!place) throw new Refusal('not-allowed', 'Join a room first.');
    return await this.#options.door.renew(place.room, place.seat, token);
  }

  #do(request: Exclude<Request, { name: 'room:join' | 'token:renew' }>): Reply<RequestName> {
    switch (request.name) {
      case 'room:leave':
        return this.#leave();
      case 'signal:send':
        return this.#signal(request.payload);
      case 'state:set':
        return this.#setState(request.payload);
      case 'chat:send':
        return this.#chat(request.payload);
      case 'ice:refresh':
        return { iceServers: this.#options.door.iceServersFor(this.#mustBeSeated().seat) };
      default:
        return this.#moderate(request);
    }
  }

  #moderate(request: ModerationRequest): Record<never, never> {
    const { room, seat } = this.#mustBeSeated();
    const objection = moderate(request, room, seat, createKeeper(room, this.#options));
    if (objection !== null) throw new Refusal('not-allowed', objection);
    return {};
  }

  #leave(): Reply<'room:leave'> {
    const place = this.#held();
    if (place) this.#options.rooms.leave(place.room, place.seat, 'left');
    this.#place = null;
    return {};
  }

  #signal({ to, ...signal }: ParsedRequest<'signal:send'>): Reply<'signal:send'> {
    const place = this.#mustBeSeated();
    somebodyElse(place, to).tell('signal:message', { ...signal, from: place.seat.id });
    return {};
  }

  #setState(change: ParsedRequest<'state:set'>): Reply<'state:set'> {
    const { room, seat } = this.#mustBeSeated();
    if (change.name !== undefined && seat.hasFixedName) throw new Refusal('not-allowed', 'The token gives the name.');
    if (seat.participant.role === 'viewer' && Object.values(change.sources ?? {}).includes(true)) {
      throw new Refusal('not-allowed', 'A viewer sends nothing.');
    }
    this.#options.rooms.update(room, seat, change);
    return {};
  }

  #chat(message: ParsedRequest<'chat:send'>): Reply<'chat:send'> {
    const place = this.#mustBeSeated();
    const stamped = { ...message, from: place.seat.id, at: this.#options.clock.now() };
    if (message.to === undefined) tellOthers(place.room, place.seat, 'chat:message', stamped);
    else somebodyElse(place, message.to).tell('chat:message', stamped);
    return { at: stamped.at };
  }

  /** The place this connection has, in the room or in its lobby, as long as nobody took it. */
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

function somebodyElse({ room, seat }: Place, id: string): Seat {
  const found = id === seat.id ? undefined : room.seats.get(id);
  if (!found) throw new Refusal('not-allowed', 'Nobody else of that id is in this room.');
  return found;
}
