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
    const doing = before.length === 0 ? handle() : Promise.all(before).then(handle);
    if (!doing) return;
    const done = doing.finally(() => {
      for (const lane of lanes) if (this.#last[lane] === done) this.#last[lane] = null;
    });
    for (const lane of lanes) this.#last[lane] = done;
  }
}
