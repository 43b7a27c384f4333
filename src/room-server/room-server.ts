import type { Clock } from '../core/base/clock.js';
import { AdmissionDesk, type Visitor } from './requests/admission.js';
import type { Topology } from '../protocol/protocol.js';
import { MediaDesk } from './media/media-desk.js';
import type { RequestParts } from './requests/caller.js';
import { KeptChat } from './rooms/kept-chat.js';
import { Lives } from './rooms/lives.js';
import type { RoomServerPorts } from './ports.js';
import { ReplayBudget } from './rooms/replay.js';
import { RoomRequests, type RequestHandler } from './requests/request-handler.js';
import { Rooms, type RoomLimits } from './rooms/rooms.js';
import { Seating } from './rooms/seating.js';
import { Timers } from './timers.js';

/** What a room server needs. */
export interface RoomServerOptions extends RoomLimits {
  clock: Clock;
  ports: RoomServerPorts;
}

/** Rooms, their participants, and what these may ask: a signaling server without a network. */
export class RoomServer {
  readonly rooms: Rooms;
  readonly seating: Seating;
  readonly #timers: Timers;
  readonly #admissions: AdmissionDesk;
  readonly #replays: ReplayBudget;
  readonly #chat: KeptChat;
  readonly #media: MediaDesk;

  constructor({ clock, ports, ...limits }: RoomServerOptions) {
    this.#timers = new Timers(clock);
    const common = { ...limits, clock: this.#timers };
    this.#media = new MediaDesk({
      ...common,
      engine: ports.engine ?? null,
      tally: ports.mediaTally,
      save: (room) => {
        this.rooms.save(room);
      },
    });
    this.rooms = new Rooms({
      ...common,
      hasOpenRoles: ports.verifyToken === null,
      records: ports.records,
      lives: new Lives(common),
      createLife: () => ports.createLife(),
      handleOpened: (room) => {
        this.#media.handleOpened(room);
      },
      handleClosed: (room, isOver) => {
        this.#media.handleEnd(room, isOver);
      },
      handleReturnsOver: (room) => {
        this.#media.handleSeats(room);
      },
    });
    this.#replays = new ReplayBudget(common);
    this.#chat = new KeptChat(common);
    this.seating = new Seating({
      ...common,
      ...{ rooms: this.rooms, ports, replays: this.#replays, chat: this.#chat },
      handleSeats: (room) => {
        this.#media.handleSeats(room);
      },
    });
    this.#admissions = new AdmissionDesk({ ...this.#parts, ports, peek: limits.peek ?? 'names' });
  }

  /** Makes the handler of one connection's requests. */
  createHandler(visitor: Visitor): RequestHandler {
    return new RoomRequests(visitor, { ...this.#parts, admissions: this.#admissions });
  }

  /** Forgets what was kept and can no longer be asked for; to be called now and then. */
  forgetOld(): void {
    this.#replays.forgetOld();
    this.#chat.forgetOld();
  }

  /** How many rooms there are with each topology, where there is a media server. */
  countRooms(): Record<Topology, number> {
    return this.#media.countRooms();
  }

  /** Ends all timers, without telling any participant. */
  close(): void {
    this.#media.close();
    this.#timers.end();
  }

  get #parts(): Omit<RequestParts, 'admissions'> {
    const { rooms, seating } = this;
    return { rooms, seating, chat: this.#chat, media: this.#media, clock: this.#timers };
  }
}
