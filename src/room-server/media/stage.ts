import type { MediaProblem, SourceKey, Topology, TopologyWish } from '../../protocol/protocol.js';
import { Failures } from './failures.js';
import { Loss } from './loss.js';
import { Move } from './move.js';
import { Published } from './published.js';
import { Pull } from './pull.js';
import type { MoveResult, StageEffect, StageRefusal, StayReason, Way } from './stage-effects.js';
import { canBeFollowed, isAt, type Arrived, type StageScene } from './stage-scene.js';

/** What a stage begins with. */
export interface StageOptions {
  present: Way;
  /** The epoch of the last attempt to move, which may have come to nothing. */
  lastEpoch: number;
  wish: TopologyWish;
}

/**
 * Decides how media travels in one room: in a mesh or through a media server, and when the room moves between them. It
 * knows neither time nor network: each call says what happened and how things are (`StageScene`), and `takeEffects()`
 * returns what is to be done.
 *
 * A move is prepared, and committed once all who count say that they have everything; the present media goes on until
 * then. While it works, time alone never ends it: a move that takes too long is given up, unless the room is too large
 * for a mesh and most have followed.
 */
export class Stage {
  #present: Way & { readonly published: Published };
  #lastEpoch: number;
  #move: Move | null = null;
  #isDraining = false;
  #stayed: StayReason | null = null;
  #wakeAt: number | null = null;
  readonly #pull: Pull;
  readonly #loss = new Loss();
  readonly #failures: Readonly<Record<Topology, Failures>> = { mesh: new Failures(), sfu: new Failures() };
  #effects: StageEffect[] = [];

  constructor({ present, lastEpoch, wish }: StageOptions) {
    this.#present = { ...present, published: new Published() };
    this.#lastEpoch = Math.max(lastEpoch, present.epoch);
    this.#pull = new Pull(wish);
  }

  /** What carries the call now. */
  get present(): Way & { readonly published: Published } {
    return this.#present;
  }

  /** The move, once the pages know of it. */
  get move(): Move | null {
    return this.#move?.preparedAt === null ? null : this.#move;
  }

  get lastEpoch(): number {
    return this.#lastEpoch;
  }

  get wish(): TopologyWish {
    return this.#pull.wish;
  }

  /** Whether the media server of the present media is lost. */
  get isLost(): boolean {
    return this.#loss.isLost;
  }

  /** When `handleTime()` is to be called, by the monotonic clock; `null` when time changes nothing. */
  get wakeAt(): number | null {
    return this.#wakeAt;
  }

  /** What is to be done since the last call. */
  takeEffects(): readonly StageEffect[] {
    const effects = this.#effects;
    this.#effects = [];
    return effects;
  }

  handleTime(scene: StageScene): void {
    this.#advance(scene);
  }

