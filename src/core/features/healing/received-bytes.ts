import type { LinkReport } from '../../media/media-plane.js';

type Entry = Readonly<Record<string, unknown>>;

/** The bytes of the received streams in some reports, of one track where `trackId` is given; what is absurd counts as 0. */
export function receivedBytes(reports: readonly LinkReport[], trackId?: string): number {
  return inbound(reports)
    .filter(({ trackIdentifier }) => trackId === undefined || trackIdentifier === trackId)
    .reduce((sum, { bytesReceived }) => (isCount(bytesReceived) ? sum + bytesReceived : sum), 0);
}

/** Whether the browser says of which track a received stream is: Firefox has not always done so. */
export function namesTracks(reports: readonly LinkReport[]): boolean {
  return inbound(reports).some(({ trackIdentifier }) => typeof trackIdentifier === 'string');
}

function inbound(reports: readonly LinkReport[]): readonly Entry[] {
  const entries = reports.flatMap(({ stats }) => [...stats.values()] as unknown[]);
  return entries.filter(isEntry).filter(({ type }) => type === 'inbound-rtp');
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null;
}

/** In memory, bytes are counted by fractions. */
function isCount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER;
}
