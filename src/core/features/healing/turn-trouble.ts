import { CallError, type CallErrorCode } from '../../base/errors.js';
import type { MediaPlane } from '../../media/media-plane.js';
import type { PlaneRelayEvent } from '../../media/plane-events.js';
import type { CallContext } from '../../model/call-context.js';
import type { LinkState } from '../../model/snapshot.js';
import type { WireIceServers } from '../../../protocol/protocol.js';

/**
 * Unauthorized, forbidden, a stale nonce, and a user name that does not fit to the allocation.
 * @see https://www.rfc-editor.org/rfc/rfc8656#section-19
 */
const CREDENTIALS_ERRORS: readonly unknown[] = [401, 403, 438, 441];
/** Browsers ask by each network interface, and give some of them up late: an address by one of them is enough. */
const SAME_GATHERING_MS = 60_000;
/**
 * So long after a link has failed, a server that answers has given its next connection an address, and none answers any
 * more to what was asked with former credentials.
 */
const GATHERING_MS = 10_000;

/** What `TurnTrouble` needs of the call. */
export interface TurnTroubleContext extends Pick<CallContext, 'clock' | 'getSnapshot' | 'apply' | 'tellError'> {
  readonly plane: Pick<MediaPlane, 'getStats'>;
  getIceServers(): WireIceServers;
}

/**
 * Tells of TURN servers that do not accept the credentials, which is a mistake of the operator, and of those that give
 * no address for another reason, where a link fails without them. Once for the servers and credentials of a time.
 * Chromium says that a server does not answer after 40 s only, which is longer than a connection in vain is kept: so it
 * is also seen by what was gathered.
 */
export class TurnTrouble {
  readonly #context: TurnTroubleContext;
  /** The errors as they were told. */
  readonly #told = new Map<CallErrorCode, CallError>();
  /** The participants to whom there is no connection. */
  readonly #failed = new Set<string>();
  #servers = '';
  /** When these took the place of others. */
  #replacedAt = -Infinity;
  #workedAt = -Infinity;
  #isRefused = false;
  #isMissing = false;
  #cancel: (() => void) | null = null;
  #isClosed = false;

  constructor(context: TurnTroubleContext) {
    this.#context = context;
    for (const { id, connection } of context.getSnapshot().participants)
      if (connection === 'failed') this.#failed.add(id);
    this.#await();
  }

  /** A server has given an address, or none. */
  handleRelay({ url, errorCode }: Pick<PlaneRelayEvent, 'url' | 'errorCode'>): void {
    const now = this.#context.clock.monotonic();
    // Not every browser says which server it was; only TURN servers ask for credentials.
    const isTurn = isOfTurn(url);
    if (errorCode === null) {
      this.#workedAt = now;
      this.#isMissing = false;
      this.#settle('turn-unavailable');
      this.#told.delete('turn-unavailable');
    } else if (CREDENTIALS_ERRORS.includes(errorCode)) {
      // A machine that wakes up asks with those that have expired meanwhile, before it is given others.
      if ((isTurn || !url) && now - this.#replacedAt > GATHERING_MS) this.#isRefused = true;
    } else if (isTurn && now - this.#workedAt > SAME_GATHERING_MS) this.#isMissing = true;
    this.#look();
  }

  handleLink(id: string, state: LinkState): void {
    if (state === 'failed') this.#failed.add(id);
    else if (state === 'connected') this.#failed.delete(id);
    this.#look();
    this.#await();
  }

  /** The participant has left. */
  forget(id: string): void {
    this.#failed.delete(id);
    this.#look();
  }

  /** The server has told which ICE servers to use: others, or other credentials, begin anew. */
  handleServers(): void {
    const servers = JSON.stringify(this.#context.getIceServers());
    if (servers !== this.#servers) {
      if (this.#servers !== '') this.#replacedAt = this.#context.clock.monotonic();
      this.#servers = servers;
      this.#workedAt = -Infinity;
      this.#isRefused = this.#isMissing = false;
      for (const code of this.#told.keys()) this.#settle(code);
      this.#told.clear();
    }
    this.#look();
  }

  /** May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
  }

  /** Looks from time to time, as long as it may have to be told. */
  #await(): void {
    if (this.#failed.size === 0 || this.#isMissing || this.#isClosed) return;
    this.#cancel ??= this.#context.clock.after(GATHERING_MS, () => void this.#lookAtGathered());
  }

  /** Whether a connection to those to whom there is none has gathered, and no server has given it an address. */
  async #lookAtGathered(): Promise<void> {
    const { plane, getIceServers, clock } = this.#context;
    const reports = await plane.getStats().catch(() => []);
    this.#cancel = null;
    if (this.#isClosed) return;
    const entries = reports
      .filter(({ participantId }) => participantId !== null && this.#failed.has(participantId))
      .flatMap(({ stats }) => [...stats.values()] as Readonly<Record<string, unknown>>[]);
    // By a relay alone there are no other candidates.
    const hasGathered = entries.some(
      ({ type, iceLocalUsernameFragment }) => type === 'local-candidate' || Boolean(iceLocalUsernameFragment),
    );
    const isGiven =
      clock.monotonic() - this.#workedAt <= SAME_GATHERING_MS ||
      entries.some(({ candidateType }) => candidateType === 'relay');
    if (hasGathered && !isGiven && getIceServers().some(({ urls }) => [urls].flat().some(isOfTurn)))
      this.#isMissing = true;
    this.#look();
    this.#await();
  }

  #look(): void {
    // Who comes back to the room is given credentials anew.
    if (this.#context.getSnapshot().state !== 'joined') return;
    if (this.#isRefused) this.#tell('turn-unauthorized');
    if (this.#failed.size === 0) this.#settle('turn-unavailable');
    else if (this.#isMissing) this.#tell('turn-unavailable');
  }

  #tell(code: 'turn-unauthorized' | 'turn-unavailable'): void {
    if (!this.#told.has(code)) this.#told.set(code, this.#context.tellError(new CallError(code)));
  }

  /** It is not so any more. */
  #settle(code: CallErrorCode): void {
    const { getSnapshot, apply } = this.#context;
    const error = this.#told.get(code);
    // Another failure since then is still true.
    if (error !== undefined && getSnapshot().error === error) apply({ type: 'error', error: null });
  }
}

function isOfTurn(url: unknown): boolean {
  return typeof url === 'string' && /^turns?:/i.test(url);
}
