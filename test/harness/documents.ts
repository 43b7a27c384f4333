import { readdirSync, readFileSync } from 'node:fs';
import { filesUnder } from './files.js';

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

/** A block of code in a document. */
export interface Block {
  readonly path: string;
  /** `''` where none is named. */
  readonly language: string;
  readonly code: string;
}

/** Every block in the documents and in the start pages of the site, also where it is indented in a list. */
export function allBlocks(): Block[] {
  return [...DOCUMENTS, ...filesUnder('site/home', '.md')].flatMap((path) =>
    [...readDocument(path).matchAll(/^( *)```(\w*)\n(.*?)^\1```$/gms)].map(
      ([, indent = '', language = '', code = '']) => ({
        path,
        language,
        code: code.replace(new RegExp(`^${indent}`, 'gm'), ''),
      }),
    ),
  );
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
