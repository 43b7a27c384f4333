import { findHost } from './address-host.js';
import { beginsWithParticle, isKoreanParticle, isUnspaced, UNSPACED } from './scripts-without-spaces.js';

/**
 * Characters that no address has: spaces, controls, invisible characters, quotes, backslashes (which browsers read as
 * slashes), East Asian and full-width punctuation, and pictographs.
 */
const STOP =
  /[\s\p{C}\p{Default_Ignorable_Code_Point}<>"'`\\“”‘’«»…\u3001-\u3004\u3008-\u3020\u3030\u303d\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\p{Extended_Pictographic}]/gu;

/** Punctuation that ends a sentence rather than an address; brackets are handled separately. */
const TRAILING = /^(?![/_\-%#&@)\]}])[\p{P}~*]/u;
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
/** The characters before a segment of a path, a query or a fragment. */
const BORDER = /^[/?#&=]/u;
const RUN = new RegExp(`[${UNSPACED}]+`, 'uy');
/** Single letters of Hangul, ㅋㅋ or ㅠㅠ: often written directly after a word. */
const JAMO = /[\u3131-\u3163]/u;

/** The index of the first character from `start` on that no address has. */
export function findStop(text: string, start: number): number {
  STOP.lastIndex = start;
  return STOP.exec(text)?.index ?? text.length;
}

/**
 * The length of the address that a candidate begins with, as a reader would see it; 0 when it is not one.
 * @param behind the text after the candidate: at least two characters of it.
 */
export function addressLength(candidate: string, behind: string): number {
  const head = /^(?:https?:\/\/|mailto:|www\.)/iu.exec(candidate)?.[0] ?? '';
  const isMail = /^mailto:/iu.test(head);
  // The host of `www.…` begins at its start; that of a mail address after the at sign.
  const hostStart = isMail ? candidate.indexOf('@') + 1 : /^www/iu.test(head) ? 0 : head.length;
  if (isMail && hostStart === 0) return 0;
  const host = findHost(candidate.slice(hostStart));
  if (host === null) return 0;
  const hostEnd = hostStart + host.length;
  // A full-width dot is a dot to the browser: `https://bank。example` is not the host `bank`.
  const isCutShort = hostEnd === candidate.length && /^[。．｡][a-z\d]/iu.test(behind);
  if (isCutShort && !candidate.slice(hostStart).includes('.')) return 0;
  if (!host.isWhole) return hostEnd;
  const rest = candidate.slice(hostEnd);
  // Before the path only a port may follow the host: not a user name with an at sign, nor an encoded letter.
  if (/^(?:[%_&=+$]|[^/?#]*@)/u.test(rest)) return 0;
  const port = /^:\d{1,5}/u.exec(rest)?.[0] ?? '';
  const pathStart = hostEnd + port.length;
  if (!/^[/?#]/u.test(rest.slice(port.length))) return pathStart;
  const isWiki = /wiki/iu.test(candidate.slice(hostStart, hostEnd));
  return pathStart + pathLength(candidate.slice(pathStart), isWiki);
}

/**
 * The length of path, query and fragment.
 *
 * - Letters of a script without spaces belong to it where they begin a segment (`/wiki/대한민국`, `?q=날씨`), and from there
 * on.
 * - Directly after Latin letters, digits or `%EB` they belong to the sentence: `/i에서`, `/eよろしく`. Wiki titles mix
 * scripts (`/wiki/LG전자`), and so do segments that have such letters before (`?q=아이폰15케이스`): there only particles belong
 * to the sentence.
 * - A segment that is a particle, or begins with a Japanese one, does not belong to it, except in a wiki.
 * - A closing bracket without an opening one ends it, and so does punctuation at its end.
 */
function pathLength(path: string, isWiki: boolean): number {
  const depths = new Map<string, number>();
  let end = 0;
  let before = '';
  let segment = { hasUnspaced: false, hasPercent: false };
  for (let index = 0; index < path.length;) {
    const character = String.fromCodePoint(path.codePointAt(index) ?? 0);
    if (isUnspaced(character)) {
      const run = runAt(path, index);
      const isTitle = isWiki && !segment.hasPercent;
      if (endsBefore(path.slice(index), before, isTitle, segment.hasUnspaced)) break;
      const jamo = run.search(JAMO);
      const length = jamo > 0 || (jamo === 0 && !BORDER.test(before)) ? jamo : run.length;
      index += length;
      end = length === 0 ? end : index;
      if (length < run.length) break;
      segment.hasUnspaced = true;
      before = run.slice(-1);
      continue;
    }
    const opening = OPENING[character];
    if (opening !== undefined) {
      const depth = depths.get(opening) ?? 0;
      if (depth === 0) break;
      depths.set(opening, depth - 1);
    }
    // A Japanese middle dot joins two words inside an address; elsewhere it is a bullet.
    if (character === '・' && !(isUnspaced(before) && isUnspaced(path.slice(index + 1, index + 2)))) break;
    if ('([{'.includes(character)) depths.set(character, (depths.get(character) ?? 0) + 1);
    if (BORDER.test(character)) segment = { hasUnspaced: false, hasPercent: false };
    if (character === '%') segment.hasPercent = true;
    index += character.length;
    if (!TRAILING.test(character)) end = index;
    before = character;
  }
  return end;
}

/** Whether the address ends before a run of such letters. */
function endsBefore(rest: string, before: string, isTitle: boolean, hasUnspaced: boolean): boolean {
  if (/^[a-z\d]/iu.test(before)) {
    const run = runAt(rest, 0);
    const isParticle = isKoreanParticle(run) || (!isTitle && beginsWithParticle(rest));
    return isParticle || !(isTitle || hasUnspaced);
  }
  if (isTitle || hasUnspaced) return false;
  return BORDER.test(before) ? beginsWithParticle(rest) : /^[.,;:!]/u.test(before);
}

function runAt(text: string, index: number): string {
  RUN.lastIndex = index;
  return RUN.exec(text)?.[0] ?? '';
}
