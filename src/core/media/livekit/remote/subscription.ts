import type { Clock } from '../../../base/clock.js';
import type { Source } from '../../../model/sources.js';
import type { Demand } from '../../demand.js';
import { DemandMapper } from './demand-mapper.js';
import type { RemoteTrackPublication } from '../library/load-livekit.js';

/** A track comes within a second; after a media server had been restarted, some were seen never to come. */
const OVERDUE_MS = 5000;
/** So many times a subscription is made anew by itself. */
const MOST_TRIES = 3;
/** A subscription that is made anew is first taken away; should that not be seen, it is asked for nevertheless. */
const RENEWED_MS = 3000;

interface SubscriptionOptions {
  readonly publication: RemoteTrackPublication;
  readonly participantId: string;
  readonly source: Source;
  readonly clock: Clock;
  /** Before the room is connected no track can come. */
  readonly isConnected: () => boolean;
}

/** The subscription to one publication: whether and how large it is wanted, and that its track comes. */
export class Subscription {
  readonly participantId: string;
  readonly source: Source;
  readonly #publication: RemoteTrackPublication;
  readonly #clock: Clock;
  readonly #isConnected: () => boolean;
  readonly #demand: DemandMapper;
  #isRenewing = false;
  #hasTrack = false;
  #tries = 0;
  #cancel: () => void = () => undefined;

  constructor({ publication, participantId, source, clock, isConnected }: SubscriptionOptions) {
    this.participantId = participantId;
    this.source = source;
    this.#publication = publication;
    this.#clock = clock;
    this.#isConnected = isConnected;
    this.#demand = new DemandMapper(publication, {
      clock,
      subscribe: () => {
        this.#subscribe();
      },
      unsubscribe: () => {
        this.#cancel();
        this.#isRenewing = false;
        publication.setSubscribed(false);
      },
    });
  }

  /** Whether its track is there, and something is sent over it all the time. */
  get isArriving(): boolean {
    const { isDesired, isEnabled, isMuted } = this.#publication;
    return this.#hasTrack && isDesired && isEnabled && !isMuted;
  }

  want(wanted: Demand | null): void {
    this.#demand.want(wanted);
  }

  /** Takes it away, and asks for it again once it is gone. Harmless while it is not wanted. */
  renew(): void {
    if (!this.#publication.isDesired || this.#isRenewing) return;
    this.#isRenewing = true;
    this.#publication.setSubscribed(false);
    this.#later(RENEWED_MS, () => {
      this.#endRenewal();
    });
  }

  /** Its track has come. */
  handleTrack(): void {
    this.#hasTrack = true;
    this.#tries = 0;
    this.#cancel();
    this.#demand.apply();
  }

  /** Its track is gone. Returns whether another one is on its way. */
  handleNoTrack(): boolean {
    this.#hasTrack = false;
    if (!this.#isRenewing) return false;
    this.#endRenewal();
    return true;
  }

  /** Nothing is wanted of it any more, for good. */
  end(): void {
    this.close();
    if (this.#publication.isDesired) this.#publication.setSubscribed(false);
  }

  /** The publication is gone. May be called twice. */
  close(): void {
    this.#cancel();
    this.#demand.close();
    this.#isRenewing = false;
  }

  #subscribe(): void {
    if (this.#isRenewing || this.#publication.isDesired) return;
    this.#publication.setSubscribed(true);
    if (!this.#hasTrack) this.#expect();
  }

  #expect(): void {
    this.#later(OVERDUE_MS, () => {
      if (!this.#isConnected()) {
        this.#expect();
        return;
      }
      this.#tries += 1;
      if (this.#tries <= MOST_TRIES) this.renew();
    });
  }

  #endRenewal(): void {
    this.#isRenewing = false;
    this.#hasTrack = false;
    this.#demand.apply();
  }

  #later(delayMs: number, callback: () => void): void {
    this.#cancel();
    this.#cancel = this.#clock.after(delayMs, callback);
  }
}
