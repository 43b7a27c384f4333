import type { MediaPlane } from '../media/media-plane.js';
import type { CallContext } from '../model/call-context.js';
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

/** @param session the one under way, if any. */
export async function createReport(
  { getSnapshot, clock }: CallContext,
  session: { readonly plane: Pick<MediaPlane, 'getStats'> } | null,
): Promise<CallReport> {
  const links = (await session?.plane.getStats()) ?? [];
  const { state, topology, error, participants } = getSnapshot();
  return {
    at: new Date(clock.now()).toISOString(),
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
