import type { MediaProblem, SourceKey, TopologyWish } from '../../../src/protocol/protocol.js';
import { Stage } from '../../../src/room-server/media/stage.js';
import type { StageEffect, StageRefusal } from '../../../src/room-server/media/stage-effects.js';
import { STAGE_LIMITS, type StageScene } from '../../../src/room-server/media/stage-scene.js';

interface WorldSeat {
  readonly id: string;
  isPresent: boolean;
  readonly follows: boolean;
}

/** A stage, with the seats, the media server and the time around it. Rooms are called `r` and their epoch. */
export class StageWorld {
  readonly stage = new Stage({ present: { epoch: 0, plane: 'mesh', room: null }, lastEpoch: 0, wish: 'auto' });
  readonly seats = new Map<string, WorldSeat>();
  now = 1_000_000;
  engine: StageScene['engine'];
  /** Everything that was to be done, in words. */
  readonly log: string[] = [];
  #taken = 0;

  constructor({ engine = 'up' }: { engine?: StageScene['engine'] } = {}) {
    this.engine = engine;
  }

  get scene(): StageScene {
    return { now: this.now, seats: [...this.seats.values()], engine: this.engine, limits: STAGE_LIMITS };
  }

  /** These participants are in a room that moves to a media server, under epoch 1. */
  prepared(ids: readonly string[]): this {
    this.enter(...ids);
    this.open(1);
    this.take();
    return this;
  }

  /** The same, and it has moved. */
  committed(ids: readonly string[]): this {
    this.prepared(ids);
    this.join(1, ...ids);
    this.ready(1, ...ids);
    this.take();
    return this;
  }

  /** What is to be done since the last call, in words. */
  take(): string[] {
    const taken = this.log.slice(this.#taken);
    this.#taken = this.log.length;
    return taken;
  }

  enter(...ids: string[]): void {
    for (const id of ids) this.seats.set(id, { id, isPresent: true, follows: true });
    this.#tellSeats();
  }

  enterOld(...ids: string[]): void {
    for (const id of ids) this.seats.set(id, { id, isPresent: true, follows: false });
    this.#tellSeats();
  }

  leave(...ids: string[]): void {
    for (const id of ids) this.seats.delete(id);
    this.#tellSeats(ids);
  }

  away(...ids: string[]): void {
    for (const id of ids) this.#seat(id).isPresent = false;
    this.#tellSeats();
  }

  back(...ids: string[]): void {
    for (const id of ids) this.#seat(id).isPresent = true;
    this.#tellSeats([], ids);
  }

  wish(wish: TopologyWish): void {
    this.#do(() => {
      this.stage.handleWish(this.scene, wish);
    });
  }

  open(epoch: number): void {
    this.#do(() => {
      this.stage.handleOpened(this.scene, epoch, `r${String(epoch)}`);
    });
  }

  refuse(epoch: number): void {
    this.#do(() => {
      this.stage.handleOpened(this.scene, epoch, null);
    });
  }

  engineLost(room?: string): void {
    if (room === undefined) this.engine = 'down';
    this.#do(() => {
      this.stage.handleEngineLost(this.scene, room);
    });
  }

  engineBack(): void {
    this.engine = 'up';
    this.#do(() => {
      this.stage.handleEngineBack(this.scene);
    });
  }

  drain(room?: string): void {
    this.#do(() => {
      this.stage.handleDraining(this.scene, room);
    });
  }

  /** These participants join, with camera and microphone. */
  join(epoch: number, ...ids: string[]): void {
    for (const id of ids) this.state(epoch, id, ['microphone', 'camera']);
  }

  state(epoch: number, id: string, sources: readonly SourceKey[]): number | StageRefusal {
    return this.#do(() => this.stage.handleJoined(this.scene, id, epoch, sources));
  }

  /** These participants have everything. */
  ready(epoch: number, ...ids: string[]): void {
    for (const id of ids) {
      const way = [this.stage.move, this.stage.present].find((each) => each?.epoch === epoch);
      this.readyAt(epoch, id, way?.published.serial ?? 0);
    }
  }

  readyAt(epoch: number, id: string, serial: number): StageRefusal | null {
    return this.#do(() => this.stage.handleReady(this.scene, id, epoch, { serial }));
  }

  /** These participants have everything but what `without` send. */
  lacks(epoch: number, without: readonly string[], ...ids: string[]): void {
    for (const id of ids) {
      const serial = this.stage.move?.published.serial ?? 0;
      this.#do(() => this.stage.handleReady(this.scene, id, epoch, { serial, without }));
    }
  }

  report(epoch: number, id: string, problem: MediaProblem): StageRefusal | null {
    return this.#do(() => this.stage.handleReport(this.scene, id, epoch, problem));
  }

  /** The move of that epoch fails because of this participant alone. */
  fail(epoch: number, missing: string): void {
    this.report(epoch, missing, 'unreachable');
    this.take();
  }

  /** Time passes, and the stage is woken when it wants to be. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const { wakeAt } = this.stage;
      if (wakeAt === null || wakeAt > end) break;
      this.now = wakeAt;
      this.#do(() => {
        this.stage.handleTime(this.scene);
      });
    }
    this.now = end;
  }

  #seat(id: string): WorldSeat {
    const seat = this.seats.get(id);
    if (!seat) throw new Error(`There is no ${id}.`);
    return seat;
  }

  #tellSeats(left: readonly string[] = [], back: readonly string[] = []): void {
    this.#do(() => {
      this.stage.handleSeats(this.scene, left, back);
    });
  }

  #do<Result>(act: () => Result): Result {
    const result = act();
    this.log.push(...this.stage.takeEffects().map(inWords));
    return result;
  }
}

function inWords(effect: StageEffect): string {
  switch (effect.kind) {
    case 'open':
    case 'lost':
      return `${effect.kind} ${String(effect.epoch)}`;
    case 'prepare':
      return `prepare ${String(effect.epoch)} ${effect.plane}${effect.isLost ? ' lost' : ''}`;
    case 'commit':
      return `commit ${String(effect.way.epoch)} ${effect.way.plane}`;
    case 'abort': {
      const newcomers = effect.newcomers.length > 0 ? ` newcomers ${effect.newcomers.join(',')}` : '';
      return `abort ${String(effect.epoch)} missing ${effect.missing.join(',')}${newcomers}`;
    }
    case 'close':
      return `close ${effect.room}`;
    case 'moved':
      return `moved ${effect.to} ${effect.result}`;
    case 'stayed':
      return `stayed ${effect.reason}`;
  }
}
