import type { StageScene } from './stage-scene.js';

/** How long after a room found no media server, after its own was lost, it looks for one again. */
const RETRY_MS = 2000;
/** How long a page's report counts. */
const REPORT_MS = 10_000;

/** Whether the media server that carries a room is lost, and what its pages say of that. */
export class Loss {
  #isLost = false;
  #isTold = false;
  #retryAt = -Infinity;
  /** Who says that it is lost, and when they said so. */
  readonly #reports = new Map<string, number>();

  get isLost(): boolean {
    return this.#isLost;
  }

  /** When to look for another way again. */
  get retryAt(): number {
    return this.#retryAt;
  }

  handleLost(): void {
    this.#isLost = true;
    this.#reports.clear();
  }

  /** There is another way, or the media server is back: what was reported does not count any more. */
  handleFound(): void {
    this.#isLost = this.#isTold = false;
    this.#retryAt = -Infinity;
    this.#reports.clear();
  }

  handleEngineBack(): void {
    this.#retryAt = -Infinity;
  }

  handleLeft(ids: readonly string[]): void {
    for (const id of ids) this.#reports.delete(id);
  }

  /** There is no other way now. @returns whether that is new. */
  noteStuck(now: number): boolean {
    const isNew = !this.#isTold;
    this.#isTold = true;
    this.#retryAt = now + RETRY_MS;
    return isNew;
  }

  /** A page reports that it is lost. @returns those who say so, once they are half of those who are there. */
  noteReport(id: string, { now, seats }: StageScene): string[] | null {
    this.#reports.set(id, now);
    const present = seats.filter(({ isPresent, follows }) => isPresent && follows);
    const lost = present.filter((seat) => now - (this.#reports.get(seat.id) ?? -Infinity) < REPORT_MS);
    return lost.length * 2 >= present.length ? lost.map((seat) => seat.id) : null;
  }
}
