import { afterRunning, type Clock } from '../../../base/clock.js';
import { credentialsOf } from './description-text.js';

const LOOK_MS = 1000;
/** A look that comes later, with its answer, is that of a busy machine, which takes as much longer to nominate a pair. */
const LATE_MS = 1000;
/** So many looks in a row: for a moment, a good restart too has a working pair that is not nominated yet. */
const SPLIT_LOOKS = 2;
/** A path that takes longer is broken, and ICE tells that. */
const MAX_LOOKS = 5;

/** What became of an ICE restart: both sides use the new path, only one of them does, or neither knows one yet. */
export type RestartState = 'done' | 'split' | 'open';

interface PairStats {
  readonly type: string;
  readonly localCandidateId?: string;
  readonly remoteCandidateId?: string;
  readonly usernameFragment?: string;
  readonly state?: string;
  readonly nominated?: boolean;
}

/** What a check needs of its surroundings. */
export interface RestartCheckOptions {
  getStats: () => Promise<RTCStatsReport>;
  clock: Clock;
  handleSplit: () => void;
}

/**
 * Looks, after an ICE restart, whether both sides use the new path. Chromium may nominate a pair of its new candidates
 * with those that Firefox is about to give up: then every state is `connected`, and Firefox receives nothing more.
 */
export class RestartCheck {
  readonly #pc: RTCPeerConnection;
  readonly #options: RestartCheckOptions;
  #cancel: () => void = () => undefined;
  /** Those of both sides, as they were agreed on last. */
  #credentials: string | null = null;

  constructor(pc: RTCPeerConnection, options: RestartCheckOptions) {
    this.#pc = pc;
    this.#options = options;
  }

  /** Descriptions were exchanged: looks from now on, if that was a restart. */
  handleExchanged(): void {
    const before = this.#credentials;
    const [own, other] = this.#readCredentials();
    this.#credentials = `${own} ${other}`;
    if (before !== null && before !== this.#credentials) this.#lookLater(own, other);
  }

  /** May be called twice. */
  close(): void {
    this.#cancel();
  }

  #lookLater(own: string, other: string, looks = 1, splitLooks = 0): void {
    this.#cancel();
    const { clock } = this.#options;
    const dueAt = clock.monotonic() + LOOK_MS;
    this.#cancel = afterRunning(LOOK_MS, () => void this.#look(own, other, looks, splitLooks, dueAt), clock);
  }

  async #look(own: string, other: string, looks: number, splitLooks: number, dueAt: number): Promise<void> {
    const state = stateOfRestart(await this.#options.getStats(), own, other);
    // Another restart, or the end of the connection, came in between.
    if (this.#pc.signalingState === 'closed' || this.#credentials !== `${own} ${other}`) return;
    const isLate = this.#options.clock.monotonic() - dueAt > LATE_MS;
    const inARow = state === 'split' ? splitLooks + (isLate ? 0 : 1) : 0;
    if (inARow === SPLIT_LOOKS) this.#options.handleSplit();
    else if (state !== 'done' && looks < MAX_LOOKS) this.#lookLater(own, other, looks + 1, inARow);
  }

  #readCredentials(): [string, string] {
    const { currentLocalDescription, currentRemoteDescription } = this.#pc;
    return [
      credentialsOf(currentLocalDescription?.sdp ?? '') ?? '',
      credentialsOf(currentRemoteDescription?.sdp ?? '') ?? '',
    ];
  }
}

/** By the pairs of candidates in the statistics, and the credentials (`ice-ufrag`) that the two sides have now. */
export function stateOfRestart(stats: RTCStatsReport, own: string, other: string): RestartState {
  const entries = [...stats.values()] as PairStats[];
  const ofCandidate = (id = ''): string | undefined => (stats.get(id) as PairStats | undefined)?.usernameFragment;
  const fresh = entries.filter(
    ({ type, localCandidateId }) => type === 'candidate-pair' && ofCandidate(localCandidateId) === own,
  );
  const [agreed, stale] = [true, false].map((isAgreed) =>
    fresh.filter(({ remoteCandidateId }) => (ofCandidate(remoteCandidateId) === other) === isAgreed),
  ) as [PairStats[], PairStats[]];
  if (agreed.some(({ nominated }) => nominated)) return 'done';
  const isWorking = agreed.some(({ state }) => state === 'succeeded') || stale.some(({ nominated }) => nominated);
  return isWorking ? 'split' : 'open';
}
