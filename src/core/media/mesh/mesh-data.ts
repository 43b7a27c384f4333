import { CallError } from '../../base/errors.js';
import { TypedEventTarget } from '../../base/typed-events.js';
import { encodeFrame, type PlaneData } from '../data-frame.js';
import { sendToEach, type DataEvents, type DataFate, type DataOptions, type DataPath } from '../data-path.js';
import type { Peer } from './peer.js';

/** The data path of a mesh: over the connection to each participant, or over the one that replaces it. */
export class MeshData extends TypedEventTarget<DataEvents> implements DataPath {
  readonly #peers: ReadonlyMap<string, Peer>;

  constructor(peers: ReadonlyMap<string, Peer>) {
    super();
    this.#peers = peers;
  }

  canSend(id: string): boolean {
    return this.#peers.get(id)?.canSend ?? false;
  }

  async send(to: string | null, data: PlaneData, options: DataOptions = {}): Promise<ReadonlyMap<string, DataFate>> {
    options.signal?.throwIfAborted();
    const frame = encodeFrame(data);
    const hand = (id: string): Promise<void> => this.#get(id).send(frame, options);
    if (to === null) return sendToEach([...this.#peers.keys()], (id) => this.canSend(id), hand);
    await hand(to);
    return new Map([[to, 'handed-over']]);
  }

  #get(id: string): Peer {
    const peer = this.#peers.get(id);
    if (peer !== undefined) return peer;
    throw new CallError('not-allowed', { message: 'There is no such participant.', hint: 'They may have left.' });
  }
}
