import { readdirSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** The files in a folder of the project whose names end so, by their paths from the project's root. */
export function filesUnder(folder: string, ending: string): string[] {
  return readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .sort();
}
