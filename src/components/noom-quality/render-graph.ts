import { html, nothing, svg, type TemplateResult } from 'lit';
import type { HistoryColumn, LinkHistoryColumns } from '../../core/index.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { untranslated } from '../internal/localization/untranslated.js';
import { words } from '../internal/localization/words.js';
import { figuresOf, formatted, type Measure } from './measures.js';

/** A graph is as wide as five minutes have seconds. */
const WIDTH = 300;
const HEIGHT = 60;
/** Longer without a look is a gap: a page in the background is looked at every ten seconds. */
const GAP_S = 12;

/** One graph, hidden from screen readers, with its figures of now in words; the table has more of them. */
export function renderGraph(
  link: RoomLink<RoomFacts>,
  measure: Measure,
  history: LinkHistoryColumns | null,
): TemplateResult {
  const received = figuresOf(history, measure.received);
  const sent = figuresOf(history, measure.sent);
  const top = topOf(measure.least, Math.max(received?.most ?? 0, sent?.most ?? 0));
  return html`<figure part="graph" class="graph">
    <figcaption>
      <span class="name">${words(link, measure.name)}</span>
      <span class="now">
        ${untranslated(formatted(link, measure, received?.now))}
        ${measure.sent ? html`<span class="other">${untranslated(formatted(link, measure, sent?.now))}</span>` : nothing}
      </span>
    </figcaption>
    <div class="plot" dir="ltr" aria-hidden="true">
      <span class="top notranslate" translate="no">${formatted(link, measure, top)}</span>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">
        ${drawLine('sent', history, measure.sent, top)} ${drawLine('received', history, measure.received, top)}
      </svg>
    </div>
  </figure>`;
}

function drawLine(
  name: string,
  history: LinkHistoryColumns | null,
  column: HistoryColumn | null,
  top: number,
): TemplateResult | typeof nothing {
  const path = history && column ? pathOf(history.agoS, history[column], top) : '';
  return path === '' ? nothing : svg`<path class=${name} d=${path} />`;
}

/** The line through the values, interrupted where there are none. */
export function pathOf(agoS: readonly number[], values: readonly (number | null)[], top: number): string {
  let lastAgo: number | null = null;
  return agoS
    .map((ago, index) => {
      const value = values[index] ?? null;
      if (value === null) {
        lastAgo = null;
        return '';
      }
      const isJoined: boolean = lastAgo !== null && lastAgo - ago <= GAP_S;
      lastAgo = ago;
      const point = `${(WIDTH - ago).toFixed(1)} ${(HEIGHT - (value / top) * HEIGHT).toFixed(1)}`;
      // A value alone is a dot.
      return isJoined ? `L${point}` : `M${point}h.1`;
    })
    .join('');
}

/** The least, or the next round number above what is to be drawn: 1, 2 or 5 and zeros. */
export function topOf(least: number, most: number): number {
  if (most <= least) return least;
  const power = 10 ** Math.floor(Math.log10(most));
  return ([1, 2, 5].find((step) => step * power >= most) ?? 10) * power;
}
