/** Long enough for the browser to have taken what is saved. */
const KEPT_MS = 60_000;

/** The part of a name, which anyone may have chosen, that a file may have in its own. */
export function nameInFile(name: string): string {
  return name
    .replace(/[^\p{L}\p{N}\p{M} -]+/gu, ' ')
    .trim()
    .slice(0, 64);
}

/** Has the browser save a file, where it saves what is downloaded. */
export function saveFile(document: Document, file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, KEPT_MS);
}
