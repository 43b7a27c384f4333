import { MAX_MESSAGE_CHARACTERS } from '../../core/index.js';

/**
 * Makes the field as high as its text, up to the limit of the style sheet; a text that is certainly higher is not
 * measured.
 */
export function growToContent(input: HTMLTextAreaElement): void {
  if (input.value.length > MAX_MESSAGE_CHARACTERS) {
    input.style.blockSize = '100em';
    return;
  }
  input.style.blockSize = 'auto';
  // `scrollHeight` does not include the border, `blockSize` does. A hidden chat has no height.
  const edge = input.offsetHeight - input.clientHeight;
  if (input.scrollHeight > 0) input.style.blockSize = `${input.scrollHeight + edge}px`;
}
