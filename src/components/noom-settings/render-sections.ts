import { html, nothing, type TemplateResult } from 'lit';
import { supportedConstraints } from '../../core/index.js';
import type { RoomFacts, RoomLink } from '../internal/link/room-link.js';
import type { TextKey } from '../internal/localization/index.js';
import { words } from '../internal/localization/words.js';
import { icon } from '../internal/look/icons.js';
import type { isSpeakerChosen } from '../noom-device-select/speaker-choice.js';
import type { CheckSection } from './check/check-section.js';
import { LANGUAGES, PROCESSING, SOUNDS, THEMES, type SettingWish } from './choices.js';
import type { RoomSettings } from './room-settings.js';
import type { ShortcutRows } from './shortcut-rows.js';
import type { SettingsHost } from './settings-host.js';

/** What the sections are drawn from. */
export interface SettingsDrawing {
  readonly host: SettingsHost;
  readonly link: RoomLink<RoomFacts>;
  /** `null` without a room: then there are devices only. */
  readonly settings: RoomSettings | null;
  readonly isForgotten: boolean;
  readonly isGraphed: boolean;
  readonly shortcuts: ShortcutRows;
  readonly check: CheckSection;
  readonly choose: (wish: SettingWish) => void;
  readonly forget: () => void;
  readonly toggleGraphs: () => void;
  readonly testSound: (speakerId: string) => void;
  readonly isSpeakerChosen: typeof isSpeakerChosen;
}

/** Shows each value as it is, also where the person has chosen another one and that was refused. */
export function showValues(root: ParentNode): void {
  for (const input of root.querySelectorAll('input')) input.checked = input.dataset['value'] === 'on';
  for (const select of root.querySelectorAll('select')) select.value = select.dataset['value'] ?? '';
}

/** All groups of settings. */
export function renderSections(view: SettingsDrawing): TemplateResult {
  const { settings } = view;
  return html`${renderDevices(view)}
  ${
    settings
      ? html`${renderProcessing(view, settings)} ${renderConnection(view, settings)} ${renderSounds(view, settings)}
        ${renderLook(view, settings)} ${renderShortcuts(view, settings)} ${renderMemory(view, settings)}`
      : nothing
  }`;
}

function renderDevices({ host, link, testSound, isSpeakerChosen }: SettingsDrawing): TemplateResult {
  const { devices } = link.value ?? {};
  const hasSpeakers = isSpeakerChosen(devices);
  const picker = (kind: 'camera' | 'microphone' | 'speaker'): TemplateResult =>
    html`<noom-device-select
      kind=${kind}
      ?preview=${kind === 'camera'}
      ?meter=${kind === 'microphone'}
      .htmlFor=${host.htmlFor}
      .room=${link.room}
    ></noom-device-select>`;
  return section(
    link,
    'devices',
    html`${picker('camera')} ${picker('microphone')} ${hasSpeakers ? picker('speaker') : nothing}
      <button
        class="button small test"
        type="button"
        @click=${() => {
          testSound(devices?.selected.speaker ?? '');
        }}
      >
        ${icon('speaker')}${words(link, 'testSpeakerName')}
      </button>`,
  );
}

function renderProcessing(view: SettingsDrawing, settings: RoomSettings): TemplateResult | typeof nothing {
  const { link, choose } = view;
  const supported = supportedConstraints();
  const names = PROCESSING.filter((name) => supported[name]);
  if (names.length === 0) return nothing;
  const { track = null } = link.value?.self.sources.microphone ?? {};
  const actual = track?.getSettings() ?? {};
  return section(
    link,
    'processing',
    html`${names.map((name) => {
      const wanted = settings.choices[name];
      const is: unknown = actual[name];
      // What the browser does counts, where it tells.
      const isOn = typeof is === 'boolean' ? is : (wanted ?? true);
      const isRefused = wanted !== undefined && wanted !== isOn && !settings.isPending;
      return checkRow(view, name, isOn, isRefused ? 'notProcessed' : `${name}Hint`, (value) => {
        choose({ setting: name, value });
      });
    })}`,
  );
}

function renderConnection(view: SettingsDrawing, { dataSaver }: RoomSettings): TemplateResult {
  return section(
    view.link,
    'connectionSettings',
    html`${renderQuality(view)} ${view.check.render()}
    ${checkRow(view, 'dataSaver', dataSaver, 'dataSaverHint', (value) => {
      view.choose({ setting: 'dataSaver', value });
    })}`,
  );
}

