import { toCallError } from '../base/errors.js';
import { listen, TypedEventTarget } from '../base/typed-events.js';
import type { PlaneData } from './data-frame.js';
import {
  DataReachableEvent,
  DataReceivedEvent,
  type DataEvents,
  type DataFate,
  type DataOptions,
  type DataPath,
} from './data-path.js';

/** The data of a `PlaneSwitch`: sent by one path at a time, heard from each. */
export class SwitchData extends TypedEventTarget<DataEvents> implements DataPath {
  #path: DataPath;
  readonly #heard = new Map<DataPath, AbortController>();

  constructor(path: DataPath) {
    super();
    this.#path = path;
    this.add(path);
  }

  canSend(id: string): boolean {
    return this.#path.canSend(id);
  }

  /** What waits for one participant when another path is taken waits there. What is for everybody does not. */
  async send(to: string | null, data: PlaneData, options: DataOptions = {}): Promise<ReadonlyMap<string, DataFate>> {
    const copy: PlaneData = typeof data.data === 'string' ? data : { ...data, data: data.data.slice() };
    for (;;) {
      const path = this.#path;
      try {
        return await path.send(to, copy, options);
      } catch (error) {
        const isMoved = path !== this.#path && options.signal?.aborted !== true;
        if (!isMoved || toCallError(error).code !== 'not-allowed') throw error;
      }
    }
  }

  /** Hears what comes by this path, too. */
  add(path: DataPath): void {
    const removed = new AbortController();
    this.#heard.set(path, removed);
    listen<DataEvents>(
      path,
      {
        'data-received': (event) => {
          this.dispatchEvent(new DataReceivedEvent(event.from, event));
        },
        'data-reachable': ({ participantId }) => {
          if (path === this.#path) this.dispatchEvent(new DataReachableEvent(participantId));
        },
      },
      removed.signal,
    );
  }

  /** Sends by this path from now on, and tells who of these can be reached by it. */
  use(path: DataPath, ids: readonly string[]): void {
    this.#path = path;
    for (const id of ids) if (path.canSend(id)) this.dispatchEvent(new DataReachableEvent(id));
  }

  /** Hears nothing of this path any more. */
  remove(path: DataPath): void {
    this.#heard.get(path)?.abort();
    this.#heard.delete(path);
  }
}
