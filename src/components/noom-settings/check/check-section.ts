import { html, nothing, type TemplateResult } from 'lit';
import { toCallError, type CallController, type CheckStep, type ConnectionCheck } from '../../../core/index.js';
import type { RoomFacts, RoomLink } from '../../internal/link/room-link.js';
import type { TextKey } from '../../internal/localization/index.js';
import { words } from '../../internal/localization/words.js';
import { drawIcon, icon } from '../../internal/look/icons.js';
import { adviceFor, STATE_NAMES, STEP_NAMES, wordsOfFigures, type Words } from './check-words.js';

/** Shapes of icons that only this list has; from the same set as those in `look/icons.ts`. */
const SHAPES = { ok: 'M20 6l-11 11l-5-5', skipped: 'M5 12h14', waiting: 'M5 12h.01M12 12h.01M19 12h.01' } as const;

/** What the section needs of the settings. */
interface SectionContext {
  readonly link: RoomLink<RoomFacts>;
  /** Tells the page that a check is wanted. Returns whether it may run. */
  ask(): boolean;
  redraw(): void;
}

/** A check as it is shown. */
interface ShownCheck {
  readonly call: CallController;
  readonly cancelling: AbortController;
  readonly steps: Map<string, CheckStep>;
  /** How it ended; `null` while it runs. */
  end: ConnectionCheck['status'] | TextKey | null;
}

const STATUS_TEXTS = { ok: 'checkOk', warning: 'checkWarning', failed: 'checkFailed' } as const;

/** The button that checks the connection, and what the check has found, step by step. */
export class CheckSection {
  readonly #context: SectionContext;
  #shown: ShownCheck | null = null;

  constructor(context: SectionContext) {
    this.#context = context;
  }

  /** Cancels the check, and forgets what it found. May be called twice. */
  reset(): void {
    this.#shown?.cancelling.abort();
    this.#shown = null;
  }

  /** A check of another call than the present one is over. */
  handleCall(call: CallController | null): void {
    if (this.#shown !== null && this.#shown.call !== call) this.reset();
  }

  render(): TemplateResult {
    const { link } = this.#context;
    const shown = this.#shown;
    const isRunning = shown?.end === null;
    // One button, so that the focus stays where it is.
    const topology = link.value?.topology ?? null;
    return html`<p class="hint">${words(link, 'checkHint')}</p>
      ${topology === null ? nothing : html`<p class="hint">${words(link, topology === 'sfu' ? 'mediaServed' : 'mediaDirect')}</p>`}
      <div class="line">
        <button class="button small check-button" type="button" @click=${this.#handlePress}>
          ${words(link, isRunning ? 'checkCancel' : shown ? 'checkAgain' : 'checkStart')}
        </button>
        <span class="verdict" role="status">${shown ? words(link, this.#verdict(shown)) : nothing}</span>
      </div>
      ${
        shown && (isRunning || shown.steps.size > 0)
          ? html`<ul class="steps">
              ${Object.entries(STEP_NAMES).map(([name, text]) => this.#renderStep(text, shown.steps.get(name)))}
            </ul>`
          : nothing
      }`;
  }

  #verdict({ end }: ShownCheck): TextKey {
    if (end === null) return 'checkRunning';
    return end in STATUS_TEXTS ? STATUS_TEXTS[end as keyof typeof STATUS_TEXTS] : (end as TextKey);
  }

  #renderStep(name: TextKey, step: CheckStep | undefined): TemplateResult {
    const { link } = this.#context;
    const line = (texts: readonly Words[], mark: string): unknown =>
      texts.map(([key, params], index) => html`${index > 0 ? mark : nothing}${words(link, key, params)}`);
    if (!step) {
      return html`<li class="step waiting">
        <span class="mark">${drawIcon(SHAPES.waiting)}</span>${words(link, name)}
      </li>`;
    }
    const { status } = step;
    const figures = wordsOfFigures(step.figures);
    const advice = adviceFor(step);
    return html`<li class="step ${status}">
      <span class="mark">
        ${status === 'ok' || status === 'skipped' ? drawIcon(SHAPES[status]) : icon(status === 'warning' ? 'warning' : 'close')}
      </span>
      <div class="found">
        <div class="outcome">
          <span class="name">${words(link, name)}</span>
          <span class="state">${words(link, STATE_NAMES[status])}</span>
        </div>
        ${figures.length > 0 ? html`<p class="hint figures">${line(figures, ' · ')}</p>` : nothing}
        ${advice.length > 0 ? html`<p class=${status === 'skipped' ? 'hint' : 'advice'}>${line(advice, ' ')}</p>` : nothing}
      </div>
    </li>`;
  }

  readonly #handlePress = (): void => {
    const { link, ask, redraw } = this.#context;
    const isRunning = this.#shown?.end === null;
    if (isRunning) this.reset();
    else if (link.call && ask()) void this.#run(link.call);
    redraw();
  };

  async #run(call: CallController): Promise<void> {
    const shown: ShownCheck = { call, cancelling: new AbortController(), steps: new Map(), end: null };
    this.reset();
    this.#shown = shown;
    const { signal } = shown.cancelling;
    const onStep = (step: CheckStep): void => {
      shown.steps.set(step.name, step);
      this.#context.redraw();
    };
    try {
      shown.end = (await call.checkConnection({ signal, onStep })).status;
    } catch (error) {
      // Cancelled, and not shown any more; else its code could not be loaded.
      if (signal.aborted) return;
      shown.end = `error:${toCallError(error).code}`;
    }
    this.#context.redraw();
  }
}
