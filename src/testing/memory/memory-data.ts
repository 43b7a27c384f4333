import { CallError } from '../../core/index.js';
import { TypedEventTarget } from '../../core/base/typed-events.js';
import { encodeFrame, type PlaneData } from '../../core/media/data-frame.js';
import type { DataEvents, DataFate, DataOptions, DataPath } from '../../core/media/data-path.js';
import { sendToEach } from '../../core/media/send-to-each.js';
import type { MemoryLink } from './memory-link.js';

/** The data path of a plane in memory: data is copied within the page. */
export class MemoryData extends TypedEventTarget<DataEvents> implements DataPath {
  readonly #links: ReadonlyMap<string, MemoryLink>;

  constructor(links: ReadonlyMap<string, MemoryLink>) {
    super();
    this.#links = links;
  }

  canSend(id: string): boolean {
    return this.#links.get(id)?.canSend ?? false;
  }

  async send(to: string | null, data: PlaneData, options: DataOptions = {}): Promise<ReadonlyMap<string, DataFate>> {
    options.signal?.throwIfAborted();
    const frame = encodeFrame(data);
    const hand = async (id: string): Promise<void> => {
      const link = this.#links.get(id);
      if (!link) throw new CallError('not-allowed');
      await link.send(frame, options);
    };
    if (to === null) return sendToEach([...this.#links.keys()], (id) => this.canSend(id), hand);
    await hand(to);
    return new Map([[to, 'handed-over']]);
  }
}
