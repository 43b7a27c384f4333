import type { PictureView } from '../../media/demand.js';
import type { CallSnapshot, Participant } from '../../model/snapshot.js';
import { isGiving } from '../../model/sources.js';
import { every, type Clock } from '../../base/clock.js';
import type { LinkRenewals } from './link-renewals.js';
import { receivedBytes } from './received-bytes.js';
import type { MediaPlane } from '../../media/media-plane.js';
import { shownIn, wantedOf } from '../demand/wanted.js';

const LOOK_MS = 2500;
/** So many looks in a row without a further byte. */
const QUIET_LOOKS = 2;
/** After a longer pause between two looks the page or its machine was asleep, and heard nothing for that reason. */
const ASLEEP_MS = 2 * LOOK_MS;

/** What `SilentLinks` needs of the call. */
interface SilenceContext {
  getSnapshot(): CallSnapshot;
  readonly views: ReadonlyMap<object, PictureView | 'nothing'>;
  clock: Clock;
}

/**
 * Mends connected links over which nothing arrives although the participant sends: after an ICE restart Firefox has
 * been seen to send, and to receive nothing more. A microphone that is on sends all the time, a camera while it is seen.
 */
export class SilentLinks {
  readonly #call: SilenceContext;
  readonly #plane: Pick<MediaPlane, 'getStats'>;
  readonly #renewals: LinkRenewals;
  readonly #seen = new Map<string, { bytes: number; quietLooks: number }>();
  readonly #stop: () => void;
  #lookedAt: number;
  #isLooking = false;

  constructor(call: SilenceContext, plane: Pick<MediaPlane, 'getStats'>, renewals: LinkRenewals) {
    this.#call = call;
    this.#plane = plane;
    this.#renewals = renewals;
    this.#lookedAt = call.clock.now();
    this.#stop = every(call.clock, LOOK_MS, () => void this.#look());
  }

  forget(id: string): void {
    this.#seen.delete(id);
  }

  /** May be called twice. */
  close(): void {
    this.#stop();
    this.#seen.clear();
  }

  async #look(): Promise<void> {
    // By the time of day: the monotonic clock stands still while some systems are asleep.
    const now = this.#call.clock.now();
    if (Math.abs(now - this.#lookedAt) > ASLEEP_MS) this.#seen.clear();
    this.#lookedAt = now;
    const sending = this.#sendingIds;
    for (const id of this.#seen.keys()) if (!sending.has(id)) this.#seen.delete(id);
    if (this.#isLooking || sending.size === 0) return;
    this.#isLooking = true;
    // A browser that fails to answer says nothing of any link.
    const reports = await this.#plane.getStats().catch(() => []);
    this.#isLooking = false;
    for (const id of this.#sendingIds) {
      const own = reports.filter(({ participantId, stats }) => participantId === id && stats.size > 0);
      if (own.length > 0) this.#judge(id, receivedBytes(own));
    }
  }

  /** The participants of whom something must arrive all the time. */
  get #sendingIds(): ReadonlySet<string> {
    const { getSnapshot, views } = this.#call;
    const others = getSnapshot().participants.filter(({ isLocal }) => !isLocal);
    const shown = shownIn(
      views,
      others.map(({ id }) => id),
    );
    const isSeen = (id: string): boolean => wantedOf(id, 'camera', shown) !== 'nothing';
    return new Set(others.filter((each) => this.#isSending(each, isSeen(each.id))).map(({ id }) => id));
  }

  #judge(id: string, bytes: number): void {
    const before = this.#seen.get(id);
    const quietLooks = before?.bytes === bytes ? before.quietLooks + 1 : 0;
    this.#seen.set(id, { bytes, quietLooks });
    if (before !== undefined && quietLooks === 0) this.#renewals.handleWell(id, 'silent');
    if (quietLooks < QUIET_LOOKS) return;
    this.#seen.delete(id);
    this.#renewals.handleFault(id, 'silent');
  }

  /** Whether something must arrive from a participant all the time. */
  #isSending({ id, connection, sources }: Participant, isSeen: boolean): boolean {
    const isUp = connection === 'connected' || this.#renewals.isGivenUp(id);
    return isUp && (isGiving(sources.microphone) || (isGiving(sources.camera) && isSeen));
  }
}
