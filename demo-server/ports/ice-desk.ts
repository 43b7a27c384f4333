import type { WireIceServers } from '../../src/protocol/protocol.js';
import type { Clock } from '../ops/clock.js';
import { iceServersFor, type IceOptions } from './ice.js';
import type { IceSource, Seat } from '../../src/room-server/index.js';

/** In parts of the credentials' life: how old they may become, and how often that is looked at. */
const RENEW_AT = 0.7;
const LOOK_EVERY = 0.1;

/** Hands out ICE servers, and renews their credentials before they end, for whoever still sits there. */
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

  /** The ICE servers for somebody with a seat, with fresh credentials. */
  serversFor(seat: Seat): WireIceServers {
    const servers = iceServersFor(this.#options, seat.id, this.#clock.now());
    if (servers.some(({ credential }) => credential !== undefined)) {
      this.#givenAt.set(seat, this.#clock.now());
      this.#look();
    }
    return servers;
  }

  /** Looks again and again for as long as there is anybody to look after. */
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
      // Whoever comes back gets new ones in the answer.
      if (!seat.isConnected) this.#givenAt.delete(seat);
      else if (givenAt <= oldest) seat.tell('ice:servers', { iceServers: this.serversFor(seat) });
    }
  }
}
