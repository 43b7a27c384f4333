import type { Clock } from '../../../base/clock.js';
import { CallError } from '../../../base/errors.js';
import { tell, TypedEventTarget } from '../../../base/typed-events.js';
import { encodeFrame, type PlaneData } from '../../data-frame.js';
import type { DataEvents, DataFate, DataOptions, DataPath, Lane } from '../../data-path.js';
import { sendToEach } from '../../send-to-each.js';
import { PieceJoiner, toOutgoing } from './data-pieces.js';
import { EarlyData } from './early-data.js';
import type { LinkMap } from '../room/link-map.js';
import type { LiveKit, Room } from '../library/load-livekit.js';
import { gone, OutgoingLane } from './outgoing-lane.js';
import { listenToRoom } from '../room/room-events.js';

/** Names the packets of the kit. */
const TOPIC = 'noom';

/**
 * The data path through a media server: one reliable channel that the server passes on, so that nothing is known of what
 * becomes of it. Both lanes share it: bulk waits until next to nothing is in its buffer.
 */
export class DataLanes extends TypedEventTarget<DataEvents> implements DataPath {
  readonly #links: LinkMap;
  readonly #lanes: Readonly<Record<Lane, OutgoingLane>>;
  readonly #joiners = new Map<string, PieceJoiner>();
  readonly #early: EarlyData;
  #room: Room | null = null;
  #isBufferLow = true;
  #handleFree: () => void = () => undefined;

  constructor(links: LinkMap, clock: Clock) {
    super();
    this.#links = links;
    this.#early = new EarlyData(clock);
    const isReachable = (id: string): boolean => this.canSend(id);
    const transmit = (piece: Uint8Array<ArrayBuffer>, ids: readonly string[]): Promise<void> =>
      this.#transmit(piece, ids);
    this.#lanes = {
      ordered: new OutgoingLane({ lane: 'ordered', isReachable, transmit, whenFree: () => Promise.resolve() }),
      bulk: new OutgoingLane({ lane: 'bulk', isReachable, transmit, whenFree: () => this.#whenBufferLow() }),
    };
  }

  canSend(id: string): boolean {
    return this.#room !== null && this.#links.isConnected(id);
  }

  async send(to: string | null, data: PlaneData, options: DataOptions = {}): Promise<ReadonlyMap<string, DataFate>> {
    const { lane = 'ordered', signal } = options;
    signal?.throwIfAborted();
    const outgoing = toOutgoing(encodeFrame(data));
    if (to !== null && !this.#links.has(to)) throw gone();
    const ids = to === null ? this.#links.ids : [to];
    const reachable = new Set(ids.filter((id) => this.canSend(id)));
    const sent = this.#lanes[lane].push(ids, outgoing, signal);
    if (to !== null) {
      await sent.get(to);
      return new Map([[to, 'unknown']]);
    }
    const fates = await sendToEach(
      ids,
      (id) => reachable.has(id),
      (id) => sent.get(id) ?? Promise.reject(gone()),
    );
    return new Map([...fates].map(([id, fate]) => [id, fate === 'unreachable' ? fate : 'unknown']));
  }

  /** A participant is known from now on. */
  add(id: string): void {
    if (this.#joiners.has(id)) return;
    this.#joiners.set(id, new PieceJoiner());
    for (const piece of this.#early.take(id)) this.#receive(id, piece);
  }

  /** A participant has left. */
  remove(id: string): void {
    this.#joiners.delete(id);
    for (const lane of Object.values(this.#lanes)) lane.forget(id);
  }

  /** The link to a participant is up. */
  handleReachable(id: string): void {
    if (!this.canSend(id)) return;
    tell(this, 'data-reachable', { participantId: id });
    for (const lane of Object.values(this.#lanes)) lane.pump();
  }

  /** Sends through this room from now on. */
  setRoom({ RoomEvent }: LiveKit, room: Room, signal: AbortSignal): void {
    this.#room = room;
    this.#setBufferLow(true);
    listenToRoom(
      room,
      {
        [RoomEvent.DataReceived]: (piece, participant, _kind, topic) => {
          if (topic !== TOPIC || participant === undefined) return;
          if (this.#joiners.has(participant.identity)) this.#receive(participant.identity, piece);
          else this.#early.keep(participant.identity, piece);
        },
        // Of the reliable channel: nothing is sent over the other ones.
        [RoomEvent.DCBufferStatusChanged]: (isLow) => {
          this.#setBufferLow(isLow);
        },
      },
      signal,
    );
  }

  /** There is no room any more: what is sent waits for the next one. May be called twice. */
  leaveRoom(): void {
    this.#room = null;
    this.#setBufferLow(true);
    for (const id of this.#joiners.keys()) this.#joiners.set(id, new PieceJoiner());
  }

  #receive(from: string, piece: Uint8Array): void {
    const data = this.#joiners.get(from)?.join(piece) ?? null;
    if (data !== null) tell(this, 'data-received', { from, channel: data.channel, data: data.data });
  }

  async #transmit(piece: Uint8Array<ArrayBuffer>, ids: readonly string[]): Promise<void> {
    if (this.#room === null) throw new CallError('not-allowed');
    await this.#room.localParticipant.publishData(piece, {
      reliable: true,
      topic: TOPIC,
      destinationIdentities: [...ids],
    });
  }

  #setBufferLow(isLow: boolean): void {
    this.#isBufferLow = isLow;
    if (isLow) this.#handleFree();
  }

  async #whenBufferLow(): Promise<void> {
    while (!this.#isBufferLow) {
      await new Promise<void>((resolve) => {
        this.#handleFree = resolve;
      });
    }
  }
}
