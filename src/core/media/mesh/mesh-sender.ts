import { CallError } from '../../base/errors.js';
import { encodeFrame, type PlaneData } from '../data-frame.js';
import type { DataFate, DataOptions, Lane } from '../data-path.js';
import { sendToEach } from '../send-to-each.js';
import { DataLane } from './data/data-lane.js';
import type { Peer } from './peer.js';
import { PeerData } from './data/peer-data.js';

/** What sends the data of a mesh: over the connection to each participant, or over the one that replaces it. */
export class MeshSender {
  readonly #peers: ReadonlyMap<string, Peer>;
  readonly #data = new WeakMap<Peer, PeerData>();
  readonly #lanes = new WeakMap<RTCDataChannel, DataLane>();

  constructor(peers: ReadonlyMap<string, Peer>) {
    this.#peers = peers;
  }

  /** As `DataPath.send`. */
  async send(to: string | null, data: PlaneData, options: DataOptions): Promise<ReadonlyMap<string, DataFate>> {
    options.signal?.throwIfAborted();
    const frame = encodeFrame(data);
    const hand = (id: string): Promise<void> => this.#dataOf(id).send(frame, options);
    if (to === null) {
      return sendToEach([...this.#peers.keys()], (id) => this.#peers.get(id)?.canSend ?? false, hand);
    }
    await hand(to);
    return new Map([[to, 'handed-over']]);
  }

  #dataOf(id: string): PeerData {
    const peer = this.#peers.get(id);
    if (peer === undefined)
      throw new CallError('not-allowed', { message: 'There is no such participant.', hint: 'They may have left.' });
    const data =
      this.#data.get(peer) ??
      new PeerData({
        getChannels: () => peer.channels,
        getLane: (channel, lane) => this.#laneOf(channel, lane),
        // By the only lane of a side that has one.
        hasBulkLane: peer.hasBulkLane,
      });
    this.#data.set(peer, data);
    peer.queues = data;
    return data;
  }

  #laneOf(channel: RTCDataChannel, lane: Lane): DataLane {
    const known = this.#lanes.get(channel) ?? new DataLane(channel, lane);
    this.#lanes.set(channel, known);
    return known;
  }
}
