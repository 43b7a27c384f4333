import { MAX_MESSAGE_CHARACTERS } from '../../core/index.js';

/**
 * Keeps a field as high as its text. It is measured only when its text or its width has changed, because that needs a
 * layout, and a chat is drawn anew for each message.
 */
export class GrowingField {
  #field: HTMLTextAreaElement | null = null;
  /** Of the field's document; of another window it would be notified too late. */
  #observer: { readonly of: Document; readonly value: ResizeObserver } | null = null;
  #text: string | null = null;
  /** In CSS pixels. */
  #width = 0;

  /** To be called when the field was drawn. */
  handleDrawn(field: HTMLTextAreaElement | null): void {
    if (field !== this.#field || field?.ownerDocument !== this.#observer?.of) this.#observe(field);
    // The text that is shown while it is empty counts, too.
    const text = field === null ? null : field.value || field.placeholder;
    if (text === this.#text) return;
    this.#text = field === null || growToContent(field) ? text : null;
  }

  #observe(field: HTMLTextAreaElement | null): void {
    this.#observer?.value.disconnect();
    this.#field = field;
    this.#text = null;
    this.#observer = null;
    if (field === null) return;
    const { ResizeObserver } = field.ownerDocument.defaultView ?? globalThis;
    this.#observer = { of: field.ownerDocument, value: new ResizeObserver(this.#handleResize) };
    this.#observer.value.observe(field);
  }

  readonly #handleResize = ([entry]: readonly ResizeObserverEntry[]): void => {
    const width = entry?.contentRect.width ?? 0;
    if (width === this.#width) return;
    this.#width = width;
    const field = this.#field;
    // In the next frame: a field that resizes itself under its observer is reported as an error by browsers.
    field?.ownerDocument.defaultView?.requestAnimationFrame(() => {
      growToContent(field);
    });
  };
}

/**
 * Makes a field as high as its text, up to the limit of the style sheet; what is certainly higher is not measured.
 * Returns whether it could be measured: a hidden chat has no height.
 */
function growToContent(input: HTMLTextAreaElement): boolean {
  if (input.value.length > MAX_MESSAGE_CHARACTERS) {
    input.style.blockSize = '100em';
    return true;
  }
  input.style.blockSize = 'auto';
  // `scrollHeight` does not include the border, `blockSize` does.
  const edge = input.offsetHeight - input.clientHeight;
  if (input.scrollHeight === 0) return false;
  input.style.blockSize = `${input.scrollHeight + edge}px`;
  return true;
}
