import type { Clock } from '../../../base/clock.js';
import type { Demand } from '../../demand.js';
import type { RemoteTrackPublication } from '../library/load-livekit.js';

/** What is off for so long is not subscribed to any longer: each section costs time whenever any changes. */
const UNWANTED_MS = 30_000;

/** What is asked of the server for one publication. */
export interface DemandOptions {
  readonly clock: Clock;
  /** Begins to subscribe, unless that is so already. */
  readonly subscribe: () => void;
  /** It has not been wanted for long. */
  readonly unsubscribe: () => void;
}

/** Asks the server for one publication as it is wanted: voices always, pictures as large as they are shown. */
export class DemandMapper {
  readonly #publication: RemoteTrackPublication;
  readonly #options: DemandOptions;
  #wanted: Demand | null = null;
  #cancel: (() => void) | null = null;

  constructor(publication: RemoteTrackPublication, options: DemandOptions) {
    this.#publication = publication;
    this.#options = options;
  }

  /** @param wanted `null` while nothing was said: then all of it. */
  want(wanted: Demand | null): void {
    this.#wanted = wanted;
    this.apply();
  }

  /** Tells the server again: when the track is there, which pictures wait for, and its size, which is lost before. */
  apply(): void {
    const { clock, subscribe, unsubscribe } = this.#options;
    const isWanted = this.#isSound || this.#wanted !== 'nothing';
    if (isWanted) {
      this.close();
      subscribe();
    } else if (this.#publication.isDesired) {
      this.#cancel ??= clock.after(UNWANTED_MS, unsubscribe);
    }
    // What is not subscribed to has no settings.
    if (this.#isSound || !this.#publication.isDesired) return;
    const hasTrack = this.#publication.track !== undefined;
    if (hasTrack && this.#wanted !== null && this.#wanted !== 'nothing') {
      const { widthPx, heightPx } = this.#wanted;
      this.#publication.setVideoDimensions({ width: Math.ceil(widthPx), height: Math.ceil(heightPx) });
    }
    // Before there is a track nothing can take the picture that all others of it build on: lost, it comes again after a second.
    this.#publication.setEnabled(isWanted && hasTrack);
  }

  /** May be called twice. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  get #isSound(): boolean {
    const kind: string = this.#publication.kind;
    return kind === 'audio';
  }
}
