import assert from 'node:assert/strict';
import { MEDIA_PROBLEMS, TOPOLOGY_WISHES, type Topology } from '../../../src/protocol/protocol.js';
import { Stage } from '../../../src/room-server/media/stage.js';
import type { StageEffect } from '../../../src/room-server/media/stage-effects.js';
import { STAGE_LIMITS, type StageScene } from '../../../src/room-server/media/stage-scene.js';

/** A page, as far as it has media: the epochs of its planes. */
interface Page {
  readonly id: string;
  isPresent: boolean;
  readonly follows: boolean;
  /** The plane that carries its call; `null` for one that was told of none yet. */
  present: number | null;
  next: number | null;
  /** By epoch: the number of what it has received. */
  readonly ready: Map<number, number>;
  /** The epochs in which it has said that it receives everything but what some others send. */
  readonly lacks: Set<number>;
}

interface Told {
  readonly plane: Topology;
  readonly isLost: boolean;
  readonly at: number;
  /** Who held the present media then and was there. */
  readonly counting: ReadonlySet<string>;
  readonly size: number;
  end: 'committed' | 'aborted' | 'restarted' | null;
}

const MANY = 8;

/** A room with pages that do anything at any time, and everything that has to hold nevertheless. */
export class ModelRoom {
  readonly #pages = new Map<string, Page>();
  readonly #moves = new Map<number, Told>();
  readonly #opening = new Set<number>();
  readonly #openRooms = new Set<string>();
  #stage = new Stage({ present: { epoch: 0, plane: 'mesh', room: null }, lastEpoch: 0, wish: 'auto' });
  #now = 1_000_000;
  #engine: StageScene['engine'] = 'up';
  #lastId = 0;
  /** Whether what happens now is nothing but time. */
  #isTime = false;
  aborts = 0;

