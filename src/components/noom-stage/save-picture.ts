import { nameInFile, saveFile } from '../internal/save/save-file.js';

/** Saves a picture as `Minji Park 2026-11-28 21.42.18.png`. */
export function savePicture(document: Document, name: string, picture: Blob): void {
  const time = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString();
  const moment = `${time.slice(0, 10)} ${time.slice(11, 19).replaceAll(':', '.')}`;
  saveFile(document, picture, `${nameInFile(name)} ${moment}.png`.trim());
}
