import { html, type TemplateResult } from 'lit';
import type { LinkHistoryColumns } from '../../core/index.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { untranslated } from '../internal/localization/untranslated.js';
import { words } from '../internal/localization/words.js';
import { figuresOf, formatted, MEASURES } from './measures.js';

/** The graphs in figures: now, on average, at most. */
export function renderTable(link: RoomLink<RoomFacts>, history: LinkHistoryColumns | null): TemplateResult {
  const rows = MEASURES.flatMap((measure) =>
    (['received', 'sent'] as const).flatMap((way) => {
      const column = measure[way];
      if (column === null) return [];
      const figures = figuresOf(history, column);
      const cells = [figures?.now, figures?.average, figures?.most];
      return html`<tr>
        <th scope="row">
          ${words(link, measure.name)} ${measure.sent ? html`<span class="way">${words(link, way)}</span>` : ''}
        </th>
        ${cells.map((value) => html`<td>${untranslated(formatted(link, measure, value))}</td>`)}
      </tr>`;
    }),
  );
  return html`<details class="figures">
    <summary>${words(link, 'asTable')}</summary>
    <table part="table">
      <caption class="visually-hidden">
        ${words(link, 'lastMinutes')}
      </caption>
      <thead>
        <tr>
          <td></td>
          ${(['now', 'average', 'highest'] as const).map((key) => html`<th scope="col">${words(link, key)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </details>`;
}