  play(kind: string, who: number, what: number): void {
    const ids = [...this.#pages.keys()];
    const id = ids[who % Math.max(1, ids.length)];
    const epochs = [this.#stage.move?.epoch ?? 0, this.#stage.present.epoch, what % 5];
    const epoch = epochs[what % 3] ?? 0;
    if (kind === 'enter') this.#enter(1, true);
    else if (kind === 'enterMany') this.#enter(MANY, true);
    else if (kind === 'enterOld') this.#enter(1, false);
    else if (kind === 'pass') this.#pass(what * 10);
    else if (kind === 'passLong') this.#pass(what * 200);
    else if (kind === 'open' || kind === 'refuse') this.#open(kind === 'open');
    else if (kind === 'engineLost') this.#lose();
    else if (kind === 'roomLost')
      this.#do((scene) => this.#stage.handleEngineLost(scene, this.#stage.present.room ?? 'none'), true);
    else if (kind === 'engineBack') this.#comeBack();
    else if (kind === 'drain') this.#do((scene) => this.#stage.handleDraining(scene));
    else if (kind === 'wish') this.#do((scene) => this.#stage.handleWish(scene, TOPOLOGY_WISHES[what % 3] ?? 'auto'));
    else if (kind === 'restart') this.#restart();
    else if (kind === 'obey') this.obey();
    else if (kind === 'awayAll') for (const each of ids) this.#say('away', each, epoch, what);
    else if (kind === 'joinAll' || kind === 'readyAll') for (const each of ids) this.#say(kind, each, epoch, what);
    else if (id !== undefined) this.#say(kind, id, epoch, what);
  }

  /** Time passes, and all pages do as they are told in seconds. */
  passCalmly(ms: number): void {
    for (let passed = 0; passed < ms; passed += 5000) {
      this.#pass(5000);
      this.obey();
    }
  }

  /** All pages do as they are told. */
  obey(): void {
    for (let turn = 0; turn < 20; turn += 1) {
      this.#open(true);
      const { move } = this.#stage;
      if (!move) continue;
      for (const id of this.#pages.keys()) this.#say('joinAll', id, move.epoch, 0);
      for (const id of this.#pages.keys()) this.#say('readyAll', id, move.epoch, 0);
    }
  }

  /** What has to hold at any time. */
  check(): void {
    const { present, move } = this.#stage;
    for (const { id, isPresent, follows, present: held, next } of this.#pages.values()) {
      if (!isPresent || !follows) continue;
      // A page has the media that carries the call, or, as a newcomer, the next one alone.
      const has = [held, next];
      const isFine = has.includes(present.epoch) || (move !== null && has.includes(move.epoch));
      assert.ok(isFine, `${id} has ${String(has)}, and the room ${String(present.epoch)}`);
      if (!move) assert.equal(held, present.epoch, `${id} has the media of the room`);
    }
    for (const [epoch, { end }] of this.#moves) {
      assert.equal(end === null, epoch === move?.epoch, `the move ${String(epoch)} ended ${String(end)}`);
    }
    const used = [present.room, move?.room ?? null].filter((room) => room !== null);
    assert.deepEqual([...this.#openRooms].sort(), used.sort(), 'rooms are closed when they are not needed');
    if (move?.room != null) assert.ok(this.#openRooms.has(move.room));
    if (present.room !== null) assert.ok(this.#openRooms.has(present.room));
    assert.equal(present.plane === 'sfu', present.room !== null);
  }

  /** With nothing but time, and an engine that answers, everything comes to an end. */
  settle(): void {
    this.#open(true);
    for (let turn = 0; turn < 60; turn += 1) {
      this.#pass(STAGE_LIMITS.moveMs);
      this.check();
      for (const [epoch, { at, end }] of this.#moves) {
        // It may have gone on until then; nothing does now.
        if (end === null && turn > 0)
          assert.ok(this.#now - at <= STAGE_LIMITS.moveMs, `the move ${String(epoch)} goes on`);
      }
      this.#open(turn % 2 === 0);
    }
  }

  #say(kind: string, id: string, epoch: number, what: number): void {
    const page = this.#pages.get(id);
    if (!page) return;
    const serial = [this.#stage.move, this.#stage.present].find((way) => way?.epoch === epoch)?.published.serial ?? 0;
    if (kind === 'leave') {
      this.#pages.delete(id);
      this.#do((scene) => this.#stage.handleSeats(scene, [id]));
    } else if (kind === 'away') {
      page.isPresent = false;
      this.#do((scene) => this.#stage.handleSeats(scene));
    } else if (kind === 'back' && !page.isPresent) {
      page.isPresent = true;
      this.#admit(page);
      this.#do((scene) => this.#stage.handleSeats(scene, [], [id]));
    } else if (!page.isPresent || !page.follows) {
      return;
    } else if (kind === 'join' || kind === 'joinAll' || kind === 'restate') {
      const sources = kind === 'restate' ? (['screen'] as const) : (['microphone', 'camera'] as const);
      this.#do((scene) => this.#stage.handleJoined(scene, id, epoch, sources.slice(what % 2)));
    } else if (kind === 'ready' || kind === 'readyAll') {
      // Also nonsense: what it says may be ahead of what there is.
      const said = kind === 'readyAll' ? serial : Math.max(0, serial + (what % 4) - 2);
      const refusal = this.#do((scene) => {
        page.ready.set(epoch, Math.max(said, page.ready.get(epoch) ?? 0));
        return this.#stage.handleReady(scene, id, epoch, { serial: said });
      });
      if (refusal !== null) page.ready.delete(epoch);
    } else if (kind === 'lack') {
      const without = [...this.#pages.keys()].slice(what % this.#pages.size).slice(0, 2);
      page.lacks.add(epoch);
      this.#do((scene) => this.#stage.handleReady(scene, id, epoch, { serial, without }));
    } else if (kind === 'report') {
      const problem = MEDIA_PROBLEMS[what % 3] ?? 'lost';
      this.#do((scene) => this.#stage.handleReport(scene, id, epoch, problem), problem === 'lost');
    }
  }

  #enter(count: number, follows: boolean): void {
    for (let each = 0; each < count; each += 1) {
      const id = `p${String(++this.#lastId)}`;
      const media = { present: null, next: null, ready: new Map<number, number>(), lacks: new Set<number>() };
      const page: Page = { id, isPresent: true, follows, ...media };
      this.#pages.set(id, page);
      this.#admit(page);
      this.#do((scene) => this.#stage.handleSeats(scene));
    }
  }

  /** A page is told how media is, in the answer to its join or return. */
  #admit(page: Page): void {
    const { present, move } = this.#stage;
    page.next = move?.epoch ?? null;
    // It keeps what it has while that carries the call.
    if (page.present !== present.epoch) page.present = move ? null : present.epoch;
  }

  #open(isOpened: boolean): void {
    const [epoch] = this.#opening;
    if (epoch === undefined) return;
    this.#opening.delete(epoch);
    const room = isOpened && this.#engine === 'up' ? `r${String(epoch)}` : null;
    if (room !== null) this.#openRooms.add(room);
    this.#do((scene) => this.#stage.handleOpened(scene, epoch, room));
  }

  #lose(): void {
    this.#engine = 'down';
    this.#do((scene) => this.#stage.handleEngineLost(scene), true);
  }

  #comeBack(): void {
    this.#engine = 'up';
    this.#do((scene) => this.#stage.handleEngineBack(scene));
  }

  /** Another process goes on from the record. */
  #restart(): void {
    const { present, move, lastEpoch, wish } = this.#stage;
    const ended = move && this.#moves.get(move.epoch);
    if (ended) ended.end = 'restarted';
    if (move?.room != null) this.#openRooms.delete(move.room);
    this.#opening.clear();
    const { epoch, plane, room } = present;
    this.#stage = new Stage({ present: { epoch, plane, room }, lastEpoch, wish });
    // They come back, and are told.
    for (const page of this.#pages.values()) if (page.isPresent) this.#admit(page);
    this.#do((scene) => this.#stage.handleSeats(scene));
  }

  #pass(ms: number): void {
    const end = this.#now + ms;
    for (let turn = 0; ; turn += 1) {
      assert.ok(turn < 10_000, 'time stands still');
      const { wakeAt } = this.#stage;
      if (wakeAt === null || wakeAt > end) break;
      assert.ok(wakeAt > this.#now, 'the next time is not in the past');
      this.#now = wakeAt;
      this.#isTime = true;
      this.#do((scene) => this.#stage.handleTime(scene));
      this.#isTime = false;
    }
    this.#now = end;
  }

  /** @param mayLose whether the media server of the room may be lost by that: a move from there has only to be joined then. */
  #do<Result>(act: (scene: StageScene) => Result, mayLose = false): Result {
    const isLostNow = mayLose && this.#stage.present.room !== null;
    const wasLost = isLostNow || this.#stage.isLost || (this.#stage.move?.isLost ?? false);
    const scene = { now: this.#now, seats: [...this.#pages.values()], engine: this.#engine, limits: STAGE_LIMITS };
    const result = act(scene);
    for (const effect of this.#stage.takeEffects()) this.#carryOut(effect, wasLost);
    return result;
  }

  #carryOut(effect: StageEffect, wasLost: boolean): void {
    if (effect.kind === 'open') this.#opening.add(effect.epoch);
    else if (effect.kind === 'prepare') this.#prepare(effect);
    else if (effect.kind === 'commit') this.#commit(effect.way.epoch, wasLost);
    else if (effect.kind === 'abort') this.#abort(effect.epoch, effect.newcomers);
    else if (effect.kind === 'close') this.#close(effect.room);
  }

  #prepare({ epoch, plane, isLost }: Extract<StageEffect, { kind: 'prepare' }>): void {
    assert.ok(!this.#moves.has(epoch), 'an epoch is of one move');
    assert.ok(
      [...this.#moves.keys()].every((each) => each < epoch),
      'epochs grow',
    );
    const there = [...this.#pages.values()].filter(({ isPresent, follows }) => isPresent && follows);
    for (const page of there) page.next = epoch;
    const counting = new Set(there.map(({ id }) => id));
    this.#moves.set(epoch, { plane, isLost, counting, at: this.#now, size: this.#pages.size, end: null });
  }

  #commit(epoch: number, wasLost: boolean): void {
    const told = this.#moves.get(epoch);
    assert.equal(told?.end, null, 'a move ends once');
    told.end = 'committed';
    const counting = [...this.#pages.values()].filter(({ id, isPresent }) => isPresent && told.counting.has(id));
    const { published } = this.#stage.present;
    const ofThem = [...told.counting].filter((id) => this.#pages.has(id));
    assert.ok(wasLost || counting.length > 0 || ofThem.length === 0, 'those who count say so');
    const all = counting.every(({ id, ready }) => published.has(id) && ready.has(epoch));
    const isLarge = told.plane === 'sfu' && this.#pages.size > STAGE_LIMITS.meshHard;
    const most =
      counting.filter(({ ready, lacks }) => ready.has(epoch) || lacks.has(epoch)).length * 2 > counting.length;
    assert.ok(all || wasLost || told.isLost || (isLarge && most), 'all who count have followed');
    if (this.#isTime) assert.ok(wasLost || told.isLost || isLarge, 'time alone commits nothing that works');
    for (const page of this.#pages.values()) {
      // What is told to one who is away is in the answer to their return.
      if (!page.isPresent || !page.follows) continue;
      assert.ok(page.next === epoch || page.present === epoch, `${page.id} has what the others go on with`);
      page.present = epoch;
      page.next = null;
    }
  }

  #abort(epoch: number, newcomers: readonly string[]): void {
    const told = this.#moves.get(epoch);
    assert.equal(told?.end, null, 'a move ends once');
    told.end = 'aborted';
    this.aborts += 1;
    for (const page of this.#pages.values()) {
      if (!page.isPresent || !page.follows) continue;
      page.next = null;
      if (newcomers.includes(page.id)) page.present = this.#stage.present.epoch;
    }
  }

  #close(room: string): void {
    assert.ok(this.#openRooms.delete(room), 'a room is closed once');
    const used = [this.#stage.present.room, this.#stage.move?.room];
    assert.ok(!used.includes(room), 'no room that carries a call is closed');
  }
}
