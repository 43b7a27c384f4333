import type { PlaneOptions } from '../context/options.js';
import type { RoomAndName } from './join-request.js';
import { CallSession } from './call-session.js';
import type { SessionsContext } from '../context/context.js';
import { flagsOf, sentTrackOf, SOURCES } from '../../model/sources.js';
import { CallError } from '../../base/errors.js';
import { silentLogger } from '../../base/logger.js';
import type { RoomPeek } from '../../../protocol/protocol.js';
import { recallIceServers, rememberIceServers } from '../../signaling/known-ice-servers.js';
import type { FormerSeat, JoinRequest } from '../../signaling/room-seat.js';
import { askForToken } from './token-asking.js';

/**
 * Makes the sessions of a call, one at a time. A join uses the session that was prepared, if it has the same server,
 * ICE policy and way to encode.
 */
export class CallSessions {
  readonly #call: SessionsContext;
  #current: { key: string; session: CallSession } | null = null;
  #request: RoomAndName = { room: '', name: '' };
  #usedToken: string | null = null;
  /** What a function of the page gave for looking into a room: a page that asks its server is not asked each time. */
  #peekToken: Promise<string | null> | null = null;
  /** The room that it is for: a page may have one for each. */
  #peekRoom = '';
  #renewing = new AbortController();
  /** The seat before, which the server may not know to be given up. */
  #former: FormerSeat | undefined;

  constructor(context: SessionsContext) {
    this.#call = context;
  }

  /** The session under way. */
  get current(): CallSession | null {
    return this.#current?.session ?? null;
  }

  /** The session under way, or a new one. @throws CallError `unsupported`. */
  open(): CallSession {
    const { signalingUrl = '', icePolicy = 'all', encodeOnce = false } = this.#call.getOptions();
    const key = `${icePolicy} ${String(encodeOnce)} ${signalingUrl}`;
    if (this.#current?.key === key) return this.#current.session;
    this.close();
    const session = this.#create(signalingUrl, { icePolicy, encodeOnce });
    this.#current = { key, session };
    return session;
  }

  /** Joins with the session under way. */
  join(request: RoomAndName): void {
    this.#request = request;
    void this.current?.join(this.#former);
  }

  /** Who is in the room, before the join. @throws CallError as `CallController.peek`. */
  async peek(): Promise<RoomPeek> {
    const { room = '', token: source = null } = this.#call.getOptions();
    if (this.current === null) throw new CallError('not-allowed');
    if (room !== this.#peekRoom) this.#peekToken = null;
    this.#peekRoom = room;
    return await this.current.peek(async (signal) => {
      const token = typeof source === 'function' ? await (this.#peekToken ??= this.#getToken(signal)) : source;
      return { room, ...(token !== null && { token }) };
    });
  }

  /** Ends the session under way. May be called twice. */
  close(): void {
    const session = this.current;
    this.#current = null;
    this.#peekToken = null;
    this.#renewing.abort();
    this.#former = session?.close() ?? this.#former;
  }

  #create(signalingUrl: string, options: Pick<PlaneOptions, 'icePolicy' | 'encodeOnce'>): CallSession {
    const { seams, getOptions, ...call } = this.#call;
    const { createPlane, createServedPlane, prefetchServedPlane, createTransport, storage } = seams;
    const { clock } = call;
    const { logger = silentLogger } = getOptions();
    const session = new CallSession({
      ...call,
      logger,
      createPlane: (signaling) => createPlane({ signaling, ...options, clock, logger }),
      createServed: (access) =>
        createServedPlane({
          ...access,
          // Those of the room are told by the admission.
          iceServers: getOptions().iceServers ?? (access.direct?.ownIce === true ? [] : null),
          icePolicy: options.icePolicy,
          clock,
          logger,
        }),
      prefetchServed: prefetchServedPlane,
      createTransport: () => createTransport(signalingUrl),
      getRequest: (signal) => this.#createRequest(signal),
      getNewToken: async () => {
        const before = this.#usedToken;
        // Of several announcements the newest counts; a return to the room sends a new token anyway.
        this.#renewing.abort();
        this.#renewing = new AbortController();
        const token = await this.#getToken(this.#renewing.signal);
        return token === before ? null : token;
      },
      getIceServers: () => getOptions().iceServers ?? null,
      isSavingData: () => getOptions().dataSaver === true,
      recallIceServers: () => recallIceServers(storage, signalingUrl),
      rememberIceServers: (iceServers) => {
        rememberIceServers(storage, signalingUrl, iceServers);
      },
      handleRenamed: (name) => {
        // A return to the room uses the new name.
        this.#request = { ...this.#request, name };
      },
    });
    const { sources } = call.getSnapshot().self;
    for (const source of SOURCES) session.plane.publish(source, sentTrackOf(sources, source));
    return session;
  }

  async #createRequest(signal: AbortSignal): Promise<JoinRequest> {
    const token = await this.#getToken(signal);
    // Read last: they may change while the page gets its token.
    const sources = flagsOf(this.#call.getSnapshot().self.sources);
    const { topology = 'auto' } = this.#call.getOptions();
    return {
      ...this.#request,
      sources,
      ...(token !== null && { token }),
      ...(topology !== 'auto' && { topology }),
    };
  }

  async #getToken(signal: AbortSignal): Promise<string | null> {
    const { token = null, logger = silentLogger } = this.#call.getOptions();
    return (this.#usedToken = await askForToken(token, { signal, clock: this.#call.clock, logger }));
  }
}
