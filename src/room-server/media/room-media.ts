import {
  type EventName,
  type EventPayload,
  type MediaProblem,
  type SourceKey,
  type TopologyWish,
  type WireDirect,
  type WireMedia,
} from '../../protocol/protocol.js';
import type { EngineChange, EngineParticipant, MediaTally } from '../ports.js';
import { others, type Room } from '../rooms/room.js';
import type { Seat } from '../rooms/seat.js';
import { tellAll } from '../rules/moderation.js';
import { barredIds } from '../rules/room-record.js';
import { EngineRooms } from './engine-rooms.js';
import { meantFor, type Foreseen } from './foreseen.js';
import { SeatWatch } from './seat-watch.js';
import { Stage } from './stage.js';
import type { StageEffect, StageRefusal, Way } from './stage-effects.js';
import { follows, sceneOf, type SceneParts } from './room-scene.js';
import type { Arrived, StageScene } from './stage-scene.js';

/** What the media of a room needs. */
export interface RoomMediaParts extends SceneParts {
  tally: MediaTally | undefined;
  /** Saves the record of a room. */
  save(room: Room): void;
}

const FIRST: Way = { epoch: 0, plane: 'mesh', room: null };

/** The media of one room: does what its stage decides, and tells the seats and the media server. */
export class RoomMedia {
  readonly #room: Room;
  readonly #parts: RoomMediaParts;
  readonly #stage: Stage;
  readonly #rooms: EngineRooms;
  readonly #seats: SeatWatch;
  #cancelWake: () => void = () => undefined;
  #isReviewing = false;
  #isEnded = false;

  /** Goes on with the media that the record of the room has. */
  constructor(room: Room, parts: RoomMediaParts) {
    this.#room = room;
    this.#parts = parts;
    const { media } = room.record;
    const { epoch, plane, room: id } = media ?? FIRST;
    const present = { epoch, plane, room: id };
    this.#stage = new Stage({ present, lastEpoch: media?.lastEpoch ?? 0, wish: media?.wish ?? 'auto' });
    this.#rooms = new EngineRooms(parts);
    this.#seats = new SeatWatch(room);
    if (id !== null) this.#rooms.resume(id);
    // Who keeps them out at the media server may have ended with the process that removed them.
    this.#rooms.remove(barredIds(room.record, parts.clock.now()));
    // A move that an earlier process began ended with that process.
    if (media?.next != null) this.#rooms.end(media.next);
    if (id !== null && parts.engine === null) this.#run((scene) => this.#stage.handleEngineLost(scene));
  }

  /** Something about the seats may be different: looked at once, after what is being done and answered now. */
  handleSeats(): void {
    if (this.#isReviewing) return;
    this.#isReviewing = true;
    queueMicrotask(() => {
      this.#isReviewing = false;
      if (!this.#isEnded) this.#review();
    });
  }

  handleWish(wish: TopologyWish): void {
    this.#run((scene) => {
      this.#stage.handleWish(scene, wish);
    });
    this.#save();
  }

