import { SourceMap, type SourceMapping } from 'node:module';
import { gzipSync } from 'node:zlib';
import { build, loadConfigFromFile, type InlineConfig, type Rolldown } from 'vite';
import type { Table } from '../lib/readme.js';

/** What a page loads at once: one file with the code of many parts. */
const KIT = 'kit';

/** The parts of the bundle: those of the file that each page loads, by their folders, and the files that come later. */
export async function weighParts(loadedWithPrejoin: ReadonlySet<string>): Promise<Table> {
  const chunks = await bundleWithMaps();
  const kit = chunks.find(({ name }) => name === KIT);
  if (!kit) throw new Error('The bundle has no file that each page loads.');
  const withPrejoin = new Set([...loadedWithPrejoin].map(withoutHash));
  const later = chunks
    .filter(({ name, isEntry }) => name !== KIT && !isEntry)
    .map(({ name, fileName, code }) => ({
      ...{ title: name, minified: code.length, gzip: gzip(code) },
      when: withPrejoin.has(withoutHash(fileName)) ? 'with the prejoin' : 'on demand',
    }));
  const rows = [...partsOf(kit).map((part) => ({ ...part, when: 'at once' })), ...later];
  return {
    title: 'What each part weighs',
    head: ['', 'minified, kB', 'gzip, kB', 'fetched'],
    rows: rows.map(({ title, minified, gzip, when }) => [title, kB(minified), kB(gzip), when]),
    note: 'What is fetched at once is one file: a part’s share of its gzip is that of its minified code.',
  };
}

interface Part {
  title: string;
  minified: number;
  gzip: number;
}

/** Divides a file among the folders that its code is from, the heaviest first. */
function partsOf({ code, map }: Rolldown.OutputChunk): Part[] {
  if (map === null) throw new Error('The bundle was built without source maps.');
  const sources = new SourceMap({ ...map, file: map.file, sourceRoot: '', sourcesContent: [] });
  const bytesOf = new Map<string, number>();
  for (const [line, text] of code.split('\n').entries()) {
    for (let column = 0; column < text.length; column += 1) {
      const { originalSource } = sources.findEntry(line, column) as Partial<SourceMapping>;
      const part = partOf(originalSource ?? '');
      bytesOf.set(part, (bytesOf.get(part) ?? 0) + 1);
    }
  }
  const share = gzip(code) / code.length;
  return [...bytesOf]
    .sort(([, one], [, other]) => other - one)
    .map(([title, minified]) => ({ title, minified, gzip: minified * share }));
}

/** The folder that a source belongs to: of the core, a tag, or what the tags share. */
function partOf(source: string): string {
  const [, path] = /\bsrc\/(.+)\//.exec(source) ?? [];
  if (path === undefined) return source.includes('node_modules') ? 'lit' : 'the bundler’s own code';
  const [top = '', folder] = path.split('/');
  return folder === undefined ? top : `${top}/${folder}`;
}

/** The bundle as it is built for pages, in memory, with source maps. */
async function bundleWithMaps(): Promise<Rolldown.OutputChunk[]> {
  const loaded = await loadConfigFromFile({ command: 'build', mode: 'bundle' }, 'vite.config.ts');
  const { build: options } = loaded?.config ?? {};
  const config: InlineConfig = { configFile: false, logLevel: 'warn', publicDir: false };
  const result = await build({ ...config, build: { ...options, write: false, sourcemap: true } });
  const outputs = [result].flat() as Rolldown.RolldownOutput[];
  return outputs.flatMap(({ output }) => output).filter((file) => file.type === 'chunk');
}

/** A file’s name without the hash of what is in it. */
function withoutHash(fileName: string): string {
  return fileName.replace(/-[\w-]{8}\.js$/, '');
}

function gzip(code: string): number {
  return gzipSync(code, { level: 9 }).length;
}

function kB(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
