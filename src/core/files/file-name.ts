import { hasVisible, toVisibleText } from '../../protocol/visible-text.js';

/** The most characters of a name: what every file system takes, also where a letter is three bytes. */
const MAX_NAME_CHARACTERS = 80;
/** The longest ending that a shortened name keeps. */
const MAX_ENDING_CHARACTERS = 12;
/** What is read of a name at all. */
const MAX_READ_LENGTH = 4096;

/** What separates folders, and what Windows refuses in a name. */
const NOT_IN_A_NAME = /[<>:"|?*]/g;
const MIME_TYPE = /^[a-z0-9][\w.+-]{0,60}\/[a-z0-9][\w.+-]{0,60}$/i;

/** The type of bytes that nothing opens. */
const PLAIN_BYTES = 'application/octet-stream';
/** Pictures of pixels: they cannot run anything. SVG is none of them. */
const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

/**
 * The name of a file as it is shown, and proposed where it is saved: without folders, controls and characters that
 * reorder text; at most 80 characters, with its ending. A name of which nothing can be seen is `file`.
 */
export function toFileName(written: string): string {
  const last = written.slice(-MAX_READ_LENGTH).split(/[/\\]/).at(-1) ?? '';
  const line = toVisibleText(last.normalize('NFC')).replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, '');
  // A name that begins with a dot would be hidden; Windows drops dots at the end.
  const name = line
    .replace(NOT_IN_A_NAME, '_')
    .trim()
    .replace(/^\.+|[. ]+$/g, '');
  return hasVisible(name) ? shorten(name) : 'file';
}

/** A MIME type as a peer gives it; that of plain bytes where it is none. */
export function toFileType(written: string): string {
  return MIME_TYPE.test(written) ? written.toLowerCase() : PLAIN_BYTES;
}

/** The type that received bytes get: that of plain bytes for whatever a browser could run or open by itself. */
export function toSafeType(type: string): string {
  const isSafe = isPictureType(type) || /^(audio|video)\//.test(type) || type === 'text/plain';
  return isSafe ? type : PLAIN_BYTES;
}

/** Whether files of that type may be shown as a picture. */
export function isPictureType(type: string): boolean {
  return PICTURE_TYPES.includes(type);
}

function shorten(name: string): string {
  const characters = [...name];
  if (characters.length <= MAX_NAME_CHARACTERS) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 ? [...name.slice(dot)] : [];
  const kept = ending.length > MAX_ENDING_CHARACTERS ? [] : ending;
  return [...characters.slice(0, MAX_NAME_CHARACTERS - 1 - kept.length), '…', ...kept].join('');
}
