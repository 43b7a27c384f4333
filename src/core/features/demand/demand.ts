import { every } from '../../base/clock.js';
import type { Demand } from '../../media/demand.js';
import type { PictureSource } from '../../model/sources.js';
import type { DEMANDING } from '../../../protocol/protocol.js';
import type { FeatureContext, SessionFeature } from '../feature.js';
import { PICTURES, toPicture, type DemandFrame } from './demand-frame.js';
import { Shaping } from './shaping.js';
import { isSame, shownIn, wantedOf } from './wanted.js';

const CHANNEL = 'noom:demand';
/** The feature of a page that is told. */
const IS_TOLD: typeof DEMANDING = 'demand';
/** Views report in tasks of their own when a layout changes: this gathers them into one telling. */
const GATHER_MS = 50;
/** At most three tellings a second, also while a window is dragged to another size. */
const PAUSE_MS = 333;
/** How often it is seen to it that everybody was told, and is sent what they asked for. */
const LOOK_MS = 1000;
/** Everything is wanted in full: what is taken for told where nothing was. */
const NOTHING_SAID = '{}';

/**
 * Tells the plane which pictures of the others are wanted, and how large: what their views report. Of several views of
 * one picture the largest visible one counts. What no view shows is not wanted; with no view at all, of a remote
 * participant or of `nothing`, everything is wanted in full. In a mesh each participant is told by data, and sends what
 * was asked of them.
 */
export class DemandFeature implements SessionFeature {
  readonly #context: FeatureContext;
  readonly #shaping: Shaping;
  /** What the plane was told last, by participant. */
  readonly #told = new Map<string, Partial<Record<PictureSource, Demand>>>();
  /** What each participant was told last; other than that after a failure, or over another connection. */
  readonly #sent = new Map<string, string>();
  readonly #stopLooking: () => void;
  #toldAt = -PAUSE_MS;
  #cancel: (() => void) | null = null;
  #isClosed = false;

  constructor(context: FeatureContext) {
    this.#context = context;
    this.#shaping = new Shaping(context);
    this.#stopLooking = every(context.clock, LOOK_MS, () => {
      this.#shaping.look();
      this.#send();
    });
    this.handleViews();
  }

  /** Views have come, gone or changed. */
  handleViews(): void {
    if (this.#isClosed || this.#cancel !== null) return;
    const { clock } = this.#context;
    const wait = Math.max(GATHER_MS, this.#toldAt + PAUSE_MS - clock.monotonic());
    this.#cancel = clock.after(wait, () => {
      this.#cancel = null;
      this.#tell();
    });
  }

  handleAdmitted(): void {
    this.handleViews();
  }

  handleData(from: string, _channel: string, data: string | Uint8Array): void {
    this.#shaping.hear(from, data);
  }

  /** A newcomer may be on a page of the stage that is not shown: no view reports that. */
  handleReachable(id: string): void {
    // What was on its way over the former connection may be lost.
    if (this.#sent.has(id)) this.#sent.set(id, '');
    this.handleViews();
  }

  handleGone(id: string): void {
    this.#told.delete(id);
    this.#sent.delete(id);
    this.#shaping.forget(id);
    // They may have been the only one with a view.
    this.handleViews();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel?.();
    this.#stopLooking();
    this.#shaping.close();
  }

  #tell(): void {
    const { plane, views, clock } = this.#context;
    const ids = this.#others;
    const shown = shownIn(views, ids);
    if (shown !== null || this.#told.size > 0) {
      for (const id of ids) {
        const told = this.#told.get(id) ?? {};
        this.#told.set(id, told);
        for (const source of PICTURES) {
          const wanted = wantedOf(id, source, shown);
          if (isSame(wanted, told[source])) continue;
          told[source] = wanted;
          this.#toldAt = clock.monotonic();
          plane.demand(id, source, wanted);
        }
      }
    }
    this.#send();
  }

  /** Tells each participant what is wanted of them, if they were told otherwise last. */
  #send(): void {
    const { plane, hasFeature, isSavingData } = this.#context;
    // A media server is told by the plane.
    if (plane.topology !== 'mesh') return;
    for (const id of this.#others) {
      const { camera, screen } = this.#told.get(id) ?? {};
      const frame: DemandFrame = {
        ...(camera && { camera: toPicture(camera) }),
        ...(screen && { screen: toPicture(screen) }),
        ...(isSavingData() && { saver: true }),
        ...(this.#shaping.isPaused(id) && { paused: true }),
      };
      const data = JSON.stringify(frame);
      if (data === (this.#sent.get(id) ?? NOTHING_SAID) || !hasFeature(id, IS_TOLD) || !plane.data.canSend(id))
        continue;
      this.#sent.set(id, data);
      plane.data.send(id, { channel: CHANNEL, data }).catch(() => {
        // Too much waits, or they have left: tried again with the next look.
        if (this.#sent.get(id) === data) this.#sent.set(id, '');
      });
    }
  }

  get #others(): readonly string[] {
    return this.#context
      .getSnapshot()
      .participants.filter(({ isLocal }) => !isLocal)
      .map(({ id }) => id);
  }
}
