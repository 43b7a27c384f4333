import { CallError } from '../../base/errors.js';
import { onPageOnline } from '../../base/page-lifecycle.js';
import { listen } from '../../base/typed-events.js';
import type { PlaneEvents, PlaneRelayEvent } from '../../media/plane-events.js';
import type { LinkState } from '../../model/snapshot.js';
import type { Source } from '../../model/sources.js';
import type { Admission } from '../../../protocol/protocol.js';
import type { SeatEvents } from '../../signaling/room-seat.js';
import type { FeatureContext, SessionFeature } from '../feature.js';
import { LinkRenewals, MINUTE_MS } from './link-renewals.js';
import { browserNetwork, NetworkWatch } from './network-watch.js';
import { Retries } from './retries.js';
import { SilentLinks } from './silent-links.js';
import { StillPictures } from './still-pictures.js';
import { StoppedServer } from './stopped-server.js';
import { TurnTrouble } from './turn-trouble.js';

/**
 * Mends links that are connected and do not work: nothing arrives, what arrives is not presented, or what is on cannot
 * be sent.
 */
export class HealingFeature implements SessionFeature {
  readonly #renewals: LinkRenewals;
  readonly #pictures: StillPictures;
  readonly #silences: SilentLinks;
  readonly #retries: Retries;
  readonly #server: StoppedServer;
  readonly #network: NetworkWatch;
  readonly #turn: TurnTrouble;
  readonly #context: FeatureContext;
  /** The participants to whom something cannot be sent, while no new connection can be made. */
  readonly #unsent = new Map<string, unknown>();
  /** What ends the wait for a new connection to those, where this minute's were all made. */
  readonly #waiting = new Map<string, () => void>();
  readonly #closed = new AbortController();

  constructor(context: FeatureContext) {
    this.#context = context;
    const { plane, clock, getSnapshot, apply } = context;
    const renew = (id: string): void => {
      plane.renewLink(id);
    };
    const change = (id: string, from: LinkState, connection: LinkState): void => {
      const participant = getSnapshot().participants.find((each) => each.id === id);
      if (participant?.connection === from) apply({ type: 'connection', id, connection });
    };
    this.#renewals = new LinkRenewals({
      clock,
      isReachable: () => getSnapshot().state === 'joined',
      restart: (id) => {
        plane.restart('asked', id);
      },
      renew,
      handleGivenUp: (id) => {
        change(id, 'connected', 'failed');
        this.#retries.handleGivenUp(id);
      },
      handleMended: (id) => {
        change(id, 'failed', 'connected');
        this.#retries.handleMended(id);
      },
    });
    this.#retries = new Retries({
      getSnapshot,
      apply,
      clock,
      renew,
      handleVain: (id) => {
        this.#renewals.handleVain(id);
      },
    });
    listen<PlaneEvents>(
      plane,
      {
        'plane-link': ({ participantId, state }) => {
          this.#retries.handleLink(participantId, state);
          this.#turn.handleLink(participantId, state);
          // By a new connection: what is on may be sent over that.
          if (state === 'connected') this.#stopWaiting(participantId);
        },
      },
      this.#closed.signal,
    );
    // Not as the owner of the message: the session has taken the servers by then.
    listen<SeatEvents>(
      context.seat,
      {
        'seat-message': ({ message }) => {
          if (message.name === 'ice:servers') this.#turn.handleServers();
        },
      },
      this.#closed.signal,
    );
    onPageOnline(() => {
      this.#handleNetwork();
    }, this.#closed.signal);
    this.#pictures = new StillPictures(plane, clock, this.#renewals);
    this.#silences = new SilentLinks(context, plane, this.#renewals);
    this.#turn = new TurnTrouble(context);
    this.#network = new NetworkWatch({
      clock,
      network: browserNetwork(),
      handleSuspected: () => {
        context.seat.checkConnection();
      },
      handleMoved: () => {
        this.#handleMoved();
      },
    });
    this.#server = new StoppedServer({
      getSnapshot,
      clock,
      handleLost: () => {
        context.handleEnded('server-shutdown', null);
      },
    });
  }

  handleAdmitted(_admission: Admission, isReturn: boolean): void {
    this.#server.stopWaiting();
    this.#retries.handleAdmitted();
    this.#turn.handleServers();
    // What cut off the server may have cut off the other participants, too.
    if (isReturn) this.#handleNetwork();
    if (isReturn) this.#network.handleReturn();
    const unsent = [...this.#unsent];
    this.#unsent.clear();
    for (const [id, cause] of unsent) this.handleUnsent(id, cause);
  }

  /** The server announced that it stops. */
  handleServerStopped(): void {
    this.#server.handleStopped();
  }

  /** As `CallController.reportPicture`. */
  handlePicture(id: string, source: Source, isPresented: boolean): void {
    void this.#pictures.handlePicture(id, source, isPresented);
  }

  /** What is on cannot be sent to a participant over the present connection; a new one has new senders. */
  handleUnsent(id: string, cause: unknown): void {
    const { getSnapshot, clock, tellError } = this.#context;
    this.#stopWaiting(id);
    if (getSnapshot().state === 'reconnecting') {
      this.#unsent.set(id, cause);
      return;
    }
    const outcome = this.#renewals.handleFault(id, 'unsent');
    if (outcome === 'given-up') tellError(unsent(cause));
    // It is reported once, so that nothing else would try again.
    if (outcome === 'later')
      this.#waiting.set(
        id,
        clock.after(MINUTE_MS, () => {
          this.handleUnsent(id, cause);
        }),
      );
  }

  /** A TURN server has given an address, or a server has not. */
  handleRelay(relay: Pick<PlaneRelayEvent, 'url' | 'errorCode'>): void {
    this.#turn.handleRelay(relay);
  }

  /** As `CallController.reconnect`. @throws CallError `not-allowed`. */
  reconnect(id: string): void {
    const { participants } = this.#context.getSnapshot();
    if (!participants.some((each) => each.id === id && !each.isLocal)) throw new CallError('not-allowed');
    this.#renewals.forget(id);
    this.#stopWaiting(id);
    this.#retries.begin(id);
  }

  handleGone(id: string): void {
    this.#renewals.forget(id);
    this.#retries.forget(id);
    this.#pictures.forget(id);
    this.#silences.forget(id);
    this.#turn.forget(id);
    this.#unsent.delete(id);
    this.#stopWaiting(id);
  }

  close(): void {
    this.#closed.abort();
    this.#silences.close();
    this.#retries.close();
    this.#server.stopWaiting();
    this.#network.close();
    this.#turn.close();
    for (const id of this.#waiting.keys()) this.#stopWaiting(id);
  }

  #stopWaiting(id: string): void {
    this.#waiting.get(id)?.();
    this.#waiting.delete(id);
  }

  /** The network is back: what was given up begins anew. */
  #handleNetwork(): void {
    const { participants } = this.#context.getSnapshot();
    for (const { id } of participants) if (this.#renewals.isGivenUp(id)) this.#renewals.forget(id);
    this.#retries.handleNetwork();
  }

  /** The network is another one: links that are known to be broken are tried again, the others before they are. */
  #handleMoved(): void {
    const { plane, getSnapshot } = this.#context;
    plane.restart('network-changed');
    this.#handleNetwork();
    for (const { id, isLocal, connection } of getSnapshot().participants)
      if (!isLocal && connection === 'connected') this.#renewals.handleMoved(id);
  }
}

function unsent(cause: unknown): CallError {
  return new CallError('internal', {
    message: 'What is on cannot be sent to a participant.',
    hint: 'Turn it off and on again, or leave and join again.',
    cause,
  });
}
