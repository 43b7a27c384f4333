import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url);

/** Every document with code in it, by its path. */
export const DOCUMENTS: readonly string[] = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md')
    .map((file) => (folder === '.' ? file : `${folder}/${file}`)),
);

/** A document's text. */
export function readDocument(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** The code blocks of a document in that language, in order. */
export function documentBlocks(path: string, language: string): string[] {
  const blocks = readDocument(path).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'));
  return [...blocks].map(([, code = '']) => code);
}
