import type { Topology, TopologyWish } from '../../protocol/protocol.js';
import { isHeldBack, type StageScene } from './stage-scene.js';

/** In a call of two a media server takes nothing off the pages. */
const MIN_OVERLOADED = 3;
/** How long a room stays at the media server after it has become small enough for a mesh. */
const DOWN_MS = 60_000;

/** Where a room's media is drawn to: by its size, by its host, and by pages that cannot keep up. */
export class Pull {
  #wish: TopologyWish;
  /** Whether the host chose since the last move. */
  #isNew = false;
  /** How many were there when a page said that it cannot keep up with the mesh. */
  #overloadedAt: number | null = null;
  /** Since when the room has been small enough for a mesh. */
  #smallSince: number | null = null;

  constructor(wish: TopologyWish) {
    this.#wish = wish;
  }

  /** What the host chose. */
  get wish(): TopologyWish {
    return this.#wish;
  }

  choose(wish: TopologyWish): void {
    this.#wish = wish;
    this.#isNew = true;
  }

  /** When the answer of `isDue` may change by time alone. */
  get dueAt(): number {
    return this.#smallSince === null ? -Infinity : this.#smallSince + DOWN_MS;
  }

  handleOverload(scene: StageScene): void {
    this.#overloadedAt = scene.seats.length;
  }

  handleMoved(to: Topology): void {
    this.#smallSince = null;
    this.#isNew = false;
    if (to === 'mesh') this.#overloadedAt = null;
  }

  /** How media should travel: through a media server above what a mesh carries, in a mesh again at two fewer. */
  wanted({ seats, engine, limits }: StageScene, present: Topology): Topology {
    if (engine === 'none') return 'mesh';
    const size = seats.length;
    // A page that cannot follow stays in a mesh, and so does its room, as long as a mesh is possible.
    const isHeld = isHeldBack(seats);
    if (isHeld && seats.filter(({ follows }) => follows).length * 2 <= size) return 'mesh';
    const max = isHeld ? limits.meshHard : limits.meshMax;
    if (this.wish === 'mesh' && size <= limits.meshHard) return 'mesh';
    if (size > max) return 'sfu';
    if (!isHeld && (this.wish === 'sfu' || this.#isOverloaded(size))) return 'sfu';
    return present === 'sfu' && size > Math.max(2, max - 2) ? 'sfu' : 'mesh';
  }

  /** Whether it is time to do as wanted: going down has time, unless a host has just chosen it or a page waits for it. */
  isDue(scene: StageScene, present: Topology, wanted: Topology): boolean {
    const { now, seats } = scene;
    const isSmall = present === 'sfu' && wanted === 'mesh';
    this.#smallSince = isSmall ? (this.#smallSince ?? now) : null;
    return !isSmall || (this.wish === 'mesh' && this.#isNew) || isHeldBack(seats) || now >= this.dueAt;
  }

  /** Whether a large room is in a mesh because of a page that cannot follow. */
  isHeld({ seats, engine, limits }: StageScene, present: Topology): boolean {
    const isLarge = present === 'mesh' && seats.length > limits.meshMax;
    return isLarge && engine !== 'none' && this.wish !== 'mesh' && isHeldBack(seats);
  }

  #isOverloaded(size: number): boolean {
    if (size < (this.#overloadedAt ?? 0)) this.#overloadedAt = null;
    return this.#overloadedAt !== null && size >= MIN_OVERLOADED;
  }
}
