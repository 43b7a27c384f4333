/** A run of a message's text; with `href`, a link. */
export interface TextRun {
  readonly text: string;
  readonly href?: string;
}

const ALLOWED_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/**
 * Where a link may begin and how far it may go: no space, no quotes or angle brackets, and none of the invisible characters
 * that reorder text (Unicode TR 9), with which a link could be made to read as another.
 */
const CANDIDATE =
  /(?<![\p{L}\p{N}_])(?:https?:\/\/|mailto:|www\.(?=[\p{L}\p{N}]))[^\s<>"'`“”«»「」『』\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/giu;

/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?…。、，！？)\]}）］]$/u;
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{', '）': '（', '］': '［' };

/** Splits a message into plain runs and links; joined together, the runs are the text again. */
export function linkify(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  for (const match of text.matchAll(CANDIDATE)) {
    const label = trimEnd(match[0]);
    const href = safeHref(/^www\./iu.test(label) ? `https://${label}` : label);
    if (href === null) continue;
    if (match.index > end) runs.push({ text: text.slice(end, match.index) });
    runs.push({ text: label, href });
    end = match.index + label.length;
  }
  if (end < text.length) runs.push({ text: text.slice(end) });
  return runs;
}

/**
 * The address as the browser's own parser reads it, if it leads where a link in a message may lead; else `null`. An address
 * with a user name in it (`https://bank.example@evil.example`) exists to deceive, and is not linked.
 */
export function safeHref(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!ALLOWED_PROTOCOLS.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  if (url.protocol === 'mailto:' && !/^[^@\s]+@[^@\s]+$/u.test(url.pathname)) return null;
  return url.href;
}

/** A host with a Korean particle behind it, written without a space: `example.com에서`. */
const HOST_AND_PARTICLE = /^((?:https?:\/\/|www\.)[^/?#]*\.[a-z]{2,})\p{Script=Hangul}+(?=$|[/?#])/iu;

/** Without the punctuation or the particle that follows; a closing bracket stays if the address opened it. */
function trimEnd(candidate: string): string {
  let text = candidate;
  while (TRAILING.test(text)) {
    const last = text.slice(-1);
    const opening = OPENING[last];
    if (opening !== undefined && count(text, opening) >= count(text, last)) break;
    text = text.slice(0, -1);
  }
  return HOST_AND_PARTICLE.exec(text)?.[1] ?? text;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
