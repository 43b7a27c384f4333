import { html, nothing, type TemplateResult } from 'lit';
import type { CallError, CallSnapshot } from '../../core/index.js';
import { icon } from '../internal/icons.js';
import type { TextKey } from '../internal/localization/index.js';
import type { Layout, Panel, RoomHost, RoomLink } from '../internal/room-link.js';
import { testSpeaker } from '../internal/test-speaker.js';

/** What the built-in UI draws from. */
export interface RoomView {
  readonly host: RoomHost;
  readonly link: RoomLink;
  readonly snapshot: CallSnapshot;
  readonly elapsed: string;
  readonly isPlaybackBlocked: boolean;
  /** A failure that the call survives, until it is dismissed. */
  readonly notice: CallError | null;
  /** Who waits to be let in, and what to do about it. */
  readonly knocks: TemplateResult | typeof nothing;
  readonly tapToHear: () => void;
  readonly dismiss: () => void;
  readonly retry: () => void;
  readonly closePanel: () => void;
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
    lobby: renderLobby,
    left: renderLeft,
    error: renderFailed,
  }[region];
  return html`<div class="screen"><slot name=${region}>${content(view)}</slot></div>`;
}

function renderCall(view: RoomView): TemplateResult {
  const { panel } = view.host;
  return html`<div class="call ${panel ? 'with-side' : ''}">
    <div class="header" part="header"><slot name="header" class="contents">${renderHeader(view)}</slot></div>
    <div class="stage" part="stage">
      <slot name="stage"><noom-stage></noom-stage></slot>
      <div class="banner" part="banner">${renderNotices(view)}</div>
    </div>
    ${panel ? renderSide(view, panel) : nothing}
    <div class="controls" part="controls">
      <slot name="controls"><noom-controls></noom-controls></slot>
    </div>
  </div>`;
}

function renderHeader({ host, link, snapshot, elapsed }: RoomView): TemplateResult {
  const people = link.t('participants', { count: snapshot.participants.length });
  const isGrid = host.layout === 'auto' || host.layout === 'grid';
  const layoutName = link.t(isGrid ? 'layoutSpotlight' : 'layoutGrid');
  const layout: Layout = isGrid ? 'spotlight' : 'grid';
  return html`
    <h2 class="title">${snapshot.room ?? host.room}</h2>
    ${elapsed ? html`<span class="time" role="timer" aria-label=${link.t('elapsed')}>${elapsed}</span>` : nothing}
    <div class="chips">
      <span class="chip" role="img" aria-label=${people} title=${people}>
        ${icon('people')}${snapshot.participants.length}
      </span>
      <button
        class="chip"
        type="button"
        aria-label=${layoutName}
        title=${layoutName}
        @click=${() => link.ask({ type: 'noom-layout-request', layout })}
      >
        ${icon(isGrid ? 'grid' : 'spotlight')}
      </button>
    </div>
  `;
}

function renderNotices(view: RoomView): TemplateResult {
  const { link, snapshot, notice } = view;
  const status: Partial<Record<string, TextKey>> = { reconnecting: 'reconnecting', connecting: 'connecting' };
  const key = status[snapshot.state];
  return html`
    <div role="status">
      ${
        key
          ? html`<div class="notice">
              ${icon(key === 'reconnecting' ? 'offline' : 'signal')}<span>${link.t(key)}</span>
            </div>`
          : nothing
      }
    </div>
    ${
      view.isPlaybackBlocked
        ? html`<button class="notice" type="button" @click=${view.tapToHear}>
            ${icon('speaker')}${link.t('tapToHear')}
          </button>`
        : nothing
    }
    ${view.knocks}
    <div role="alert">
      ${
        notice
          ? html`<div class="notice">
              <span class="warning">${icon('warning')}</span>
              <div>
                <p>${notice.message}</p>
                <p class="hint">${notice.hint}</p>
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

function renderSide(view: RoomView, panel: Panel): TemplateResult {
  const { link } = view;
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    view.closePanel();
  };
  return html`<div class="side" part="side" role="region" aria-label=${link.t(panel)} @keydown=${handleKey}>
    <slot name="side">
      <div class="side-header">
        <h2 class="side-title">${link.t(panel)}</h2>
        <button class="round side-close" type="button" aria-label=${link.t('close')} @click=${view.closePanel}>
          ${icon('close')}
        </button>
      </div>
      ${panel === 'chat' ? html`<noom-chat></noom-chat>` : renderSettings(view)}
    </slot>
  </div>`;
}

function renderSettings({ link, snapshot }: RoomView): TemplateResult {
  return html`<div class="settings">
    <noom-device-select kind="camera"></noom-device-select>
    <noom-device-select kind="microphone" meter></noom-device-select>
    <noom-device-select kind="speaker"></noom-device-select>
    <button class="button" type="button" @click=${() => testSpeaker(snapshot.devices.selected.speaker)}>
      ${icon('speaker')}${link.t('testSpeakerName')}
    </button>
  </div>`;
}

function renderLobby({ link }: RoomView): TemplateResult {
  return html`<div class="message">
    <div class="spinner"></div>
    <h2>${link.t('lobbyTitle')}</h2>
    <p>${link.t('lobbyHint')}</p>
    <button class="button" type="button" @click=${() => link.ask('--leave')}>${link.t('leave')}</button>
  </div>`;
}

function renderLeft({ link, snapshot, retry }: RoomView): TemplateResult {
  const titles: Partial<Record<string, TextKey>> = {
    ended: 'endedTitle',
    removed: 'removedTitle',
    'token-expired': 'error:token-expired',
  };
  const title = titles[snapshot.leaveReason ?? ''];
  return html`<div class="message">
    <h2>${link.t(title ?? 'leftTitle')}</h2>
    ${title ? nothing : html`<p>${link.t('leftHint')}</p>`}
    <button class="button primary" type="button" @click=${retry}>${link.t('rejoin')}</button>
  </div>`;
}

function renderFailed({ link, snapshot, retry }: RoomView): TemplateResult {
  return html`<div class="message" role="alert">
    <h2>${link.t('failedTitle')}</h2>
    <p>${snapshot.error?.message}</p>
    <p>${snapshot.error?.hint}</p>
    <button class="button primary" type="button" @click=${retry}>${icon('retry')}${link.t('tryAgain')}</button>
  </div>`;
}
