import type { LinkReport } from '../../media/media-plane.js';

/** The bytes of the received streams in some reports, of one track where `trackId` is given; what is absurd counts as 0. */
export function receivedBytes(reports: readonly LinkReport[], trackId?: string): number {
  return reports
    .flatMap(({ stats }) => [...stats.values()] as unknown[])
    .reduce((sum: number, entry) => {
      if (typeof entry !== 'object' || entry === null) return sum;
      const { type, trackIdentifier, bytesReceived } = entry as Readonly<Record<string, unknown>>;
      const isCounted = type === 'inbound-rtp' && (trackId === undefined || trackIdentifier === trackId);
      return isCounted && isCount(bytesReceived) ? sum + bytesReceived : sum;
    }, 0);
}

/** In memory, bytes are counted by fractions. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}
