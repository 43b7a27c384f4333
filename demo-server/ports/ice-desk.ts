import type { WireIceServers } from '../../src/protocol/protocol.js';
import type { Clock } from '../ops/clock.js';
import { iceServersFor, type IceOptions } from './ice.js';
import type { IceSource, Seat } from '../../src/room-server/index.js';

/** In fractions of the credentials' validity: the age at which they are renewed, and how often that is checked. */
const RENEW_AT = 0.7;
const LOOK_EVERY = 0.1;

/** Hands out ICE servers, and renews their credentials before they expire, for seats with a connection. */
export class IceDesk implements IceSource {
  readonly #options: IceOptions;
  readonly #clock: Clock;
  /** When each seat got its credentials. */
  readonly #givenAt = new Map<Seat, number>();
  #isLooking = false;

  constructor(options: IceOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** The ICE servers for a participant with a seat, with fresh credentials. */
  serversFor(seat: Seat): WireIceServers {
    const servers = iceServersFor(this.#options, seat.id, this.#clock.now());
    if (servers.some(({ credential }) => credential !== undefined)) {
      this.#givenAt.set(seat, this.#clock.now());
      this.#look();
    }
    return servers;
  }

  /** Checks at intervals for as long as there is a seat with credentials. */
  #look(): void {
    if (this.#isLooking || this.#givenAt.size === 0) return;
    this.#isLooking = true;
    this.#clock.after(this.#options.turnTtlS * 1000 * LOOK_EVERY, () => {
      this.#isLooking = false;
      this.#renew();
      this.#look();
    });
  }

  #renew(): void {
    const oldest = this.#clock.now() - this.#options.turnTtlS * 1000 * RENEW_AT;
    for (const [seat, givenAt] of this.#givenAt) {
      // A participant who comes back gets new ones in the answer.
      if (!seat.isConnected) this.#givenAt.delete(seat);
      else if (givenAt <= oldest) seat.tell('ice:servers', { iceServers: this.serversFor(seat) });
    }
  }
}
