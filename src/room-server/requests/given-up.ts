import type { Clock } from '../../core/base/clock.js';
import type { RoomServerPorts } from '../ports.js';
import { Refusal } from '../refusal.js';

/** Chosen: longer than a request is on its way that a page has stopped waiting for, as it leaves. */
const KEPT_MS = 60_000;
/** How many are remembered; beyond that, the earliest is forgotten. */
const MAX_KEPT = 4096;

/** What asks for a seat, or gives it up: a ticket, or a nonce. */
interface Proof {
  readonly room?: string | undefined;
  readonly nonce?: string | undefined;
}

/** The seats that were given up before they were asked for, because a leave overtook its join. */
export class GivenUpSeats {
  readonly #idOf: RoomServerPorts['idOf'];
  readonly #clock: Clock;
  /** By id: until when, by the monotonic clock, the earliest first. */
  readonly #until = new Map<string, number>();

  constructor({ ports, clock }: { ports: Pick<RoomServerPorts, 'idOf'>; clock: Clock }) {
    this.#idOf = ports.idOf;
    this.#clock = clock;
  }

  /** A nonce was to give up a seat, and has none. */
  note({ room = '', nonce }: Proof): void {
    if (nonce === undefined) return;
    const now = this.#clock.monotonic();
    const id = this.#idOf(room, nonce);
    this.#until.delete(id);
    this.#until.set(id, now + KEPT_MS);
    for (const [each, until] of this.#until) {
      if (until > now && this.#until.size <= MAX_KEPT) break;
      this.#until.delete(each);
    }
  }

  /** @throws Refusal when a leave has overtaken a request for a seat. */
  check({ room = '', nonce }: Proof): void {
    const until = nonce === undefined ? undefined : this.#until.get(this.#idOf(room, nonce));
    if ((until ?? -Infinity) <= this.#clock.monotonic()) return;
    throw new Refusal('not-allowed', 'That seat was given up before it was asked for.');
  }
}
