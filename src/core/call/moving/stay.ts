import type { Clock } from '../../base/clock.js';
import { toCallError } from '../../base/errors.js';
import { listen } from '../../base/typed-events.js';
import type { MediaPlane } from '../../media/media-plane.js';
import type { PlaneEvents, PlaneState } from '../../media/plane-events.js';
import { sourceKey, type Source } from '../../model/sources.js';
import type { SourceKey, Topology } from '../../../protocol/protocol.js';
import type { RoomSeat } from '../../signaling/room-seat.js';
import type { Way } from './moving-context.js';

/** How long after the server did not take it something is told again. */
const AGAIN_MS = 1000;

/** What a stay is made with. */
export interface StayOptions extends Way {
  readonly plane: MediaPlane;
  readonly seat: Pick<RoomSeat, 'request'>;
  readonly clock: Clock;
  readonly handleState: (state: PlaneState) => void;
}

/**
 * The local participant in one epoch of the room's media: tells the server what is sent there, and keeps what it tells of
 * the others.
 */
export class Stay {
  readonly epoch: number;
  readonly topology: Topology;
  readonly plane: MediaPlane;
  /** What each of the others sends. */
  readonly published = new Map<string, readonly SourceKey[]>();
  readonly #options: StayOptions;
  readonly #closed = new AbortController();
  #state: PlaneState = 'connecting';
  /** What is sent, what was told of it last, and whether that is being told. */
  #sent: readonly SourceKey[] | null = null;
  #told: string | null = null;
  #isTelling = false;
  #serial = 0;
  #isStated = false;

  /** To be made before the plane is told anything. */
  constructor(options: StayOptions) {
    const { epoch, topology, plane } = options;
    this.epoch = epoch;
    this.topology = topology;
    this.plane = plane;
    this.#options = options;
    listen<PlaneEvents>(
      plane,
      {
        'plane-state': ({ state, sources }) => {
          this.#state = state;
          if (state === 'joined') this.handleSent(sources);
          options.handleState(state);
        },
      },
      this.#closed.signal,
    );
  }

  get state(): PlaneState {
    return this.#state;
  }

  /** The number of the last statement that is known here; `null` while the server has none of this participant's own. */
  get serial(): number | null {
    return this.#isStated ? this.#serial : null;
  }

  /** The plane sends these sources now. */
  handleSent(sources: readonly Source[]): void {
    this.#sent = sources.map(sourceKey);
    void this.#tell();
  }

  /** One of the others sends these sources now. */
  handlePublished(id: string, sources: readonly SourceKey[], serial = 0): void {
    this.published.set(id, sources);
    this.#serial = Math.max(this.#serial, serial);
  }

  /** The server may have lost what it was told. */
  tellAgain(): void {
    this.#told = null;
    void this.#tell();
  }

  /** Tells no more; the plane is not closed. May be called twice. */
  end(): void {
    this.#closed.abort();
  }

  async #tell(): Promise<void> {
    if (this.#isTelling || this.#sent === null) return;
    this.#isTelling = true;
    for (;;) {
      const sources = [...this.#sent].sort();
      if (this.#closed.signal.aborted || this.#told === String(sources)) break;
      this.#told = String(sources);
      try {
        const { serial } = await this.#options.seat.request('media:joined', { epoch: this.epoch, sources });
        this.#isStated = true;
        this.#serial = Math.max(this.#serial, serial);
      } catch (error) {
        // Of another epoch than the server's: this one is over.
        if (toCallError(error).code === 'not-allowed') continue;
        this.#told = null;
        await this.#pause();
      }
    }
    this.#isTelling = false;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(AGAIN_MS, resolve);
      this.#closed.signal.addEventListener('abort', () => {
        cancel();
        resolve();
      });
    });
  }
}
