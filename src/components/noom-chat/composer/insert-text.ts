/** Inserts a text into a field as if it was typed: at the cursor, or over what is selected. */
export function insertText(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  // Nothing else leaves what was typed before it to be undone.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  field.ownerDocument.execCommand('insertText', false, text);
}
