import type { IncomingMessage } from 'node:http';
import { Refusal } from '../../src/room-server/index.js';
import { clientAddress } from '../access/addresses.js';
import { OpenConnections } from './open-connections.js';
import { isHostKnown, isOriginAllowed } from '../access/origins.js';
import type { SignalingParts } from './signaling-parts.js';

/** How long a client that was let through may take to open the connection, or to come back to a seat. */
export const RETURN_MS = 5000;

/** What is counted for a request that was let through, until its connection ends. */
interface Hold {
  release: () => void;
  /** Ends its count as a returning connection, let through beyond the limits; `null` when it was within them. */
  endReturn: (() => void) | null;
  cancelDeadline: () => void;
}

/** Decides which clients may connect at all, before their first request. */
export class Gate {
  readonly #parts: Pick<SignalingParts, 'settings' | 'seatsAwaitedAt' | 'limits' | 'metrics' | 'clock' | 'logger'>;
  readonly #open = new OpenConnections();
  /** Those beyond the limits, for which a seat is kept. */
  readonly #returning = new OpenConnections();
  readonly #holds = new WeakMap<IncomingMessage, Hold>();
  #isClosed = false;

  constructor(parts: SignalingParts) {
    this.#parts = parts;
  }

  /** Why this connection is refused, for the client; `null` when it may connect. It is counted from now on. */
  async check(request: IncomingMessage): Promise<Refusal | null> {
    const { metrics, limits, logger } = this.#parts;
    const refusal = await this.#refusalOf(request);
    if (!refusal) return null;
    metrics.countRefusal(refusal.code);
    // An operator who forgot an origin has to find out why; a client that tries all day must not fill the log.
    const isWorthWarning = await limits.warnings.consume('all');
    const fields = { code: refusal.code, origin: request.headers.origin?.slice(0, 200) };
    logger[isWorthWarning ? 'warn' : 'debug'](fields, refusal.message);
    return refusal;
  }

  /** A connection that was let through is open; call what it returns when that is over. */
  handleOpened(request: IncomingMessage): () => void {
    const hold = this.#holds.get(request);
    hold?.cancelDeadline();
    return () => {
      this.#holds.delete(request);
      hold?.endReturn?.();
      hold?.release();
    };
  }

  /** Whether a connection was let through beyond the limits, and has not come back to a seat. */
  isReturning(request: IncomingMessage): boolean {
    return typeof this.#holds.get(request)?.endReturn === 'function';
  }

  /** Whether a seat is kept for a participant of this request's address. */
  async isAwaited(request: IncomingMessage, seatId: string): Promise<boolean> {
    return (await this.#parts.seatsAwaitedAt(this.#addressOf(request))).includes(seatId);
  }

  /** The connection has come back to its seat, and is one like any other. */
  handleReturned(request: IncomingMessage): void {
    const hold = this.#holds.get(request);
    hold?.endReturn?.();
    if (hold) hold.endReturn = null;
  }

  /** From now on every connection is refused. */
  close(): void {
    this.#isClosed = true;
  }

  async #refusalOf(request: IncomingMessage): Promise<Refusal | null> {
    const { settings, seatsAwaitedAt, limits } = this.#parts;
    if (this.#isClosed) return new Refusal('not-allowed', 'The server is stopping.');
    if (!isHostKnown(settings, request.headers)) {
      return new Refusal('not-allowed', 'This server is not called by that name; see NOOM_ORIGINS.');
    }
    if (isScript(request)) return new Refusal('not-allowed', 'JSONP is not supported.');
    if (!isOriginAllowed(settings, request.headers)) {
      return new Refusal('not-allowed', 'Pages of this origin may not connect; see NOOM_ORIGINS.');
    }
    const address = this.#addressOf(request);
    const isWithinRate = await limits.connections.consume(address);
    if (isWithinRate && this.#open.countOf(address) < settings.socketsPerAddress) {
      this.#hold(request, address, null);
      return null;
    }
    // A participant whose connection dropped may come back to their seat, however many connect from the same address.
    const seats = await seatsAwaitedAt(address);
    if (this.#returning.countOf(address) < seats.length) {
      this.#hold(request, address, this.#returning.add(address));
      return null;
    }
    return new Refusal('rate-limited', 'Too many connections from this address; wait a minute and try again.');
  }

  /** Synchronous, so that simultaneous connections are not let through for the same place. */
  #hold(request: IncomingMessage, address: string, endReturn: (() => void) | null): void {
    const release = this.#open.add(address);
    const cancelDeadline = this.#parts.clock.after(RETURN_MS, () => {
      this.#holds.delete(request);
      endReturn?.();
      release();
    });
    this.#holds.set(request, { release, endReturn, cancelDeadline });
  }

  #addressOf(request: IncomingMessage): string {
    return clientAddress(request, this.#parts.settings.trustProxyHops);
  }
}

/** Whether Engine.IO would answer with a script (JSONP), which any page can load and no browser asks the origin of. */
function isScript(request: IncomingMessage): boolean {
  return (request as { _query?: Readonly<Record<string, unknown>> })._query?.j !== undefined;
}
