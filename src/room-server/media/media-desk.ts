import type { Clock } from '../../core/base/clock.js';
import {
  type MediaProblem,
  type SourceKey,
  type Topology,
  type TopologyWish,
  type WireDirect,
  type WireMedia,
} from '../../protocol/protocol.js';
import { mayModerate } from '../../protocol/roles.js';
import type { EngineParticipant, MediaEngine, MediaTally } from '../ports.js';
import { Refusal } from '../refusal.js';
import type { Room } from '../rooms/room.js';
import type { Seat } from '../rooms/seat.js';
import { follows } from './room-scene.js';
import { Drain } from './drain.js';
import type { Foreseen } from './foreseen.js';
import { RoomMedia } from './room-media.js';
import type { StageRefusal } from './stage-effects.js';
import { STAGE_LIMITS, type Arrived, type StageLimits } from './stage-scene.js';

/** A move takes up to four times as long as one without progress, and its room is opened before. */
const DRAIN_PATIENCES = 5;

/** What the media desk needs. */
export interface MediaDeskOptions extends Partial<StageLimits> {
  clock: Clock;
  engine: MediaEngine | null;
  tally: MediaTally | undefined;
  save: (room: Room) => void;
}

/** The room and the seat of one who asks. */
interface Place {
  readonly room: Room;
  readonly seat: Seat;
}

/** The media of all rooms: what their pages may ask of it. Refuses by throwing a `Refusal`. */
export class MediaDesk {
  readonly #options: MediaDeskOptions;
  readonly #limits: StageLimits;
  readonly #rooms = new Map<Room, RoomMedia>();
  readonly #stopListening: () => void;
  readonly #drain: Drain;

  constructor(options: MediaDeskOptions) {
    const { meshMax, meshHard, moveMs } = STAGE_LIMITS;
    this.#options = options;
    this.#limits = {
      meshMax: options.meshMax ?? meshMax,
      meshHard: options.meshHard ?? meshHard,
      moveMs: options.moveMs ?? moveMs,
    };
    this.#drain = new Drain(options.clock, DRAIN_PATIENCES * this.#limits.moveMs);
    const stop = options.engine?.listen((change, id) => {
      const all = (): RoomMedia[] => [...this.#rooms.values()];
      if (change === 'draining' && id === undefined) this.#drain.begin(all);
      else for (const media of all()) media.handleEngine(change, id);
    });
    this.#stopListening = stop ?? (() => undefined);
  }

  /** Above how many participants a room moves to the media server; `null` where there is none. */
  get meshMax(): number | null {
    return this.#options.engine === null ? null : this.#limits.meshMax;
  }

  /** A room begins, or goes on in this process. */
  handleOpened(room: Room): void {
    const { clock, engine, tally, save } = this.#options;
    if (engine === null && room.record.media === undefined) return;
    this.#rooms.set(room, new RoomMedia(room, { clock, engine, tally, save, limits: this.#limits }));
    this.handleSeats(room);
  }

  /** Something about the seats of a room may be different. */
  handleSeats(room: Room): void {
    this.#rooms.get(room)?.handleSeats();
  }

  /** A room is over (`isOver`), or goes on in another process. */
  handleEnd(room: Room, isOver: boolean): void {
    this.#rooms.get(room)?.end(isOver);
    this.#drain.forget(this.#rooms.get(room));
    this.#rooms.delete(room);
  }

  /** A moderator turned a participant's microphone off. */
  handleMuted(room: Room, id: string): void {
    this.#rooms.get(room)?.handleMuted(id, 'microphone');
  }

  /** The room's first participant comes with a wish, which counts if their role may have one. */
  handleFirst(room: Room, { participant }: Seat, wish: TopologyWish): void {
    if (mayModerate('topology', participant.role)) this.#rooms.get(room)?.handleWish(wish);
  }

  /**
   * A host chooses how media travels.
   * @throws Refusal for the media server: `not-allowed` where there is none, `sfu-unreachable` while it does not answer;
   * for a mesh: `not-allowed` where the room is too large for one. Both wishes count once they can.
   */
  wish(room: Room, wish: TopologyWish): void {
    const { engine } = this.#options;
    if (engine === null && wish === 'sfu') throw withoutServer();
    this.#rooms.get(room)?.handleWish(wish);
    if (engine?.isUp === false && wish === 'sfu') {
      throw new Refusal('sfu-unreachable', 'The media server does not answer now; the room moves once it does.');
    }
    if (engine !== null && wish === 'mesh' && room.seats.size > this.#limits.meshHard) {
      throw new Refusal('not-allowed', 'The room is too large for a mesh now; it moves once it is smaller.');
    }
  }

