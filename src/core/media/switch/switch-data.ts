import { toCallError } from '../../base/errors.js';
import { listen, TypedEventTarget, tell } from '../../base/typed-events.js';
import type { PlaneData } from '../data-frame.js';
import type { DataEvents, DataFate, DataOptions, DataPath } from '../data-path.js';

/** The data path of a `PlaneSwitch`: sends over one path at a time, and receives from all. */
export class SwitchData extends TypedEventTarget<DataEvents> implements DataPath {
  #path: DataPath;
  /** Aborted when another path takes the place of this one. */
  #left = new AbortController();
  readonly #heard = new Map<DataPath, AbortController>();

  constructor(path: DataPath) {
    super();
    this.#path = path;
    this.add(path);
  }

  canSend(id: string): boolean {
    return this.#path.canSend(id);
  }

  /** Data for one participant that waits when the path changes is sent over the new path; data for all participants is not. */
  async send(to: string | null, data: PlaneData, options: DataOptions = {}): Promise<ReadonlyMap<string, DataFate>> {
    const { signal: asked, isFixed = false } = options;
    const copy: PlaneData = isFixed || typeof data.data === 'string' ? data : { ...data, data: data.data.slice() };
    for (;;) {
      const path = this.#path;
      const left = this.#left.signal;
      // What goes to all waits for nobody.
      const signal = to === null ? asked : AbortSignal.any(asked ? [asked, left] : [left]);
      try {
        return await path.send(to, copy, { ...options, ...(signal && { signal }) });
      } catch (error) {
        const isMoved = path !== this.#path && asked?.aborted !== true;
        if (!isMoved || (error !== left.reason && toCallError(error).code !== 'not-allowed')) throw error;
      }
    }
  }

  /** Receives from this path too. */
  add(path: DataPath): void {
    const removed = new AbortController();
    this.#heard.set(path, removed);
    listen<DataEvents>(
      path,
      {
        'data-received': (event) => {
          tell(this, 'data-received', { from: event.from, channel: event.channel, data: event.data });
        },
        'data-reachable': ({ participantId }) => {
          if (path === this.#path) tell(this, 'data-reachable', { participantId });
        },
      },
      removed.signal,
    );
  }

  /** Sends over this path from now on, and reports which of these participants can be reached over it. */
  use(path: DataPath, ids: readonly string[]): void {
    this.#path = path;
    this.#left.abort();
    this.#left = new AbortController();
    for (const id of ids) if (path.canSend(id)) tell(this, 'data-reachable', { participantId: id });
  }

  /** Receives from this path no more. */
  remove(path: DataPath): void {
    this.#heard.get(path)?.abort();
    this.#heard.delete(path);
  }
}
