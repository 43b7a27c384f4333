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

/** The cells of each row of the first table after a heading, without its head. */
export function documentTable(path: string, heading: string): string[][] {
  const text = readDocument(path);
  const after = text.slice(text.indexOf(`\n${heading}\n`) + 1);
  const rows = /(?:^\|.*\n)+/m.exec(after)?.[0].trimEnd().split('\n').slice(2) ?? [];
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}
