import { html, nothing, type TemplateResult } from 'lit';
import type { CallSnapshot, LazyValue } from '../../../core/index.js';
import { icon } from '../../internal/look/icons.js';
import { textsOfError } from '../../internal/localization/texts-of-error.js';
import { userText, words } from '../../internal/localization/words.js';
import type { LazyDrawing } from '../../internal/lazy/lazy-drawing.js';
import type { TextKey } from '../../internal/localization/index.js';
import { roomParts } from '../../internal/lazy/parts.js';
import type { RoomDrawing } from './room-drawing.js';

type Screens = LazyValue<typeof roomParts>;

/** What the built-in UI draws from, and its lazy part. */
export interface RoomView extends RoomDrawing {
  /** The lazy screens. */
  readonly screens: LazyDrawing<Screens>;
}

/** Which part of the UI a state shows. */
export type Region = 'prejoin' | 'lobby' | 'call' | 'left' | 'error';

/** The region for a state. */
export function regionOf({ state }: CallSnapshot): Region {
  if (state === 'idle' || state === 'prejoin') return 'prejoin';
  if (state === 'lobby' || state === 'left') return state;
  return state === 'failed' ? 'error' : 'call';
}

/** The built-in UI in the state the call is in. */
export function renderRegion(view: RoomView): TemplateResult {
  const region = regionOf(view.snapshot);
  if (region === 'call') return renderCall(view);
  const content = {
    prejoin: () => html`<noom-prejoin></noom-prejoin>`,
    lobby: () => view.screens.want()?.renderLobby(view),
    left: () => view.screens.want()?.renderLeft(view),
    error: () => renderFailed(view),
  }[region];
  return html`<div class="screen">
    <slot name=${region}>${content() ?? renderMissing(view.screens, view.link, 'message')}</slot>
  </div>`;
}

function renderCall(view: RoomView): TemplateResult {
  // The settings are a dialog.
  const panel = view.host.panel === 'settings' ? null : view.host.panel;
  const { knocking } = view.snapshot;
  const isWanted = panel !== null || knocking.length > 0;
  // What was loaded ahead draws what else there is to tell.
  const screens = isWanted || roomParts.value ? view.screens.want() : null;
  return html`<div class="call ${panel && screens ? 'with-side' : ''}">
    <div class="header" part="header"><slot name="header" class="contents">${renderHeader(view, screens)}</slot></div>
    <div class="stage" part="stage">
      <slot name="stage"><noom-stage exportparts="away"></noom-stage></slot>
      ${roomParts.value ? html`<noom-reactions></noom-reactions>` : nothing}
      <div class="banner" part="banner">
        ${renderNotices(view, screens)} ${screens?.renderQuestions(view)}
        ${isWanted && !screens ? renderMissing(view.screens, view.link, 'notice') : nothing}
      </div>
    </div>
    ${panel && screens ? screens.renderSide(view, panel) : nothing}
    <div class="controls" part="controls">
      <slot name="controls"><noom-controls></noom-controls></slot>
    </div>
  </div>`;
}

/** Nothing while a lazy part is loading; if that failed, a message with a button. */
export function renderMissing(
  { isMissing, retry }: Pick<LazyDrawing<unknown>, 'isMissing' | 'retry'>,
  link: RoomView['link'],
  kind: 'notice' | 'message',
): TemplateResult | typeof nothing {
  if (!isMissing) return nothing;
  return html`<div class="${kind} missing" role="alert">
    <p>${words(link, 'missing')}</p>
    <button class="button" type="button" @click=${retry}>${words(link, 'tryAgain')}</button>
  </div>`;
}

function renderHeader(view: RoomView, screens: Screens | null): TemplateResult {
  const { host, link, snapshot } = view;
  return html`
    <h2 class="title">${userText(link, snapshot.room ?? host.room)}</h2>
    ${screens?.renderFacts(view)}
  `;
}

function renderNotices(view: RoomView, screens: Screens | null): TemplateResult {
  const { link, snapshot, notice } = view;
  const status: Partial<Record<string, TextKey>> = { reconnecting: 'reconnecting', connecting: 'connecting' };
  const key = status[snapshot.state];
  const [failure, hint] = notice ? textsOfError(link, notice) : [];
  return html`
    <div role="status">
      ${
        key
          ? html`<div class="notice">${icon(key === 'reconnecting' ? 'offline' : 'signal')}${words(link, key)}</div>`
          : nothing
      }
      ${screens?.renderInterrupted(link, snapshot.self)}
    </div>
    ${
      view.isPlaybackBlocked
        ? html`<button class="notice" type="button" @click=${view.tapToHear}>
            ${icon('speaker')}${words(link, 'tapToHear')}
          </button>`
        : nothing
    }
    <div role="alert">
      ${
        notice
          ? html`<div class="notice">
              <span class="warning">${icon('warning')}</span>
              <div>
                <p dir="auto">${failure}</p>
                <p class="hint" dir="auto">${hint}</p>
              </div>
              <button class="round" type="button" aria-label=${link.t('dismiss')} @click=${view.dismiss}>
                ${icon('close')}
              </button>
            </div>`
          : nothing
      }
    </div>
  `;
}

function renderFailed(view: RoomView): TemplateResult {
  const { link, snapshot } = view;
  const [failure, hint] = snapshot.error ? textsOfError(link, snapshot.error) : [];
  return html`<div class="message" role="alert">
    <h2>${words(link, 'failedTitle')}</h2>
    <p dir="auto">${failure}</p>
    <p dir="auto">${hint}</p>
    <button class="button primary" type="button" @click=${() => void link.ask('--join')}>
      ${icon('retry')}${words(link, 'tryAgain')}
    </button>
    ${view.screens.want()?.renderBack(view)}
  </div>`;
}
