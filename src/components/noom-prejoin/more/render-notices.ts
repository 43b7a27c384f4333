import { html, nothing, type TemplateResult } from 'lit';
import { isPolicyAllowed, type CallError, type DeviceSource, type Participant } from '../../../core/index.js';
import { icon } from '../../internal/look/icons.js';
import type { RoomLink } from '../../internal/link/room-link.js';
import { interruptedTexts } from '../../internal/localization/interrupted.js';
import { textsOfError } from '../../internal/localization/texts-of-error.js';
import { words } from '../../internal/localization/words.js';
import { renderHelp } from './render-help.js';

/** What is wrong with devices before joining. */
export interface Trouble {
  /** What the page, or the system, refuses. */
  readonly refused: readonly DeviceSource[];
  /** Whether it is the system that refuses. */
  readonly isSystem: boolean;
  readonly error: CallError | null | undefined;
  readonly self: Participant | undefined;
}

type Link = Pick<RoomLink, 'call' | 'lang' | 'pageLang' | 't'>;

/** What is refused, has failed, or was taken away by the system; nothing where all is well. */
export function renderNotices(link: Link, trouble: Trouble, retry: () => void): TemplateResult | typeof nothing {
  const { refused, error, self } = trouble;
  const notices = [
    ...(refused.length > 0 || error ? [renderTrouble(link, trouble, retry)] : []),
    ...(self ? renderInterrupted(link, self) : []),
  ];
  return notices.length > 0 ? html`<div class="notices">${notices}</div>` : nothing;
}

/** What is refused or has failed, how to allow it, and a button that asks again. */
function renderTrouble(link: Link, { refused, isSystem, error }: Trouble, retry: () => void): TemplateResult {
  // The embedding page forbids it: the person cannot allow it here, and trying again does not help.
  const isForbidden = error?.code === 'policy-blocked' || !refused.every(isPolicyAllowed);
  const isHelped = refused.length > 0 && !isForbidden;
  // It is not told what the system has refused: what is wanted, and not what is off by choice.
  const ask = isSystem ? (): void => void link.call?.prepare() : retry;
  const [what, todo] =
    error && !isForbidden ? textsOfError(link, error) : [link.t('error:policy-blocked'), link.t('hint:policy-blocked')];
  return html`<div class="notice" part="notice" role="alert">
    ${icon('warning')}
    <div>
      ${
        isHelped
          ? html`${renderHelp(link, refused, isSystem)}
              <button class="retry" part="button" type="button" @click=${ask}>${words(link, 'tryAgain')}</button>`
          : html`<strong dir="auto">${what}</strong> <span dir="auto">${todo}</span>`
      }
    </div>
  </div>`;
}

/** What the system has taken away of what is on. */
function renderInterrupted(link: Link, self: Participant): readonly TemplateResult[] {
  return interruptedTexts(self).map(
    (text) =>
      html`<div class="notice" part="notice" role="alert">
        ${icon('warning')}
        <div dir="auto">${link.t(text)}</div>
      </div>`,
  );
}
