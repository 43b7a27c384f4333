import type { CallReport, EventsOf, LazyValue } from '../../core/index.js';
import { property } from '../internal/element/property.js';
import { LazyElement } from '../internal/lazy/lazy-element.js';
import { qualityParts } from '../internal/lazy/parts.js';
import { RoomLink, withoutMessages } from '../internal/link/room-link.js';
import type { QualityView } from './quality-view.js';

type Views = LazyValue<typeof qualityParts>;

/** The fields of this tag's events. */
interface QualityEventFields {
  'noom-report-request': { report: CallReport };
}

declare global {
  interface HTMLElementEventMap extends EventsOf<QualityEventFields> {}
}

/**
 * How well media gets through, in a sign and in words, with the cause where it is poor: of the call, or of one
 * participant. With `details` also the last five minutes in graphs and as a table, by participant, and a report to
 * save, without names and addresses. The settings of the built-in UI have one.
 *
 * @summary The quality of the call, or of a participant, and why it is not better.
 * @csspart base - Everything.
 * @csspart summary - The sign and the words.
 * @csspart icon - Each icon; the sign has a bar more for each level.
 * @csspart details - All that `details` adds.
 * @csspart graph - Each graph.
 * @csspart table - The table.
 * @event noom-report-request - The person wants to save the `report`; a page that prevents it can send it. Cancelable.
 */
export class NoomQuality extends LazyElement<Views, QualityView> {
  /** Whose quality: `local`, or an id; by default that of the call. */
  @property() participant = '';

  /** Whether the graphs are shown. They are measured all the time, and drawn only then. */
  @property({ type: Boolean }) details = false;

  protected override readonly views = qualityParts;
  readonly #link = new RoomLink(this, withoutMessages);

  protected override createView({ QualityView, menu }: Views): QualityView {
    return new QualityView(this, this.#link, menu);
  }
}
