import type { Source } from './call-snapshot.js';
import type { Clock } from './clock.js';
import type { MediaPlane } from './media/media-plane.js';

/** A view tells once a second: after this, nothing has been presented for four. */
const PATIENCE_MS = 3000;
/** A pause between two reports in which nobody looked. */
const MAX_GAP_MS = 2500;
/** So much has to have come meanwhile: a picture that rests sends next to nothing. */
const MIN_BYTES = 2000;
const RENEWALS_PER_MINUTE = 2;
const MINUTE_MS = 60_000;

interface Case {
  readonly since: number;
  last: number;
  readonly bytes: Promise<number>;
}

interface InboundStats {
  readonly type: string;
  readonly trackIdentifier?: string;
  readonly bytesReceived?: number;
}

/**
 * Pictures that arrive and are not presented: browsers have been seen to decode them and to show nothing. The way to the participant is made
 * anew then, twice a minute at most, and not a third time before something was presented.
 */
export class StillPictures {
  readonly #plane: Pick<MediaPlane, 'getStats' | 'tracksOf' | 'renewLink'>;
  readonly #clock: Clock;
  readonly #cases = new Map<string, Case>();
  /** When ways were made anew, by participant, since something was presented or within the last minute. */
  readonly #renewals = new Map<string, { times: number[]; inVain: number }>();

  constructor(plane: Pick<MediaPlane, 'getStats' | 'tracksOf' | 'renewLink'>, clock: Clock) {
    this.#plane = plane;
    this.#clock = clock;
  }

  /** A view that can be seen, and plays, tells whether it has presented a participant's picture in the last second. */
  async handlePicture(id: string, source: Source, isPresented: boolean): Promise<void> {
    const key = `${source} ${id}`;
    const now = this.#clock.monotonic();
    const known = this.#cases.get(key);
    if (isPresented) {
      this.#cases.delete(key);
      const renewals = this.#renewals.get(id);
      if (renewals !== undefined) renewals.inVain = 0;
    } else if (known === undefined || now < known.last || now - known.last > MAX_GAP_MS) {
      this.#cases.set(key, { since: now, last: now, bytes: this.#countBytes(id, source) });
    } else {
      known.last = now;
      if (now - known.since < PATIENCE_MS) return;
      this.#cases.delete(key);
      if ((await this.#countBytes(id, source)) - (await known.bytes) >= MIN_BYTES) this.#renew(id);
    }
  }

  forget(id: string): void {
    this.#renewals.delete(id);
    for (const key of [...this.#cases.keys()]) if (key.endsWith(` ${id}`)) this.#cases.delete(key);
  }

  #renew(id: string): void {
    const { times, inVain } = this.#renewals.get(id) ?? { times: [], inVain: 0 };
    const now = this.#clock.monotonic();
    const recent = times.filter((time) => Math.abs(now - time) < MINUTE_MS);
    if (recent.length >= RENEWALS_PER_MINUTE || inVain >= RENEWALS_PER_MINUTE) return;
    this.#renewals.set(id, { times: [...recent, now], inVain: inVain + 1 });
    this.#plane.renewLink(id);
  }

  async #countBytes(id: string, source: Source): Promise<number> {
    const trackId = this.#plane.tracksOf(id).get(source)?.id;
    const report = (await this.#plane.getStats()).get(id);
    const stats = [...(report?.values() ?? [])] as InboundStats[];
    return stats
      .filter(({ type, trackIdentifier }) => type === 'inbound-rtp' && trackIdentifier === trackId)
      .reduce((sum, { bytesReceived = 0 }) => sum + bytesReceived, 0);
  }
}
