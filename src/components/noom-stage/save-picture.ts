/** Long enough for the browser to have taken what is saved. */
const KEPT_MS = 60_000;

/** The part of a participant's name, which anyone may have chosen, that a file may have in its own. */
export function nameInFile(name: string): string {
  return name
    .replace(/[^\p{L}\p{N}\p{M} -]+/gu, ' ')
    .trim()
    .slice(0, 64);
}

/** Saves a picture as `Minji Park 2026-11-28 21.42.18.png`. */
export function savePicture(document: Document, name: string, picture: Blob): void {
  const time = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
  const url = URL.createObjectURL(picture);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${nameInFile(name)} ${time.slice(0, 10)} ${time.slice(11, 19).replaceAll(':', '.')}.png`.trim();
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, KEPT_MS);
}
