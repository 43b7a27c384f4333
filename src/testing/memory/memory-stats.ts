import type { Clock } from '../../core/base/clock.js';
import { SOURCES, type Source } from '../../core/model/sources.js';
import type { MemoryConditions } from './memory-conditions.js';

/** What a stream of 20 ms packets sends, and about what a drawn picture of 25 frames a second would. */
const PACKETS_PER_SECOND = 50;
const FRAMES_PER_SECOND = 25;
const BYTES_PER_PACKET = 500;
/** Of the latency. */
const JITTER = 0.1;

interface Counts {
  packets: number;
  lost: number;
  frames: number;
}

/** The two ends of a link, as far as they are counted. */
export interface Counted {
  readonly isConnected: boolean;
  readonly received: ReadonlyMap<Source, MediaStreamTrack>;
  readonly sent: ReadonlyMap<Source, MediaStreamTrack>;
}

/** An entry of a report. */
type Entry = Readonly<Record<string, unknown>> & { readonly id: string };

let links = 0;

/**
 * What a browser would report of a link in memory: counters that grow by the time that passes, under the conditions
 * then.
 */
export class MemoryStats {
  readonly #clock: Clock;
  readonly #name: string;
  readonly #received = new Map<Source, Counts>();
  readonly #sent = new Map<Source, Counts>();
  #countedAt: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#countedAt = clock.monotonic();
    links += 1;
    this.#name = `link-${String(links)}`;
  }

  /** Counts what went over the link since the last time, under conditions that are about to change, or for a report. */
  count({ loss }: MemoryConditions, { isConnected, received, sent }: Counted): void {
    const now = this.#clock.monotonic();
    const seconds = (now - this.#countedAt) / 1000;
    this.#countedAt = now;
    if (!isConnected) return;
    for (const [tracks, counts] of [
      [received, this.#received],
      [sent, this.#sent],
    ] as const) {
      for (const source of tracks.keys()) {
        const before = counts.get(source) ?? { packets: 0, lost: 0, frames: 0 };
        counts.set(source, {
          packets: before.packets + seconds * PACKETS_PER_SECOND * (1 - loss),
          lost: before.lost + seconds * PACKETS_PER_SECOND * loss,
          frames: before.frames + seconds * FRAMES_PER_SECOND * (1 - loss),
        });
      }
    }
  }

  report({ latencyMs, uplinkKbps }: MemoryConditions, { isConnected, received, sent }: Counted): RTCStatsReport {
    const entries = [
      {
        id: `${this.#name}-pair`,
        type: 'candidate-pair',
        state: isConnected ? 'succeeded' : 'failed',
        nominated: true,
        currentRoundTripTime: (2 * latencyMs) / 1000,
        ...(uplinkKbps < Infinity && { availableOutgoingBitrate: uplinkKbps * 1000 }),
      },
      ...SOURCES.flatMap((source) => this.#describeReceived(source, received.get(source), latencyMs)),
      ...SOURCES.flatMap((source) => this.#describeSent(source, sent.get(source))),
    ];
    return new Map(entries.map((entry) => [entry.id, entry]));
  }

  #describeReceived(source: Source, track: MediaStreamTrack | undefined, latencyMs: number): Entry[] {
    const counts = this.#received.get(source);
    if (counts === undefined || track === undefined) return [];
    const { packets, lost, frames } = counts;
    return [
      {
        id: `${this.#name}-in-${source}`,
        type: 'inbound-rtp',
        kind: track.kind,
        trackIdentifier: track.id,
        jitter: (latencyMs * JITTER) / 1000,
        packetsReceived: packets,
        packetsLost: lost,
        bytesReceived: packets * BYTES_PER_PACKET,
        ...(track.kind === 'video' && { framesReceived: frames, framesDecoded: frames }),
      },
    ];
  }

  #describeSent(source: Source, track: MediaStreamTrack | undefined): Entry[] {
    const counts = this.#sent.get(source);
    if (counts === undefined) return [];
    const { packets, lost, frames } = counts;
    const id = `${this.#name}-out-${source}`;
    return [
      {
        ...{ id, type: 'outbound-rtp', kind: track?.kind, packetsSent: packets + lost },
        bytesSent: (packets + lost) * BYTES_PER_PACKET,
        ...(track?.kind === 'video' && { framesSent: frames }),
      },
      { id: `${id}-reported`, type: 'remote-inbound-rtp', localId: id, packetsLost: lost },
    ];
  }
}
