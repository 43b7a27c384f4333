import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const DOCUMENT = fileURLToPath(new URL('../../../docs/network.md', import.meta.url));

/** A table of docs/network.md, which is written there where that is asked for, and printed otherwise. */
export class MeasuredTable {
  readonly #name: string;
  readonly #head: readonly string[];
  readonly #rows: string[][] = [];

  /** @param name of the comment that the table follows in the document. */
  constructor(name: string, head: readonly string[]) {
    this.#name = name;
    this.#head = head;
  }

  add(...cells: string[]): void {
    this.#rows.push(cells);
    console.log(cells.join(' · '));
  }

  /** With `WRITE_NETWORK=1`, puts the table into the document, in place of the one there. */
  async write(): Promise<void> {
    if (process.env['WRITE_NETWORK'] !== '1') return;
    const { format, resolveConfig } = await import('prettier');
    const lines = [this.#head, this.#head.map(() => '---'), ...this.#rows].map((cells) => `| ${cells.join(' | ')} |`);
    const [begin, end] = [`<!-- ${this.#name} -->`, `<!-- end of ${this.#name} -->`];
    const before = await readFile(DOCUMENT, 'utf8');
    const [head, rest] = split(before, begin);
    const [, tail] = split(rest, end);
    const text = `${head}${begin}\n\n${lines.join('\n')}\n\n${end}${tail}`;
    await writeFile(DOCUMENT, await format(text, { ...(await resolveConfig(DOCUMENT)), filepath: DOCUMENT }));
  }
}

/** Seconds, as the tables have them. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function split(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  if (index === -1) throw new Error(`docs/network.md has no ${at}.`);
  return [text.slice(0, index), text.slice(index + at.length)];
}
