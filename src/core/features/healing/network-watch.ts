import type { Clock } from '../../base/clock.js';

/**
 * What is used of the Network Information API, which only Chromium has. Its `type` (`wifi`, `cellular`) is known on
 * phones and Chromebooks; elsewhere the event tells no more than that an estimate of the speed has changed.
 * @see https://wicg.github.io/netinfo/
 */
export interface NetworkInformation extends Pick<EventTarget, 'addEventListener'> {
  readonly type?: string;
}

/** Estimates change every few seconds, also of one network. */
const SUSPICION_PAUSE_MS = 10_000;
/** A server that cannot be reached any more is noticed in 3 s, and is reached again in 10 s where it can be. */
const PROVEN_WITHIN_MS = 15_000;

/** What `NetworkWatch` acts by. */
export interface NetworkWatchOptions {
  readonly clock: Clock;
  /** `undefined` where the browser does not have it. */
  readonly network: NetworkInformation | undefined;
  /** The network may be another one: what would be noticed late is looked at now. */
  handleSuspected(): void;
  /** The network is another one: what seems to work most likely does not. */
  handleMoved(): void;
}

/**
 * Tells that the network is another one, where the browser says so without going offline in between. A change of the
 * type is one. A change of the estimates is a suspicion, which the loss of the connection to the server proves.
 */
export class NetworkWatch {
  readonly #options: NetworkWatchOptions;
  readonly #closed = new AbortController();
  #type: string | undefined;
  #suspectedAt = -Infinity;

  constructor(options: NetworkWatchOptions) {
    this.#options = options;
    const { network } = options;
    this.#type = network?.type;
    network?.addEventListener('change', this.#handleChange, { signal: this.#closed.signal });
  }

  /** The connection to the server was lost, and is back. */
  handleReturn(): void {
    const isProven = this.#options.clock.monotonic() - this.#suspectedAt <= PROVEN_WITHIN_MS;
    this.#suspectedAt = -Infinity;
    if (isProven) this.#options.handleMoved();
  }

  /** May be called twice. */
  close(): void {
    this.#closed.abort();
  }

  readonly #handleChange = (): void => {
    const { clock, network, handleSuspected, handleMoved } = this.#options;
    const type = network?.type;
    // Without a network there is nothing to do, and the one before may come back.
    if (type === 'none') return;
    const hasMoved = type !== this.#type;
    this.#type = type;
    const now = clock.monotonic();
    if (!hasMoved && now - this.#suspectedAt < SUSPICION_PAUSE_MS) return;
    // What is known needs no proof.
    this.#suspectedAt = hasMoved ? -Infinity : now;
    handleSuspected();
    if (hasMoved) handleMoved();
  };
}

/** The network of this browser. */
export function browserNetwork(): NetworkInformation | undefined {
  return (globalThis.navigator as { connection?: NetworkInformation } | undefined)?.connection;
}
