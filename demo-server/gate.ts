import type { IncomingMessage } from 'node:http';
import { clientAddress } from './addresses.js';
import { OpenConnections } from './open-connections.js';
import { isHostKnown, isOriginAllowed } from './origins.js';
import { Refusal } from '../src/room-server/index.js';
import type { SignalingParts } from './serve-socket.js';

/** Decides who may connect at all, before they have asked for anything. */
export class Gate {
  readonly #parts: Pick<SignalingParts, 'settings' | 'isAwaiting' | 'limits' | 'metrics' | 'logger'>;
  readonly #open = new OpenConnections();
  #isClosed = false;

  constructor(parts: SignalingParts) {
    this.#parts = parts;
  }

  /** Why this connection is refused, for whoever opens it; `null` when it may come. */
  async check(request: IncomingMessage): Promise<Refusal | null> {
    const { metrics, limits, logger } = this.#parts;
    const refusal = await this.#refusalOf(request);
    if (!refusal) return null;
    metrics.countRefusal(refusal.code);
    // Whoever forgot an origin has to find out why; whoever knocks all day has not to fill the log.
    const isWorthWarning = await limits.warnings.consume('all');
    const fields = { code: refusal.code, origin: request.headers.origin?.slice(0, 200) };
    logger[isWorthWarning ? 'warn' : 'debug'](fields, refusal.message);
    return refusal;
  }

  /** Counts a connection that was let through; call what it returns when that is over. */
  handleOpened(request: IncomingMessage): () => void {
    return this.#open.add(this.#addressOf(request));
  }

  /** Nobody is let through any more. */
  close(): void {
    this.#isClosed = true;
  }

  async #refusalOf(request: IncomingMessage): Promise<Refusal | null> {
    const { settings, isAwaiting, limits } = this.#parts;
    if (this.#isClosed) return new Refusal('not-allowed', 'The server is stopping.');
    if (!isHostKnown(settings, request.headers)) {
      return new Refusal('not-allowed', 'This server is not called by that name; see NOOM_ORIGINS.');
    }
    if (isScript(request)) return new Refusal('not-allowed', 'Answers that are scripts are not given.');
    if (!isOriginAllowed(settings, request.headers)) {
      return new Refusal('not-allowed', 'Pages of this origin may not connect; see NOOM_ORIGINS.');
    }
    const address = this.#addressOf(request);
    const isWithinRate = await limits.connections.consume(address);
    const isWithinSize = this.#open.countOf(address) < settings.socketsPerAddress;
    // Somebody whose connection dropped has a seat to come back to, however many knock from the same address.
    if ((isWithinRate && isWithinSize) || (await isAwaiting(address))) return null;
    return new Refusal('rate-limited', 'Too many connections from this address; wait a minute and try again.');
  }

  #addressOf(request: IncomingMessage): string {
    return clientAddress(request, this.#parts.settings.trustProxyHops);
  }
}

/** Whether Engine.IO would answer with a script (JSONP), which any page can load and no browser asks the origin of. */
function isScript(request: IncomingMessage): boolean {
  return (request as { _query?: Readonly<Record<string, unknown>> })._query?.j !== undefined;
}