  /** @throws Refusal where it is about another epoch, or the role may not send that. */
  join({ room, seat }: Place, epoch: number, sources: readonly SourceKey[]): number {
    if (seat.participant.role === 'viewer' && sources.length > 0) {
      throw new Refusal('not-allowed', 'A viewer sends nothing.');
    }
    const outcome = this.#get(room).handleJoined(seat, epoch, sources);
    if (typeof outcome === 'string') throw refusalFor(outcome);
    return outcome;
  }

  /** @throws Refusal where it is about another epoch, or cannot be. */
  ready({ room, seat }: Place, epoch: number, arrived: Arrived): void {
    const refusal = this.#get(room).handleReady(seat, epoch, arrived);
    if (refusal !== null) throw refusalFor(refusal);
  }

  /** @throws Refusal where it is about another epoch. */
  report({ room, seat }: Place, epoch: number, problem: MediaProblem): void {
    const refusal = this.#get(room).handleReport(seat, epoch, problem);
    if (refusal !== null) throw refusalFor(refusal);
  }

  /**
   * A token for the media server, for the holder of a seat and an epoch of now.
   * @throws Refusal `not-allowed` where it is another epoch, or one of a mesh; `media-lost` where the media server is
   * lost; `sfu-unreachable` where it makes no token.
   */
  async tokenFor({ room, seat }: Place, epoch: number): Promise<WireDirect> {
    const media = this.#get(room);
    const id = media.roomOf(epoch);
    if (id === undefined) throw refusalFor('stale');
    if (id === null) throw new Refusal('not-allowed', 'The media of that epoch needs no server.');
    if (media.isLostIn(epoch)) throw new Refusal('media-lost', 'The media server of this room is lost.');
    const { role } = seat.participant;
    const direct = await media.tokenFor(id, seat.participant).catch((cause: unknown) => {
      throw new Refusal('sfu-unreachable', 'The media server gives no token; try again.', { cause });
    });
    // The seat, its role or the epoch may be gone by now.
    const isSame = room.seats.get(seat.id) === seat && seat.participant.role === role && media.roomOf(epoch) === id;
    if (!isSame) throw refusalFor('stale');
    return direct;
  }

  /** Whether one who enters a room needs a token for the media server. */
  needsToken(room: Room): boolean {
    return this.#rooms.get(room)?.needsToken ?? false;
  }

  /** A token for one who is about to enter a room; `null` where they need none, or there is none now. */
  async foresee(room: Room, participant: EngineParticipant): Promise<Foreseen | null> {
    // Without it they enter all the same, and ask for one.
    return (
      (await this.#rooms
        .get(room)
        ?.foresee(participant)
        .catch(() => null)) ?? null
    );
  }

  /** The media of a room, for a participant who enters; `undefined` while it is as in every new room. */
  factsFor(room: Room, seat: Seat, foreseen: Foreseen | null): WireMedia | undefined {
    return this.#rooms.get(room)?.factsFor(seat, foreseen);
  }

  /** Whether media is a mesh as in every new room, and stays so for now. */
  isFirst(room: Room): boolean {
    return this.#rooms.get(room)?.isFirst ?? true;
  }

  /**
   * The signal as its addressee is to get it. A page that knows nothing of epochs takes part in the newest mesh alone;
   * `null` for a signal that is of none which such an addressee could know.
   */
  stamp<Signal extends { epoch?: number | undefined }>(place: Place, to: Seat, signal: Signal): Signal | null {
    const mesh = this.#rooms.get(place.room)?.meshEpoch ?? 0;
    const epoch = follows(place.seat) ? (signal.epoch ?? 0) : mesh;
    if (!follows(to) && epoch !== mesh) return null;
    return epoch === (signal.epoch ?? 0) ? signal : { ...signal, epoch };
  }

  /** How many rooms there are with each topology. */
  countRooms(): Record<Topology, number> {
    const counts = { mesh: 0, sfu: 0 };
    for (const { present } of this.#rooms.values()) counts[present.plane] += 1;
    return counts;
  }

  close(): void {
    this.#stopListening();
    this.#drain.close();
    for (const media of this.#rooms.values()) media.end(false);
    this.#rooms.clear();
  }

  #get(room: Room): RoomMedia {
    const media = this.#rooms.get(room);
    if (!media) throw withoutServer();
    return media;
  }
}

function withoutServer(): Refusal {
  return new Refusal('not-allowed', 'This server has no media server.');
}

function refusalFor(refusal: StageRefusal): Refusal {
  const words = {
    stale: 'That epoch is not of now.',
    impossible: 'The media of that epoch was not joined, or there is no such number yet.',
  };
  return new Refusal('not-allowed', words[refusal]);
}
