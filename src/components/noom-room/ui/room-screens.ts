import { html, nothing, type TemplateResult } from 'lit';
import type { Participant } from '../../../core/index.js';
import { controlIcon } from '../../internal/look/control-icons.js';
import { icon } from '../../internal/look/icons.js';
import { isFree, useUp } from '../../internal/keyboard/handle-keys.js';
import type { TextKey } from '../../internal/localization/index.js';
import { interruptedTexts } from '../../internal/localization/interrupted.js';
import type { Layout, Panel, RoomFacts, RoomLink } from '../../internal/link/room-link.js';
import { untranslated } from '../../internal/localization/untranslated.js';
import { words } from '../../internal/localization/words.js';
import { ElapsedTime } from './elapsed-time.js';
import type { RoomDrawing } from './room-drawing.js';

export { renderQuestions } from './notices/questions.js';
export { screensStyles } from './room-screens.styles.js';

/** What can be beside the stage; the settings are a dialog. */
type SideName = Exclude<Panel, 'settings'>;

const PANELS: Readonly<Record<SideName, () => TemplateResult>> = {
  chat: () => html`<noom-chat files></noom-chat>`,
  participants: () => html`<noom-participants></noom-participants>`,
};

/** By room: the time of its calls. */
const times = new WeakMap<RoomDrawing['host'], ElapsedTime>();

/** In the header, beside the name: the time, the number of participants, and a button that changes the layout. */
export function renderFacts(view: RoomDrawing): TemplateResult {
  const { host, link, snapshot } = view;
  const people = link.t('participantCount', { count: snapshot.participants.length });
  const isGrid = host.layout === 'auto' || host.layout === 'grid';
  const layoutName = link.t(isGrid ? 'layoutSpotlight' : 'layoutGrid');
  const layout: Layout = isGrid ? 'spotlight' : 'grid';
  return html`
    ${renderTime(view)}
    <div class="chips">
      <span class="chip" role="img" aria-label=${people} title=${people}>
        ${icon('people')}${untranslated(snapshot.participants.length)}
      </span>
      <button
        class="chip"
        type="button"
        aria-label=${layoutName}
        title=${layoutName}
        @click=${() => link.ask({ type: 'noom-layout-request', layout })}
      >
        ${controlIcon(isGrid ? 'grid' : 'spotlight')}
      </button>
    </div>
  `;
}

function renderTime({ host, link }: RoomDrawing): TemplateResult | typeof nothing {
  const time = times.get(host) ?? new ElapsedTime(host, () => host.snapshot.startedAt);
  times.set(host, time);
  if (time.text === '') return nothing;
  return html`<span class="time" role="timer" aria-label=${link.t('elapsed')}>${untranslated(time.text)}</span>`;
}

/** What the system has taken away of what is on. */
export function renderInterrupted(link: RoomLink<RoomFacts>, self: Participant): readonly TemplateResult[] {
  return interruptedTexts(self).map(
    (text) => html`<div class="notice"><span class="warning">${icon('warning')}</span>${words(link, text)}</div>`,
  );
}

/** The side panel. */
export function renderSide({ link }: RoomDrawing, panel: SideName): TemplateResult {
  const close = (): void => void link.ask({ type: 'noom-panel-request', panel: null });
  const handleKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !isFree(event)) return;
    useUp(event);
    close();
  };
  return html`<div class="side" part="side" role="region" aria-label=${link.t(panel)} @keydown=${handleKey}>
    <slot name="side">
      <div class="side-header">
        <h2 class="side-title">${words(link, panel)}</h2>
        <button class="round side-close" type="button" aria-label=${link.t('close')} @click=${close}>
          ${icon('close')}
        </button>
      </div>
      ${PANELS[panel]()}
    </slot>
  </div>`;
}

/** The lobby. */
export function renderLobby({ link }: RoomDrawing): TemplateResult {
  return html`<div class="message">
    <div class="spinner"></div>
    <h2>${words(link, 'lobbyTitle')}</h2>
    <p>${words(link, 'lobbyHint')}</p>
    <button class="button" type="button" @click=${() => link.ask('--leave')}>${words(link, 'leave')}</button>
  </div>`;
}

/** Why a call is over that the person did not leave, and what they can do. */
const ENDINGS: Partial<Record<string, readonly [title: TextKey, hint: TextKey]>> = {
  ended: ['endedTitle', 'endedHint'],
  removed: ['removedTitle', 'removedHint'],
  duplicate: ['duplicateTitle', 'duplicateHint'],
  'server-shutdown': ['stoppedTitle', 'stoppedHint'],
  'token-expired': ['error:token-expired', 'hint:token-expired'],
};

/** The screen after the call: why it is over, and a button to join again. */
export function renderLeft(view: RoomDrawing): TemplateResult {
  const { link, snapshot } = view;
  const [title, hint] = ENDINGS[snapshot.leaveReason ?? ''] ?? (['leftTitle', 'leftHint'] as const);
  return html`<div class="message">
    <h2>${words(link, title)}</h2>
    <p>${words(link, hint)}</p>
    <button class="button primary" type="button" @click=${() => void link.ask('--join')}>
      ${words(link, 'rejoin')}
    </button>
    ${renderBack(view)}
  </div>`;
}

/** The way back to prejoin, where name and devices can be changed before joining again. */
export function renderBack({ link }: RoomDrawing): TemplateResult {
  return html`<button class="button back" type="button" @click=${() => void link.call?.prepare()}>
    ${words(link, 'backToPrejoin')}
  </button>`;
}
