import { html, nothing, type LitElement, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { every, NoomEvent, systemClock, type CallReport, type Participant } from '../../core/index.js';
import type { View } from '../internal/lazy/lazy-element.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import { qualityWords } from '../internal/localization/en/quality.js';
import { addTexts } from '../internal/localization/index.js';
import { words } from '../internal/localization/words.js';
import { buttonStyles } from '../internal/look/theme.styles.js';
import type { saveFile } from '../internal/save/save-file.js';
import type { qualityTexts } from '../noom-video/extras/quality-badge.js';
import { MEASURES } from './measures.js';
import { qualityStyles } from './noom-quality.styles.js';
import { renderGraph } from './render-graph.js';
import { renderSummary } from './render-summary.js';
import { renderTable } from './render-table.js';

/** The tag of a view. */
export interface QualityHost extends LitElement {
  readonly participant: string;
  readonly details: boolean;
}

/** What is among the parts of the room. */
interface RoomParts {
  readonly qualityTexts: typeof qualityTexts;
  readonly saveFile: typeof saveFile;
}

addTexts(qualityWords);

/** As often as the quality is looked at. */
const LOOK_MS = 2500;

/** The view: a line, and what is measured below it. Reads the measurements only while these are shown. */
export class QualityView implements View {
  readonly styles = [buttonStyles, qualityStyles];
  readonly #host: QualityHost;
  readonly #link: RoomLink<RoomFacts>;
  readonly #parts: RoomParts;
  #report: CallReport | null = null;
  /** The participant whose graphs are shown; the first one where that one is not there. */
  #chosenId = '';
  #isSaved = false;
  #stop: (() => void) | null = null;

  constructor(host: QualityHost, link: RoomLink<RoomFacts>, parts: RoomParts) {
    this.#host = host;
    this.#link = link;
    this.#parts = parts;
  }

  hostUpdate(): void {
    const isWatching = this.#host.details && this.#host.isConnected && this.#link.call !== null;
    if (isWatching === (this.#stop !== null)) return;
    this.hostDisconnected();
    if (!isWatching) return;
    this.#stop = every(systemClock, LOOK_MS, () => void this.#look());
    void this.#look();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = null;
    this.#report = null;
    this.#isSaved = false;
  }

  render(): TemplateResult {
    const { lang, value } = this.#link;
    return html`<div part="base" class="base" lang=${lang}>
      ${renderSummary(this.#link, this.#host.participant, this.#parts.qualityTexts)}
      ${this.#host.details && value ? this.#renderDetails(value) : nothing}
    </div>`;
  }

  #renderDetails({ participants }: RoomFacts): TemplateResult {
    const link = this.#link;
    const others = participants.filter(({ isLocal }) => !isLocal);
    const chosen = others.find(({ id }) => id === this.#chosenId) ?? others[0];
    if (chosen === undefined) return html`<p part="details" class="hint">${words(link, 'aloneMeasured')}</p>`;
    const history = this.#report?.participants.find(({ id }) => id === chosen.id)?.history ?? null;
    return html`<div part="details" class="details">
      ${this.#renderChoice(others, chosen)}
      <div class="graphs">${MEASURES.map((measure) => renderGraph(link, measure, history))}</div>
      <p class="key hint">
        <span class="received">${words(link, 'received')}</span>
        <span class="sent">${words(link, 'sent')}</span>
      </p>
      ${renderTable(link, history)}
      <div class="line">
        <button class="button" type="button" @click=${this.#save}>${words(link, 'saveReport')}</button>
        <span class="hint" role="status">${words(link, this.#isSaved ? 'reportSaved' : 'reportHint')}</span>
      </div>
    </div>`;
  }

  #renderChoice(others: readonly Participant[], chosen: Participant): TemplateResult {
    const link = this.#link;
    return html`<label class="choice">
      <span class="hint">${words(link, 'linkTo')}</span>
      <select
        class="notranslate"
        translate="no"
        lang=${link.pageLang}
        @change=${({ currentTarget }: Event) => {
          this.#chosenId = (currentTarget as HTMLSelectElement).value;
          this.#host.requestUpdate();
        }}
      >
        ${repeat(
          others,
          ({ id }) => id,
          ({ id, name }) => html`<option value=${id} .selected=${live(id === chosen.id)}>${name}</option>`,
        )}
      </select>
    </label>`;
  }

  async #look(): Promise<void> {
    // What the page does not show is not read.
    if (this.#host.ownerDocument.visibilityState === 'hidden') return;
    const stop = this.#stop;
    // That a part of the call could not be loaded is told where it is wanted.
    const report = await this.#link.call?.getReport({ identities: true, statistics: false }).catch(() => null);
    if (stop !== this.#stop || !report) return;
    this.#report = report;
    this.#host.requestUpdate();
  }

  readonly #save = async (): Promise<void> => {
    const host = this.#host;
    const report = await this.#link.call?.getReport().catch(() => null);
    if (!report || !host.dispatchEvent(new NoomEvent('noom-report-request', { report }, { cancelable: true }))) return;
    const file = new Blob([JSON.stringify(report, null, 1)], { type: 'application/json' });
    this.#parts.saveFile(host.ownerDocument, file, `noom ${report.at.slice(0, 19).replaceAll(':', '.')}.json`);
    this.#isSaved = true;
    host.requestUpdate();
  };
}