/** In a room only: before there is nothing to measure. */
function renderQuality({ host, link, isGraphed, toggleGraphs }: SettingsDrawing): TemplateResult | typeof nothing {
  const { state } = link.value ?? {};
  if (state !== 'joined' && state !== 'reconnecting') return nothing;
  return html`<noom-quality .htmlFor=${host.htmlFor} .room=${link.room} ?details=${isGraphed}></noom-quality>
    <button
      class="button small graphs"
      type="button"
      aria-expanded=${isGraphed ? 'true' : 'false'}
      @click=${toggleGraphs}
    >
      ${words(link, isGraphed ? 'hideGraphs' : 'showGraphs')}
    </button>`;
}

function renderSounds(view: SettingsDrawing, { choices }: RoomSettings): TemplateResult {
  return section(
    view.link,
    'sounds',
    html`<p class="hint">${words(view.link, 'soundsHint')}</p>
      ${SOUNDS.map((name) =>
        checkRow(view, name, choices[name] === true, null, (value) => {
          view.choose({ setting: name, value });
        }),
      )}`,
  );
}

function renderLook(view: SettingsDrawing, { choices, theme }: RoomSettings): TemplateResult {
  const { link, choose } = view;
  const themes = { auto: 'themeAuto', light: 'themeLight', dark: 'themeDark' } as const;
  const languages = [
    html`<option value="" ?selected=${!choices.language}>${link.t('languageOfPage')}</option>`,
    ...Object.entries(LANGUAGES).map(
      ([language, name]) =>
        html`<option value=${language} lang=${language} translate="no" ?selected=${choices.language === language}>
          ${name}
        </option>`,
    ),
  ];
  const looks = THEMES.map(
    (name) => html`<option value=${name} ?selected=${theme === name}>${link.t(themes[name])}</option>`,
  );
  return section(
    link,
    'look',
    html`${selectRow(link, 'language', choices.language ?? '', languages, (value) => {
      choose({ setting: 'language', value: (['en', 'ko'] as const).find((known) => known === value) ?? '' });
    })}
    ${selectRow(link, 'theme', theme, looks, (value) => {
      choose({ setting: 'theme', value: THEMES.find((known) => known === value) ?? 'auto' });
    })}`,
  );
}

function renderShortcuts(
  { link, shortcuts }: SettingsDrawing,
  { shortcutKeys, choices }: RoomSettings,
): TemplateResult | typeof nothing {
  if (shortcutKeys === null) return nothing;
  return section(link, 'shortcuts', shortcuts.render(shortcutKeys, choices.shortcutKeys ?? {}));
}

function renderMemory({ link, isForgotten, forget }: SettingsDrawing, { isKept }: RoomSettings): TemplateResult {
  return section(
    link,
    'memory',
    html`<p class="hint">${words(link, isKept ? 'isKept' : 'isNotKept')}</p>
      <div class="line">
        <button class="button small forget" type="button" @click=${forget}>${words(link, 'forget')}</button>
        <span role="status">${isForgotten ? words(link, 'isForgotten') : nothing}</span>
      </div>`,
  );
}

type Link = SettingsDrawing['link'];

function section(link: Link, name: TextKey, content: TemplateResult): TemplateResult {
  return html`<section class="section" part="section" aria-labelledby="section-${name}">
    <h3 id="section-${name}">${words(link, name)}</h3>
    ${content}
  </section>`;
}

function checkRow(
  { link }: SettingsDrawing,
  name: TextKey,
  isOn: boolean,
  hint: TextKey | null,
  choose: (isOn: boolean) => void,
): TemplateResult {
  return html`<div class="row">
    <label class="check">
      <input
        type="checkbox"
        role="switch"
        name=${name}
        aria-describedby=${hint ? `hint-${name}` : nothing}
        data-value=${isOn ? 'on' : 'off'}
        @change=${({ currentTarget }: Event) => {
          const input = currentTarget as HTMLInputElement;
          choose(input.checked);
        }}
      />
      ${words(link, name)}
    </label>
    ${hint ? html`<p class="hint" id="hint-${name}">${words(link, hint)}</p>` : nothing}
  </div>`;
}

function selectRow(
  link: Link,
  name: TextKey,
  value: string,
  options: readonly TemplateResult[],
  choose: (value: string) => void,
): TemplateResult {
  return html`<div class="field">
    <label class="label" for=${name}>${words(link, name)}</label>
    <div class="pick">
      <select
        class="input"
        id=${name}
        name=${name}
        data-value=${value}
        @change=${({ currentTarget }: Event) => {
          choose((currentTarget as HTMLSelectElement).value);
        }}
      >
        ${options}</select
      >${icon('chevron-down')}
    </div>
  </div>`;
}
