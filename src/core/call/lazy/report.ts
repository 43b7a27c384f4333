import type { LinkReport, MediaPlane } from '../../media/media-plane.js';
import type { CallContext } from '../../model/call-context.js';
import type { CallSnapshot, LinkState, Participant, Quality, QualityCause } from '../../model/snapshot.js';
import { flagsOf } from '../../model/sources.js';
import { historiesOf, type LinkHistoryColumns } from '../../stats/quality/link-history.js';
import { redactStats } from '../../stats/redact-stats.js';

/** What a report is to have. */
export interface ReportOptions {
  /** The ids and names of the participants, and the texts of errors. Without them participants are numbered. */
  readonly identities?: boolean;
  /** The statistics as the browser has them, with the addresses of all sides. */
  readonly addresses?: boolean;
  /** `false` leaves the statistics out, and does not ask the browser for them. */
  readonly statistics?: boolean;
}

/** A participant in a report. */
export interface ParticipantReport {
  /** The id where identities were asked for, and else a number, `'1'` for the local participant. */
  readonly id: string;
  /** Where identities were asked for. */
  readonly name?: string;
  readonly isLocal: boolean;
  readonly connection: LinkState;
  readonly quality: Quality;
  readonly qualityCause: QualityCause | null;
  /** Which sources are on. */
  readonly sources: Readonly<Record<string, unknown>>;
  /** The last five minutes of the link to them; `null` for the local participant, and while nothing was measured. */
  readonly history: LinkHistoryColumns | null;
  /** Entries of `RTCPeerConnection.getStats()`, without addresses unless those were asked for. */
  readonly stats: readonly unknown[];
}

/** The result of `getReport()`: plain data of 1.5 MB at most, for a report of a problem. */
export interface CallReport {
  /** ISO 8601. */
  readonly at: string;
  /** What the browser says it is; `''` where there is none. */
  readonly browser: string;
  readonly state: CallSnapshot['state'];
  readonly topology: CallSnapshot['topology'];
  readonly quality: Quality;
  readonly error: { readonly code: string; readonly message?: string } | null;
  readonly participants: readonly ParticipantReport[];
  /** Whether something was left out because the report became too large. */
  readonly isTruncated: boolean;
}

/** More participants than any room has by default; of a larger one the first. */
const MAX_PARTICIPANTS = 100;
/** All statistics together, in characters: about 30 connections of a browser. */
const MAX_STATS_CHARACTERS = 750_000;

/**
 * Reports on a call; never rejects.
 * @param session - The one under way, if any.
 */
export async function createReport(
  { clock, getSnapshot }: CallContext,
  session: { readonly plane: MediaPlane } | null,
  { identities = false, addresses = false, statistics = true }: ReportOptions,
): Promise<CallReport> {
  const plane = session?.plane;
  // A browser that throws about a connection that is just closing has nothing to say.
  const links = (statistics && (await plane?.getStats().catch(() => []))) || [];
  const { state, topology, quality, error, participants } = getSnapshot();
  const histories = plane && historiesOf(plane);
  const some = participants.slice(0, MAX_PARTICIPANTS);
  const stats = bound(some.map((each) => statsOf(each, links, addresses)));
  return {
    at: new Date(clock.now()).toISOString(),
    browser: (globalThis as { navigator?: Navigator }).navigator?.userAgent ?? '',
    state,
    topology,
    quality,
    error: error && { code: error.code, ...(identities && { message: error.message }) },
    participants: some.map((participant, index) => ({
      id: identities ? participant.id : String(index + 1),
      ...(identities && { name: participant.name }),
      ...tell(participant),
      history: histories?.get(participant.id)?.read(clock.monotonic()) ?? null,
      stats: stats[index] ?? [],
    })),
    isTruncated: some.length < participants.length || stats.includes(null),
  };
}

function tell(
  participant: Participant,
): Pick<ParticipantReport, 'isLocal' | 'connection' | 'quality' | 'qualityCause' | 'sources'> {
  const { isLocal, connection, quality, qualityCause, sources } = participant;
  return { isLocal, connection, quality, qualityCause, sources: flagsOf(sources) };
}

/** A connection that is shared by several participants is the local one's. */
function statsOf({ id, isLocal }: Participant, links: readonly LinkReport[], addresses: boolean): readonly unknown[] {
  return links
    .filter(({ participantId }) => (participantId === null ? isLocal : participantId === id))
    .flatMap(({ stats }) => {
      const entries = [...stats.values()] as readonly unknown[];
      return addresses ? entries : redactStats(entries);
    });
}

/** Leaves out, as `null`, what is too large, and what comes after it and does not fit either. */
function bound(stats: readonly (readonly unknown[])[]): readonly (readonly unknown[] | null)[] {
  let left = MAX_STATS_CHARACTERS;
  return stats.map((entries) => {
    const size = JSON.stringify(entries).length;
    if (size > left) return null;
    left -= size;
    return entries;
  });
}