  handleEngine(change: EngineChange, id?: string): void {
    this.#run((scene) => {
      if (change === 'lost') this.#stage.handleEngineLost(scene, id);
      else if (change === 'back') this.#stage.handleEngineBack(scene);
      else this.#stage.handleDraining(scene, id);
    });
  }

  handleJoined(seat: Seat, epoch: number, sources: readonly SourceKey[]): number | StageRefusal {
    const stated = [...new Set(sources)];
    const serial = this.#stage.handleJoined(sceneOf(this.#room, this.#parts), seat.id, epoch, stated);
    if (typeof serial === 'number') {
      const published = { epoch, serial, id: seat.id, sources: stated };
      this.#room.news.tell('media:published', published, others(this.#room, seat).filter(follows));
    }
    this.#carryOut();
    return serial;
  }

  handleReady(seat: Seat, epoch: number, arrived: Arrived): StageRefusal | null {
    return this.#run((scene) => this.#stage.handleReady(scene, seat.id, epoch, arrived));
  }

  handleReport(seat: Seat, epoch: number, problem: MediaProblem): StageRefusal | null {
    const refusal = this.#run((scene) => this.#stage.handleReport(scene, seat.id, epoch, problem));
    if (refusal === null) this.#parts.tally?.countReport(problem);
    return refusal;
  }

  /** A moderator turned a source off. */
  handleMuted(id: string, source: SourceKey): void {
    this.#rooms.tell('mute', (room) => room.mute(id, source));
  }

  get present(): Way {
    return this.#stage.present;
  }

  /** Whether the media of an epoch is lost. */
  isLostIn(epoch: number): boolean {
    return this.#stage.isLost && epoch === this.#stage.present.epoch;
  }

  /** The epoch of the mesh that pages take part in which know of no epochs; `null` when there is no mesh. */
  get meshEpoch(): number | null {
    const mesh = [this.#stage.move, this.#stage.present].find((way) => way?.plane === 'mesh');
    return mesh?.epoch ?? null;
  }

  /** Whether media is as in every new room, and does not change. */
  get isFirst(): boolean {
    return this.#stage.present.epoch === 0 && !this.#stage.move;
  }

  /** Whether a newcomer needs a token now. */
  get needsToken(): boolean {
    return this.#newest.room !== null;
  }

  /** A token for the room that a newcomer would get now; `null` where they need none. Rejects as the engine does. */
  async foresee(participant: EngineParticipant): Promise<Foreseen | null> {
    const { epoch, room } = this.#newest;
    if (room === null) return null;
    return { epoch, participant, direct: await this.#rooms.tokenFor(room, participant) };
  }

  /** The room at the media server that belongs to an epoch; `undefined` for an epoch that is not of now. */
  roomOf(epoch: number): string | null | undefined {
    return [this.#stage.move, this.#stage.present].find((way) => way?.epoch === epoch)?.room;
  }

  /** A token for a room at the media server. Rejects as the engine does. */
  tokenFor(room: string, participant: EngineParticipant): Promise<WireDirect> {
    return this.#rooms.tokenFor(room, participant);
  }

  /** The media of the room, for a participant who enters; `undefined` while it is as in every new room. */
  factsFor({ participant }: Seat, foreseen: Foreseen | null): WireMedia | undefined {
    const { present, move } = this.#stage;
    if (this.isFirst) return undefined;
    const { epoch, plane, published } = this.#newest;
    const direct = meantFor(participant, epoch, foreseen);
    return {
      ...{ epoch, plane, isMoving: move !== null },
      ...(move && { present: present.epoch }),
      ...(this.#stage.isLost && { isLost: true }),
      ...(direct && { direct }),
      published: published.list.map(({ id, sources }) => ({ id, sources: [...sources] })),
    };
  }

  /** The room is over (`isOver`), or goes on in another process. */
  end(isOver: boolean): void {
    this.#isEnded = true;
    this.#cancelWake();
    this.#rooms.close(isOver);
  }

  get #newest(): Pick<Stage['present'], 'epoch' | 'plane' | 'room' | 'published'> {
    return this.#stage.move ?? this.#stage.present;
  }

  #review(): void {
    const { entered, left, back, changed } = this.#seats.look();
    this.#rooms.admit(entered);
    this.#rooms.remove(left);
    for (const { id, role } of changed) this.#rooms.tell('setRole', (room) => room.setRole(id, role));
    this.#run((scene) => {
      this.#stage.handleSeats(scene, left, back);
    });
  }

  #run<Result>(handle: (scene: StageScene) => Result): Result {
    const result = handle(sceneOf(this.#room, this.#parts));
    this.#carryOut();
    return result;
  }

  #carryOut(tokens: ReadonlyMap<string, WireDirect> = new Map()): void {
    const effects = this.#stage.takeEffects();
    if (effects.length > 0) {
      const { wire } = this.#room.record;
      const { topology } = wire;
      wire.topology = this.present.plane;
      // Stored before it is told: after a crash in between, no page knows what the next process does not.
      this.#save();
      for (const effect of effects) this.#carryOutOne(effect, tokens);
      if (wire.topology !== topology) tellAll(this.#room, 'room:updated', { room: { ...wire } });
    }
    this.#cancelWake();
    const { wakeAt } = this.#stage;
    if (wakeAt === null || this.#isEnded) return;
    this.#cancelWake = this.#parts.clock.after(Math.max(0, wakeAt - this.#parts.clock.monotonic()), () => {
      this.#run((scene) => {
        this.#stage.handleTime(scene);
      });
    });
  }

  #carryOutOne(effect: StageEffect, tokens: ReadonlyMap<string, WireDirect>): void {
    switch (effect.kind) {
      case 'open':
        void this.#open(effect.epoch);
        return;
      case 'prepare':
        this.#prepare(effect, tokens);
        return;
      case 'commit':
        this.#tell('media:commit', { epoch: effect.way.epoch, plane: effect.way.plane });
        return;
      case 'abort':
        this.#abort(effect);
        return;
      case 'lost':
        this.#tell('media:lost', { epoch: effect.epoch });
        return;
      case 'close':
        this.#rooms.retire(effect.room);
        return;
      case 'moved':
        this.#parts.tally?.countMove(effect.to, effect.result, effect.ms);
        return;
      case 'stayed':
        this.#parts.tally?.countStay(effect.reason);
    }
  }

  /** Opens a room, and makes a token for each seat, so that all of them are told at the same time. */
  async #open(epoch: number): Promise<void> {
    const { wire, life } = this.#room.record;
    const id = await this.#rooms.open({ name: wire.name, life, epoch });
    const tokens = new Map<string, WireDirect>();
    if (id !== null && !this.#isEnded) {
      const seats = [...this.#room.seats.values()].filter((seat) => seat.isConnected && follows(seat));
      await Promise.allSettled(
        seats.map(async ({ participant }) => {
          tokens.set(participant.id, await this.#rooms.tokenFor(id, participant));
        }),
      );
    }
    if (this.#isEnded) {
      if (id !== null) this.#rooms.end(id);
      return;
    }
    this.#stage.handleOpened(sceneOf(this.#room, this.#parts), epoch, id);
    this.#carryOut(tokens);
  }

  #prepare(
    { epoch, plane, isLost }: Extract<StageEffect, { kind: 'prepare' }>,
    tokens: ReadonlyMap<string, WireDirect>,
  ): void {
    for (const seat of this.#room.seats.values()) {
      const direct = tokens.get(seat.id);
      if (!follows(seat)) continue;
      seat.tellNow('media:prepare', { epoch, plane, ...(isLost && { isLost }), ...(direct && { direct }) });
    }
  }

  #abort({ epoch, missing, newcomers }: Extract<StageEffect, { kind: 'abort' }>): void {
    this.#tell('media:abort', { epoch, missing: [...missing] });
    const { epoch: present, plane } = this.#stage.present;
    for (const id of newcomers) {
      this.#room.seats.get(id)?.tellNow('media:prepare', { epoch: present, plane });
      this.#room.seats.get(id)?.tellNow('media:commit', { epoch: present, plane });
    }
  }

  /** Tells all who can follow. What is told is in the answer to a return, too: it is not kept. */
  #tell<Name extends EventName>(name: Name, fields: Omit<EventPayload<Name>, 'seq'>): void {
    for (const seat of this.#room.seats.values()) if (follows(seat)) seat.tellNow(name, fields);
  }

  #save(): void {
    const { present, move, lastEpoch, wish } = this.#stage;
    const { epoch, plane, room } = present;
    this.#room.record.media = { epoch, plane, room, lastEpoch, next: move?.room ?? null, wish };
    this.#parts.save(this.#room);
  }
}
