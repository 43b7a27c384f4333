import { findRequest, type RequestLane } from './request-table.js';

const BOTH: readonly RequestLane[] = ['ordered', 'media'];

/**
 * The turns of one connection's requests. Each lane has one at a time, in their order, and the lanes do not wait for
 * each other, except where the connection's place is given or taken: that is the turn of both lanes. So nothing
 * overtakes a join or a leave.
 */
export class RequestLanes {
  /** Settles when everything so far in a lane is done; `null` when it is. */
  readonly #last: Record<RequestLane, Promise<void> | null> = { ordered: null, media: null };
  #count = 0;

  /** How many requests are being handled or wait for their turn. */
  get count(): number {
    return this.#count;
  }

  /** Runs what handles a request of that name when its turn comes: at once, when it waits for nothing. */
  run(name: string, handle: () => Promise<void>): void {
    const entry = findRequest(name);
    this.#run(entry?.movesPlace ? BOTH : [entry?.lane ?? 'ordered'], handle);
  }

  /** Runs what handles the end of the connection, after all of its requests. */
  end(handle: () => void): void {
    this.#run(BOTH, handle);
  }

  #run(lanes: readonly RequestLane[], handle: () => Promise<void> | void): void {
    const before = lanes.map((lane) => this.#last[lane]).filter((last) => last !== null);
    // What fails is the business of its own caller, and the turn of the next one comes all the same.
    const doing = before.length === 0 ? handle() : Promise.allSettled(before).then(handle);
    if (!doing) return;
    this.#count += 1;
    const done = doing.finally(() => {
      this.#count -= 1;
      for (const lane of lanes) if (this.#last[lane] === done) this.#last[lane] = null;
    });
    for (const lane of lanes) this.#last[lane] = done;
  }
}
