import { html, nothing, type TemplateResult } from 'lit';
import type { SharedFile } from '../../../core/index.js';
import { singlePress } from '../../internal/dom/single-press.js';
import type { FileAnswer } from '../../internal/link/commands.js';
import { drawIcon, icon } from '../../internal/look/icons.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import { userText, words, type Speaker } from '../../internal/localization/words.js';
import { CHAT_SHAPES } from '../chat-icons.js';
import { directionOf } from '../text-direction.js';
import type { FileUrls } from './file-urls.js';

/** Larger pictures are not shown: decoding them takes a page's memory. */
const MAX_PICTURE_BYTES = 10_000_000;
/** Pictures of pixels, which cannot run anything. */
const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

const RUNNING = ['waiting', 'transferring', 'paused'];

/** What drawing a file needs. */
export interface FileDrawing {
  readonly speaker: Speaker & { readonly locale: string };
  readonly urls: FileUrls;
  /** Whether the call is under way. */
  readonly canAnswer: boolean;
  answer(file: SharedFile, answer: FileAnswer): void;
}

/**
 * A file: its name and size, how far it has come, and what can be done about it. The room announces that it is offered
 * and that it is here; of the entry only a failure is announced.
 */
export function renderFile(file: SharedFile, drawing: FileDrawing): TemplateResult {
  const { speaker } = drawing;
  const isFailed = file.state === 'failed';
  const [key, params] = describe(file);
  return html`<div part="file" class="file" role="group" aria-live="off" aria-label=${file.name}>
    ${renderPicture(file, drawing)}
    <div class="file-line">
      ${drawIcon(CHAT_SHAPES.file)}
      <div class="file-facts">
        <span class="file-name" part="file-name">${renderName(file, speaker)}</span>
        <span class="file-size">${userText(speaker, sizeText(file.sizeBytes, speaker.locale))}</span>
      </div>
    </div>
    ${isMoving(file) ? renderProgress(file, speaker) : nothing}
    <div class="file-state ${isFailed ? 'failed' : ''}" part="state" aria-live=${isFailed ? 'polite' : 'off'}>
      ${isFailed ? icon('warning') : nothing}${words(speaker, key, params)}
    </div>
    ${renderButtons(file, drawing)}
  </div>`;
}

/** A name from right to left is set apart from its extension, which would be at the start of it among other names. */
function renderName({ name }: SharedFile, speaker: Speaker): TemplateResult {
  const dot = name.lastIndexOf('.');
  const end = dot > 0 ? dot : name.length;
  const dir = directionOf(name.slice(0, end)) === 'rtl' ? nothing : 'ltr';
  return html`<span class="notranslate" dir=${dir} translate="no"
    >${userText(speaker, name.slice(0, end))}${name.slice(end)}</span
  >`;
}

/** How much a file is, in the page's locale. */
export function sizeText(sizeBytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte'] as const;
  const power = Math.min(2, Math.floor(Math.log10(Math.max(1, sizeBytes)) / 3));
  const unitDisplay = power === 0 ? 'long' : 'short';
  const options = { style: 'unit', unit: units[power], unitDisplay, maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, options).format(sizeBytes / 1000 ** power);
}

function isMoving({ state }: SharedFile): boolean {
  return state === 'transferring' || state === 'paused';
}

function renderPicture({ type, sizeBytes, blob }: SharedFile, { urls }: FileDrawing): unknown {
  if (blob === null || !PICTURE_TYPES.includes(type) || sizeBytes > MAX_PICTURE_BYTES) return nothing;
  return html`<img
    part="file-picture"
    class="file-picture"
    src=${urls.get(blob)}
    alt=""
    decoding="async"
    @load=${showPicture}
    @error=${hidePicture}
  />`;
}

/** Shown once it is decoded: what is no picture leaves no gap, whatever its type says. */
function showPicture({ target }: Event): void {
  (target as HTMLElement).hidden = false;
}

function hidePicture({ target }: Event): void {
  (target as HTMLElement).hidden = true;
}

