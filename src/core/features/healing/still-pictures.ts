import type { Source } from '../../model/sources.js';
import type { Clock } from '../../base/clock.js';
import type { LinkRenewals } from './link-renewals.js';
import { receivedBytes } from './received-bytes.js';
import type { MediaPlane } from '../../media/media-plane.js';

/** A view reports once a second: after this, nothing has been presented for four. */
const PATIENCE_MS = 3000;
/** After a longer pause between two reports, the view was not shown meanwhile, or the page too busy to present it. */
const MAX_GAP_MS = 1500;
/** So much must have arrived meanwhile: a still picture sends next to nothing. */
const MIN_BYTES = 2000;

interface Case {
  readonly since: number;
  last: number;
  readonly bytes: Promise<number>;
}

/**
 * Mends the link to a participant whose pictures arrive and are not presented: browsers have been seen to decode them
 * and show nothing.
 */
export class StillPictures {
  readonly #plane: Pick<MediaPlane, 'getStats' | 'tracksOf'>;
  readonly #clock: Clock;
  readonly #cases = new Map<string, Case>();
  readonly #renewals: LinkRenewals;

  constructor(plane: Pick<MediaPlane, 'getStats' | 'tracksOf'>, clock: Clock, renewals: LinkRenewals) {
    this.#plane = plane;
    this.#clock = clock;
    this.#renewals = renewals;
  }

  /** A visible, playing view reports whether it has presented a participant's picture in the last second. */
  async handlePicture(id: string, source: Source, isPresented: boolean): Promise<void> {
    const key = `${source} ${id}`;
    const now = this.#clock.monotonic();
    const known = this.#cases.get(key);
    if (isPresented) {
      this.#cases.delete(key);
      this.#renewals.handleWell(id, 'still');
    } else if (known === undefined || now < known.last || now - known.last > MAX_GAP_MS) {
      this.#cases.set(key, { since: now, last: now, bytes: this.#countBytes(id, source) });
    } else {
      known.last = now;
      if (now - known.since < PATIENCE_MS) return;
      this.#cases.delete(key);
      const bytes = (await this.#countBytes(id, source)) - (await known.bytes);
      // After a longer wait, further reports have come.
      if (bytes >= MIN_BYTES && this.#clock.monotonic() - now <= MAX_GAP_MS) this.#renewals.handleFault(id, 'still');
    }
  }

  forget(id: string): void {
    for (const key of [...this.#cases.keys()]) if (key.endsWith(` ${id}`)) this.#cases.delete(key);
  }

  async #countBytes(id: string, source: Source): Promise<number> {
    const trackId = this.#plane.tracksOf(id).get(source)?.id;
    // A browser that fails to answer says nothing of the link.
    const reports = await this.#plane.getStats().catch(() => null);
    if (reports === null) return NaN;
    const own = reports.filter(({ participantId }) => (participantId ?? id) === id);
    return trackId === undefined ? 0 : receivedBytes(own, trackId);
  }
}
