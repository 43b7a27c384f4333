import type { Lazy } from '../../base/lazy.js';
import { tell, TypedEventTarget } from '../../base/typed-events.js';
import type { decodeFrame, PlaneData } from '../data-frame.js';
import type { DataEvents, DataFate, DataOptions, DataPath } from '../data-path.js';
import type { MeshSender } from './mesh-sender.js';
import type { Peer } from './peer.js';

/** The code that writes and reads data, which comes later than the first connections. */
export interface DataParts {
  readonly MeshSender: typeof MeshSender;
  readonly decodeFrame: typeof decodeFrame;
}

/** The data path of a mesh. What is sent and received before its code is loaded waits for that, in order. */
export class MeshData extends TypedEventTarget<DataEvents> implements DataPath {
  readonly #peers: ReadonlyMap<string, Peer>;
  readonly #parts: Pick<Lazy<DataParts>, 'queue' | 'run' | 'value'>;
  #sender: MeshSender | null = null;

  constructor(peers: ReadonlyMap<string, Peer>, parts: Pick<Lazy<DataParts>, 'queue' | 'run' | 'value'>) {
    super();
    this.#peers = peers;
    this.#parts = parts;
  }

  canSend(id: string): boolean {
    return this.#peers.get(id)?.canSend ?? false;
  }

  async send(to: string | null, data: PlaneData, options: DataOptions = {}): Promise<ReadonlyMap<string, DataFate>> {
    // Once the code is there, the data is copied in this task.
    const mustCopy = this.#parts.value === null && typeof data.data !== 'string';
    const kept = mustCopy ? { ...data, data: data.data.slice() } : data;
    return this.#parts.run((parts) => {
      this.#sender ??= new parts.MeshSender(this.#peers);
      return this.#sender.send(to, kept, options);
    });
  }

  /** A message has come from a participant, on any of their channels. */
  handleMessage(from: string, message: unknown): void {
    const length = message instanceof ArrayBuffer ? message.byteLength : String(message).length;
    this.#parts.queue(
      (parts) => {
        const data = parts.decodeFrame(message);
        if (data !== null) tell(this, 'data-received', { from, channel: data.channel, data: data.data });
      },
      { length },
    );
  }
}
