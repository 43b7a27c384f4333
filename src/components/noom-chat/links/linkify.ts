import { addressLength, findStop } from './address-extent.js';
import { hrefOf } from './safe-href.js';

/** A part of a message's text; with `href`, a link. */
export interface TextRun {
  readonly text: string;
  readonly href?: string;
}

/**
 * The most candidates for links in one message; further ones stay text, because the browser's parser of addresses is
 * slow.
 */
const MAX_TRIES = 64;

/**
 * The beginning of a link. Letters of scripts without spaces may precede it directly (`자료는https://…`); a scheme must
 * not be the end of a longer one, nor `www.` the middle of another address.
 */
const BEGINNING =
  /(?<![\p{Script=Latin}\p{N}_+-])(?:https?:\/\/|mailto:)|(?<![\p{Script=Latin}\p{N}_+./@-])www\.(?=[\p{L}\p{N}])/giu;

/** Splits a message into plain runs and links; joined together, the runs are the text again. */
export function linkify(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  let tries = 0;
  let stop = 0;
  for (const { index } of text.matchAll(BEGINNING)) {
    // Inside the previous address.
    if (index < end) continue;
    tries += 1;
    if (tries > MAX_TRIES) break;
    // Searched once for all candidates before it.
    if (stop <= index) stop = findStop(text, index);
    const label = text.slice(index, index + addressLength(text.slice(index, stop), text.slice(stop, stop + 2)));
    const href = hrefOf(label);
    if (href === null) continue;
    if (index > end) runs.push({ text: text.slice(end, index) });
    runs.push({ text: label, href });
    end = index + label.length;
  }
  if (end < text.length) runs.push({ text: text.slice(end) });
  return runs;
}
