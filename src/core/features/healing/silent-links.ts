import type { PictureView } from '../../media/demand.js';
import type { CallSnapshot } from '../../model/snapshot.js';
import { isGiving } from '../../model/sources.js';
import { afterRunning, type Clock } from '../../base/clock.js';
import type { LinkRenewals } from './link-renewals.js';
import { namesTracks, receivedBytes } from './received-bytes.js';
import type { LinkReport, MediaPlane } from '../../media/media-plane.js';
import { shownIn, wantedOf } from '../demand/wanted.js';

const LOOK_MS = 2500;
/** So many looks in a row without a further byte. */
const QUIET_LOOKS = 2;
/** As many before the first picture: a busy machine takes its time to encode it. */
const QUIET_LOOKS_AT_FIRST = 4;
/**
 * After a longer pause between two looks the page or its machine was asleep, or busy beyond its powers, and heard
 * nothing for that reason. A browser holds the timers of a hidden page back by a second.
 */
const LONGEST_PAUSE_MS = 1.5 * LOOK_MS;
/** A browser that takes longer to answer is as busy: what it tells is not of the moment of the look. */
const ANSWER_MS = 1000;

/** What `SilentLinks` needs of the call. */
interface SilenceContext {
  getSnapshot(): CallSnapshot;
  readonly views: ReadonlyMap<object, PictureView | 'nothing'>;
  clock: Clock;
}

/** What has arrived by the last look, and at how many looks in a row it was no more than before. */
interface Arrival {
  readonly bytes: number;
  readonly quietLooks: number;
}

/**
 * Mends connected links over which nothing arrives although the participant sends: after an ICE restart Firefox has
 * been seen to send, and to receive nothing more. A microphone that is on sends all the time, a camera while it is seen;
 * so a camera is missed also while everything else arrives. A screen is not: a still one sends next to nothing.
 */
export class SilentLinks {
  readonly #call: SilenceContext;
  readonly #plane: Pick<MediaPlane, 'getStats' | 'tracksOf'>;
  readonly #renewals: LinkRenewals;
  readonly #links = new Map<string, Arrival>();
  readonly #cameras = new Map<string, Arrival>();
  #stop: () => void = () => undefined;
  #lookedAt: number;
  #isLooking = false;

  constructor(call: SilenceContext, plane: Pick<MediaPlane, 'getStats' | 'tracksOf'>, renewals: LinkRenewals) {
    this.#call = call;
    this.#plane = plane;
    this.#renewals = renewals;
    this.#lookedAt = call.clock.now();
    this.#lookLater();
  }

  forget(id: string): void {
    this.#links.delete(id);
    this.#cameras.delete(id);
  }

  /** May be called twice. */
  close(): void {
    this.#stop();
    this.#clear();
  }

  #clear(): void {
    this.#links.clear();
    this.#cameras.clear();
  }

  #lookLater(): void {
    const handleLook = (): void => {
      this.#lookLater();
      void this.#look();
    };
    this.#stop = afterRunning(LOOK_MS, handleLook, this.#call.clock);
  }

  async #look(): Promise<void> {
    // By the time of day: the monotonic clock stands still while some systems are asleep.
    const now = this.#call.clock.now();
    if (Math.abs(now - this.#lookedAt) > LONGEST_PAUSE_MS) this.#clear();
    this.#lookedAt = now;
    const before = this.#expected;
    for (const id of this.#links.keys()) if (!before.has(id)) this.forget(id);
    for (const [id, isCamera] of before) if (!isCamera) this.#cameras.delete(id);
    if (this.#isLooking || before.size === 0) return;
    this.#isLooking = true;
    // A browser that fails to answer says nothing of any link.
    const reports = await this.#plane.getStats().catch(() => []);
    this.#isLooking = false;
    if (Math.abs(this.#call.clock.now() - now) > ANSWER_MS) {
      this.#clear();
      return;
    }
    for (const [id, isCamera] of this.#expected) {
      const own = reports.filter(({ participantId, stats }) => participantId === id && stats.size > 0);
      if (own.length > 0) this.#judge(id, own, isCamera && before.get(id) === true);
    }
  }

  /** The participants of whom something must arrive all the time, and whether that is a camera's too. */
  get #expected(): ReadonlyMap<string, boolean> {
    const { getSnapshot, views } = this.#call;
    const others = getSnapshot().participants.filter(({ isLocal }) => !isLocal);
    const shown = shownIn(
      views,
      others.map(({ id }) => id),
    );
    const expected = new Map<string, boolean>();
    for (const { id, connection, sources } of others) {
      if (!isGiving(sources.camera)) this.#renewals.handleWell(id, 'stalled');
      if (connection !== 'connected' && !this.#renewals.isGivenUp(id)) continue;
      const isCamera = isGiving(sources.camera) && wantedOf(id, 'camera', shown) !== 'nothing';
      if (isCamera || isGiving(sources.microphone)) expected.set(id, isCamera);
    }
    return expected;
  }

  #judge(id: string, own: readonly LinkReport[], isCamera: boolean): void {
    const isQuiet = this.#follow(id, 'silent', receivedBytes(own));
    const trackId = this.#plane.tracksOf(id).get('camera')?.id;
    // Where nothing arrives at all, it is not the camera's fault.
    if (isQuiet || !isCamera || trackId === undefined || !namesTracks(own)) this.#cameras.delete(id);
    else this.#follow(id, 'stalled', receivedBytes(own, trackId));
  }

  /** Follows what arrives. Returns whether nothing has since the last look. */
  #follow(id: string, fault: 'silent' | 'stalled', bytes: number): boolean {
    const known = fault === 'silent' ? this.#links : this.#cameras;
    const before = known.get(id);
    const quietLooks = before?.bytes === bytes ? before.quietLooks + 1 : 0;
    known.set(id, { bytes, quietLooks });
    // Fewer bytes than before are those of a new connection.
    if (before !== undefined && bytes > before.bytes) this.#renewals.handleWell(id, fault);
    const most = fault === 'stalled' && bytes === 0 ? QUIET_LOOKS_AT_FIRST : QUIET_LOOKS;
    if (quietLooks >= most) {
      known.delete(id);
      this.#renewals.handleFault(id, fault);
    }
    return quietLooks > 0;
  }
}
