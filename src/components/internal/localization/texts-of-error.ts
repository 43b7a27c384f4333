import { ERROR_TEXTS, type CallError } from '../../../core/index.js';
import type { Speaker } from './words.js';

/**
 * What has failed, and what to do, in the language of now: the error may be older than that, or than its texts, where
 * a device fails at once, or of a call that the page has made. English may be more specific than the text for the code.
 */
export function textsOfError(
  speaker: Pick<Speaker, 't'>,
  { code, message, hint }: CallError,
): readonly [string, string] {
  const text = speaker.t(`error:${code}`);
  return text === ERROR_TEXTS[code].message ? [message, hint] : [text, speaker.t(`hint:${code}`)];
}
