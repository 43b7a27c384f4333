import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { format, resolveConfig } from 'prettier';
import { findBrowser } from '../../scripts/find/browser.mjs';
import { fileURLToPath } from 'node:url';

const README = fileURLToPath(new URL('../README.md', import.meta.url));

/** The result of a benchmark. */
export interface BenchResult {
  /** Which section of the README it fills. */
  name: string;
  /** How often everything was measured; `null` where once is enough. */
  rounds: number | null;
  tables: readonly Table[];
}

/** A table; `note` explains it to the reader. */
export interface Table {
  title: string;
  head: readonly string[];
  rows: readonly (readonly string[])[];
  note?: string;
}

/** The tables of a result as Markdown, with the machine, the date and the command. */
export async function toMarkdown({ name, rounds, tables }: BenchResult): Promise<string> {
  const [cpu] = cpus();
  const browser = execFileSync(await findBrowser('chromium'), ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
  const date = new Date().toISOString().slice(0, 10);
  const command = `npm run bench -- ${name}`;
  const machine = `${String(cpus().length)} cores (${cpu?.model.trim() ?? 'unknown'}), Node ${process.versions.node}, ${browser}`;
  const often = rounds === null ? [] : [`medians of ${String(rounds)} rounds`];
  const where = [date, `\`${command}\``, ...often, machine].join(' · ');
  return [where, ...tables.map(tableToMarkdown)].join('\n\n');
}

/** Puts the result into its section of `bench/README.md`. */
export async function writeResult(name: string, markdown: string): Promise<void> {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const text = readFileSync(README, 'utf8');
  const section = new RegExp(`${start}[^]*?${end}`);
  if (!section.test(text)) throw new Error(`bench/README.md has no section ${start}.`);
  const written = text.replace(section, () => `${start}\n\n${markdown}\n\n${end}`);
  const config = await resolveConfig(README);
  writeFileSync(README, await format(written, { ...config, parser: 'markdown' }));
}

function tableToMarkdown({ title, head, rows, note }: Table): string {
  const lines = [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  return [`**${title}**`, table, ...(note === undefined ? [] : [note])].join('\n\n');
}