function renderProgress(file: SharedFile, speaker: Speaker): TemplateResult {
  const { bytes, name, sizeBytes, isLocal, recipients } = file;
  const wanted = recipients.filter(({ state }) => ['transferring', 'paused', 'done'].includes(state)).length;
  return html`<progress
    part="file-progress"
    aria-label=${speaker.t('fileProgress', { file: name })}
    max=${Math.max(1, sizeBytes * (isLocal ? Math.max(1, wanted) : 1))}
    .value=${bytes}
  ></progress>`;
}

function renderButtons(file: SharedFile, drawing: FileDrawing): unknown {
  const { state, isLocal, blob } = file;
  const isOver = ['stopped', 'failed'].includes(state);
  const buttons: unknown[] = [];
  if (!isLocal && drawing.canAnswer) {
    if (state === 'offered') {
      buttons.push(
        renderButton(file, 'fileAccept', 'accept', drawing),
        renderButton(file, 'fileDecline', 'decline', drawing),
      );
    } else if (state === 'declined') {
      buttons.push(renderButton(file, 'fileAccept', 'accept', drawing));
    } else if (isOver) {
      buttons.push(renderButton(file, 'fileRetry', 'accept', drawing));
    }
  }
  const isOffered = isLocal && !isOver && state !== 'gone' && !isWithAll(file);
  if (drawing.canAnswer && (isOffered || (!isLocal && RUNNING.includes(state)))) {
    buttons.push(renderButton(file, 'fileCancel', 'cancel', drawing));
  }
  if (!isLocal && blob !== null) buttons.push(renderSave(file, blob, drawing));
  return buttons.length === 0 ? nothing : html`<div class="file-buttons">${buttons}</div>`;
}

type FileButton = 'fileAccept' | 'fileDecline' | 'fileRetry' | 'fileCancel';

function renderButton(
  file: SharedFile,
  key: FileButton,
  answer: FileAnswer,
  { speaker, answer: give }: FileDrawing,
): TemplateResult {
  return html`<button
    part="file-button"
    class="file-button ${answer === 'accept' ? 'primary' : ''}"
    type="button"
    aria-label=${speaker.t(`${key}Name`, { file: file.name })}
    @click=${singlePress(() => {
      give(file, answer);
    })}
  >
    ${words(speaker, key)}
  </button>`;
}

function renderSave({ name }: SharedFile, blob: Blob, { speaker, urls }: FileDrawing): TemplateResult {
  return html`<a
    part="file-button"
    class="file-button primary"
    href=${urls.get(blob)}
    download=${name}
    aria-label=${speaker.t('fileSaveName', { file: name })}
    >${words(speaker, 'fileSave')}</a
  >`;
}

/** Whether all who were offered it have it. */
function isWithAll({ recipients }: SharedFile): boolean {
  return recipients.length > 0 && recipients.every(({ state }) => state === 'done');
}

/** What its state is called. */
function describe(file: SharedFile): [TextKey, TextParams?] {
  const { state, failure, isLocal, recipients } = file;
  if (failure !== null) return [FAILURES[failure]];
  if (isLocal && (state === 'offered' || state === 'done' || state === 'transferring')) {
    const count = recipients.filter((recipient) => recipient.state === 'done').length;
    const total = recipients.filter((recipient) => recipient.state !== 'gone' || file.to !== null).length;
    if (total === 0) return ['fileForNewcomers'];
    if (count === total) return ['delivered'];
    if (count > 0) return ['fileWithSome', { done: count, total }];
    return [state === 'transferring' ? 'fileSending' : 'fileAwaited'];
  }
  return [STATES[state]];
}

const FAILURES: Readonly<Record<NonNullable<SharedFile['failure']>, TextKey>> = {
  unreadable: 'fileUnreadable',
  'too-large': 'fileTooLarge',
  'no-room': 'fileNoRoom',
  damaged: 'fileDamaged',
  silent: 'fileSilent',
};

const STATES: Readonly<Record<SharedFile['state'], TextKey>> = {
  offered: 'fileOffered',
  waiting: 'fileWaiting',
  transferring: 'fileReceiving',
  paused: 'filePaused',
  done: 'fileReceived',
  declined: 'fileDeclined',
  stopped: 'fileStopped',
  failed: 'fileFailed',
  gone: 'fileGone',
};
