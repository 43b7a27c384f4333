import { existsSync, readFileSync } from 'node:fs';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { preview, type Plugin, type PreviewServer } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = 'storybook-static';

/** A page of the built Storybook, as its `index.json` has it. */
export interface Entry {
  readonly id: string;
  readonly type: 'story' | 'docs';
  /** The tag that it documents. */
  readonly title: string;
  readonly name: string;
}

/** The built Storybook's pages of a type. @throws when it is not built. */
export function readEntries(wanted: Entry['type']): Entry[] {
  const file = `${ROOT}/${BUILT}/index.json`;
  if (!existsSync(file)) throw new Error('There is no Storybook yet: run `npm run build:storybook` first.');
  const { entries } = JSON.parse(readFileSync(file, 'utf8')) as { entries: Record<string, Entry> };
  return Object.values(entries).filter(({ type }) => type === wanted);
}

/** Serves the built Storybook to the tests of a file; the function returns a page's address there. */
export function useStorybook(plugins: readonly Plugin[] = []): (entry: Entry) => string {
  let server: PreviewServer | undefined;
  before(async () => {
    server = await preview({
      configFile: false,
      plugins: [...plugins],
      root: ROOT,
      build: { outDir: BUILT },
      preview: { host: '127.0.0.1', port: 0 },
      logLevel: 'warn',
    });
  });
  after(() => server?.close());
  return ({ id, type }) => {
    const origin = server?.resolvedUrls?.local[0];
    if (origin === undefined) throw new Error('Storybook is not served yet.');
    return `${origin}iframe.html?id=${id}&viewMode=${type}`;
  };
}
