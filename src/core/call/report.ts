import type { LinkReport } from '../media/media-plane.js';
import type { CallSnapshot, LinkState } from '../model/snapshot.js';

/** The result of `getReport()`: plain data without names or messages, for a bug report. */
export interface CallReport {
  /** ISO 8601. */
  readonly at: string;
  readonly state: CallSnapshot['state'];
  readonly topology: CallSnapshot['topology'];
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly participants: readonly {
    readonly id: string;
    readonly isLocal: boolean;
    readonly connection: LinkState;
    /** Raw entries of `RTCPeerConnection.getStats()`. */
    readonly stats: readonly unknown[];
  }[];
}

/** @param now milliseconds since the epoch. */
export function createReport(
  { state, topology, error, participants }: CallSnapshot,
  links: readonly LinkReport[],
  now: number,
): CallReport {
  return {
    at: new Date(now).toISOString(),
    state,
    topology,
    error: error === null ? null : { code: error.code, message: error.message },
    participants: participants.map(({ id, isLocal, connection }) => ({
      id,
      isLocal,
      connection,
      stats: links
        .filter(({ participantId }) => participantId === id)
        .flatMap(({ stats }) => [...stats.values()] as readonly unknown[]),
    })),
  };
}
