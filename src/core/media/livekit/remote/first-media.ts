import { every, type Clock } from '../../../base/clock.js';

const LOOK_MS = 200;

/** A received track that is watched. */
export interface Watched {
  readonly track: MediaStreamTrack;
  readonly receiver: Pick<RTCRtpReceiver, 'getStats'>;
  /** Nothing is sent for now, so that nothing has to be looked for. */
  readonly isPaused: () => boolean;
  readonly handleWarm: () => void;
}

interface Cold extends Watched {
  /** What had arrived when it was watched: a receiver is used again, for other tracks. */
  readonly before: Promise<Counts>;
}

/** What has arrived, by stream. */
type Counts = ReadonlyMap<string, number>;

interface Entry {
  readonly type?: unknown;
  readonly framesDecoded?: unknown;
  readonly packetsReceived?: unknown;
}

/**
 * Reports when the first frame of each received picture was decoded, and the first packet of each sound has arrived:
 * sound that is not played yet is not decoded everywhere, and it is played only when it has arrived.
 */
export class FirstMedia {
  readonly #clock: Clock;
  readonly #cold = new Map<MediaStreamTrack, Cold>();
  #isLooking = false;
  #stop: (() => void) | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  watch(watched: Watched): void {
    this.#cold.set(watched.track, { ...watched, before: countsOf(watched) });
    this.#stop ??= every(this.#clock, LOOK_MS, () => void this.#look());
  }

  /** Harmless if unknown. */
  forget(track: MediaStreamTrack): void {
    this.#cold.delete(track);
    this.#endIfIdle();
  }

  /** May be called twice. */
  close(): void {
    this.#cold.clear();
    this.#endIfIdle();
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    await Promise.all([...this.#cold.values()].map((cold) => this.#lookAt(cold)));
    this.#isLooking = false;
    this.#endIfIdle();
  }

  async #lookAt(cold: Cold): Promise<void> {
    if (cold.isPaused()) return;
    const [before, now] = await Promise.all([cold.before, countsOf(cold)]);
    const hasArrived = [...now].some(([stream, count]) => count > (before.get(stream) ?? 0));
    // Another track may have taken its place meanwhile.
    if (hasArrived && this.#cold.get(cold.track) === cold) {
      this.#cold.delete(cold.track);
      cold.handleWarm();
    }
  }

  #endIfIdle(): void {
    if (this.#cold.size > 0) return;
    this.#stop?.();
    this.#stop = null;
  }
}

/** What a receiver has received; nothing where the browser does not answer, because the connection is just closing. */
async function countsOf({ track, receiver }: Watched): Promise<Counts> {
  const counts = new Map<string, number>();
  const stats = await receiver.getStats().catch(() => new Map<string, Entry>());
  for (const [id, entry] of stats as ReadonlyMap<string, Entry>) {
    if (entry.type !== 'inbound-rtp') continue;
    const count = track.kind === 'video' ? entry.framesDecoded : entry.packetsReceived;
    if (typeof count === 'number') counts.set(id, count);
  }
  return counts;
}
