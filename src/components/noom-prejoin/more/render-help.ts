import { html, nothing, type TemplateResult } from 'lit';
import type { DeviceSource } from '../../../core/index.js';
import type { RoomLink } from '../../internal/link/room-link.js';
import { joiningWords } from '../../internal/localization/en/joining.js';
import { addTexts, type TextKey, type TextParams } from '../../internal/localization/index.js';
import { siteSteps, systemSteps } from './allow-steps.js';
import { surroundingsOf } from './surroundings.js';

// Not in the index: bundlers leave out what a module does that only passes others on.
addTexts(joiningWords);

/** What translates: a tag's link to its room, whatever it selects. */
type Translator = Pick<RoomLink, 't'>;

/** The texts about blocked devices. */
const TEXTS: Readonly<Record<DeviceSource | 'both', Record<'what' | 'title' | 'hint' | 'join', TextKey>>> = {
  camera: { what: 'whatCamera', title: 'blockedCamera', hint: 'blockedCameraHint', join: 'joinWithoutCamera' },
  microphone: {
    what: 'whatMicrophone',
    title: 'blockedMicrophone',
    hint: 'blockedMicrophoneHint',
    join: 'joinWithoutMicrophone',
  },
  both: { what: 'whatBoth', title: 'blockedBoth', hint: 'blockedBothHint', join: 'joinWithoutDevices' },
};

/** The texts about devices that are blocked, of which there is at least one. */
export function textsOf([kind = 'camera', other]: readonly DeviceSource[]): (typeof TEXTS)['both'] {
  return TEXTS[other ? 'both' : kind];
}

/** How to allow the page these devices, step by step; or, where the system refuses them, the browser. */
export function renderHelp(link: Translator, kinds: readonly DeviceSource[], isSystem: boolean): TemplateResult {
  const surroundings = surroundingsOf(navigator);
  const { browser, system } = surroundings;
  const params = { browser, system, what: link.t(textsOf(kinds).what), button: link.t('tryAgain') };
  const ofSystem = systemSteps(surroundings);
  if (isSystem) {
    return html`<strong>${inDirection(link, 'error:system-blocked')}</strong>
      ${ofSystem.length > 0 ? renderSteps(link, ofSystem, params) : html`<span>${inDirection(link, 'hint:system-blocked')}</span>`}`;
  }
  return html`<strong
      >${inDirection(link, browser && !surroundings.isInApp ? 'allowTitle' : 'allowTitleAny', params)}</strong
    >
    ${renderSteps(link, siteSteps(surroundings), params)}
    ${
      ofSystem.length > 0
        ? html`<details>
            <summary>${inDirection(link, 'systemTitle', params)}</summary>
            ${renderSteps(link, ofSystem, params)}
          </details>`
        : nothing
    }`;
}

function renderSteps(link: Translator, steps: readonly TextKey[], params: TextParams): TemplateResult {
  return html`<ol class="steps">
    ${steps.map((step) => html`<li>${inDirection(link, step, params)}</li>`)}
  </ol>`;
}

/** In its own direction, whatever the page's is. What is filled in are words of the kit, and names of programs. */
function inDirection(link: Translator, key: TextKey, params?: TextParams): TemplateResult {
  return html`<span dir="auto">${link.t(key, params)}</span>`;
}