  /** The seats are different: `left` are those who have left for good, `back` those who are connected again. */
  handleSeats(scene: StageScene, left: readonly string[] = [], back: readonly string[] = []): void {
    this.#move?.forget(left);
    this.#loss.handleLeft(left);
    for (const id of left) this.#present.published.forget(id);
    for (const failures of Object.values(this.#failures)) {
      failures.handleLeft(left);
      failures.handleBack(back);
    }
    this.#advance(scene);
  }

  /** A host chose. */
  handleWish(scene: StageScene, wish: TopologyWish): void {
    this.#pull.choose(wish);
    this.#advance(scene);
  }

  /** A room at the media server is open; `room` is `null` when that failed. */
  handleOpened(scene: StageScene, epoch: number, room: string | null): void {
    const move = this.#move;
    const isMeant = move?.epoch === epoch && move.preparedAt === null;
    const isWanted = this.isLost || this.#pull.wanted(scene, this.#present.plane) === 'sfu';
    if (isMeant && room !== null && isWanted) {
      move.room = room;
      this.#prepare(move, scene);
    } else {
      if (isMeant) this.#move = null;
      if (isMeant && room === null) this.#failures.sfu.note([], scene.now);
      if (isMeant && this.isLost) this.#tellStuck(scene);
      if (room !== null) this.#effects.push({ kind: 'close', room });
    }
    this.#advance(scene);
  }

  /** The media server of a room is lost; of all rooms, without `room`. */
  handleEngineLost(scene: StageScene, room?: string): void {
    const move = this.#move;
    if (move?.preparedAt === null) this.#stopOpening(room);
    else if (move?.isTo(room)) this.#abort(move, [], scene);
    if (isAt(this.#present, room) && !this.isLost) this.#lose([], scene);
    this.#advance(scene);
  }

  handleEngineBack(scene: StageScene): void {
    this.#failures.sfu.handleEngineBack();
    this.#loss.handleEngineBack();
    this.#advance(scene);
  }

  /** The media server of a room is to be left; of all rooms, without `room`. */
  handleDraining(scene: StageScene, room?: string): void {
    // Where its next room is, the media server has chosen already.
    this.#stopOpening(room);
    if (this.#move?.isTo(room)) this.#move.isDraining = true;
    if (isAt(this.#present, room)) this.#isDraining = true;
    this.#advance(scene);
  }

  /** A participant has joined the media of an epoch, or sends something else in it. Returns the statement's number. */
  handleJoined(scene: StageScene, id: string, epoch: number, sources: readonly SourceKey[]): number | StageRefusal {
    const { move } = this;
    const isMoving = move?.epoch === epoch;
    if (!isMoving && this.#present.epoch !== epoch) return 'stale';
    const serial = isMoving ? move.noteJoined(id, sources, scene.now) : this.#present.published.state(id, sources);
    this.#advance(scene);
    return serial;
  }

  /** A participant has received everything up to that statement, perhaps but for what some of them send. */
  handleReady(scene: StageScene, id: string, epoch: number, arrived: Arrived): StageRefusal | null {
    const { move } = this;
    // It may have been said before the page knew that the move is over.
    if (move?.epoch !== epoch) return epoch === this.#present.epoch ? null : 'stale';
    if (!move.noteReady(id, arrived, scene.now)) return 'impossible';
    this.#advance(scene);
    return null;
  }

  /** A participant's media does not work. */
  handleReport(scene: StageScene, id: string, epoch: number, problem: MediaProblem): StageRefusal | null {
    const { move } = this;
    if (move?.epoch === epoch) {
      // A newcomer has no part in the decision, and in a large room the others do not depend on one.
      const isDecisive = problem !== 'overloaded' && move.counts(id) && !move.isLost && !move.isIntoLarge(scene);
      if (isDecisive) this.#abort(move, [id], scene);
    } else if (epoch === this.#present.epoch) this.#handleProblem(id, problem, scene);
    else return 'stale';
    this.#advance(scene);
    return null;
  }

  #handleProblem(id: string, problem: MediaProblem, scene: StageScene): void {
    const isAtServer = this.#present.plane === 'sfu';
    if (problem === 'overloaded' && !isAtServer) this.#pull.handleOverload(scene);
    if (!isAtServer || this.isLost) return;
    if (problem === 'unreachable' && scene.seats.length <= scene.limits.meshHard && !this.#move) {
      this.#failures.sfu.note([id], scene.now);
      this.#begin('mesh', scene);
    }
    const witnesses = problem === 'lost' ? this.#loss.noteReport(id, scene) : null;
    if (witnesses) this.#lose(witnesses, scene);
  }

  /** Does what is due. */
  #advance(scene: StageScene): void {
    const { move } = this;
    if (move?.isComplete(scene.seats)) this.#commit(move, 'committed', scene);
    else if (move?.isOver(scene)) this.#end(move, scene);
    if (!this.#move) this.#decide(scene);
    this.#setWake(scene);
  }

  /** Begins a move, if one is due. */
  #decide(scene: StageScene): void {
    const { now, seats, engine } = scene;
    if (this.isLost) {
      this.#recover(scene);
      return;
    }
    const { plane } = this.#present;
    const wanted = this.#pull.wanted(scene, plane);
    const mustLeave = this.#isDraining && plane === 'sfu';
    const isDue = this.#pull.isDue(scene, plane, wanted) || mustLeave;
    if (wanted === plane && !mustLeave) this.#stay(this.#pull.isHeld(scene, plane) ? 'old-page' : null);
    else if (!isDue || now < this.#failures[wanted].retryAt || !canBeFollowed(seats)) return;
    else if (wanted === 'sfu' && engine !== 'up') this.#stay('no-engine');
    else this.#begin(wanted, scene);
  }

  /** The room stays where it is, for a reason that is told once. */
  #stay(reason: StayReason | null): void {
    if (reason !== null && this.#stayed !== reason) this.#effects.push({ kind: 'stayed', reason });
    this.#stayed = reason;
  }

  #begin(plane: Topology, scene: StageScene): void {
    this.#lastEpoch += 1;
    const move = new Move({ epoch: this.#lastEpoch, plane, isLost: this.isLost });
    this.#move = move;
    this.#stayed = null;
    if (plane === 'sfu') this.#effects.push({ kind: 'open', epoch: move.epoch });
    else this.#prepare(move, scene);
  }

  /** A room that is being opened is not wanted any more: once it is open, it is closed. */
  #stopOpening(room?: string): void {
    if (this.#move?.preparedAt === null && this.#move.isTo(room)) this.#move = null;
  }

  #prepare(move: Move, scene: StageScene): void {
    move.prepare(scene.seats, scene.now);
    const { epoch, plane, isLost } = move;
    this.#effects.push({ kind: 'prepare', epoch, plane, isLost });
    // Where nobody is there, nobody will say that they have everything.
    if (isLost && move.isComplete(scene.seats)) this.#commit(move, 'committed', scene);
  }

  /** The time of a move is over, or would change nothing. */
  #end(move: Move, scene: StageScene): void {
    if (move.goesOn(scene)) this.#commit(move, 'partly', scene);
    else this.#abort(move, move.holdouts(scene.seats), scene);
  }

  #commit(move: Move, result: MoveResult, { now }: StageScene): void {
    const { room } = this.#present;
    const way = { epoch: move.epoch, plane: move.plane, room: move.room };
    this.#present = { ...way, published: move.published };
    this.#move = null;
    this.#isDraining = move.isDraining;
    this.#loss.handleFound();
    this.#pull.handleMoved(move.plane);
    const ms = now - (move.preparedAt ?? now);
    this.#effects.push({ kind: 'commit', way }, { kind: 'moved', to: move.plane, result, ms });
    if (room !== null) this.#effects.push({ kind: 'close', room });
  }

  #abort(move: Move, missing: readonly string[], { now, seats }: StageScene): void {
    this.#move = null;
    if (move.isAwaited) this.#failures[move.plane].note(missing, now);
    const { epoch, plane } = move;
    const ms = now - (move.preparedAt ?? now);
    this.#effects.push({ kind: 'abort', epoch, missing, newcomers: move.newcomers(seats) });
    this.#effects.push({ kind: 'moved', to: plane, result: 'aborted', ms });
    if (move.room !== null) this.#effects.push({ kind: 'close', room: move.room });
  }

  /** The present media is lost: wherever the room moves to now, there is nothing to go back to. */
  #lose(witnesses: readonly string[], scene: StageScene): void {
    this.#loss.handleLost();
    this.#failures.sfu.note(witnesses, scene.now);
    if (this.#move) this.#move.isLost = true;
  }

  /** Looks for another way, after the present one was lost. */
  #recover(scene: StageScene): void {
    if (scene.seats.length === 0) return;
    if (scene.seats.length <= scene.limits.meshHard) this.#begin('mesh', scene);
    else if (scene.now < this.#loss.retryAt) return;
    else if (scene.engine === 'up') this.#begin('sfu', scene);
    else this.#tellStuck(scene);
  }

  #tellStuck({ now }: StageScene): void {
    if (this.#loss.noteStuck(now)) this.#effects.push({ kind: 'lost', epoch: this.#present.epoch });
  }

  #setWake({ now, limits }: StageScene): void {
    const { mesh, sfu } = this.#failures;
    // A room that is being opened is waited for: the engine puts a limit to that.
    const ends = this.#move && [this.#move.endsAt(limits.moveMs)];
    const times = ends ?? [this.#pull.dueAt, this.#loss.retryAt, mesh.retryAt, sfu.retryAt];
    const next = Math.min(...times.filter((time) => time > now));
    this.#wakeAt = Number.isFinite(next) ? next : null;
  }
}
