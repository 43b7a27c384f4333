import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';

const PAGES = new URL('../pages/', import.meta.url);

/** Serves the pages on which the contestants call. */
export interface PageServer {
  readonly url: string;
  close(): void;
}

/** Bundles every script of `bench/pages`, and serves `/NAME` as an empty page with the script of that name. */
export async function startPageServer(): Promise<PageServer> {
  const scripts = await bundlePages();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const script = scripts.get(pathname.slice(1));
    const name = pathname.slice(1);
    response.setHeader('cache-control', 'no-cache');
    if (script !== undefined) {
      response.setHeader('content-type', 'text/javascript');
      response.end(script);
    } else {
      response.setHeader('content-type', 'text/html');
      response.end(scripts.has(`${name}.js`) ? pageOf(name, searchParams) : '<!doctype html><title>Empty</title>');
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The page of a script; that of noom's tag has the tag and the kit's script, as in the documentation. */
function pageOf(name: string, setup: URLSearchParams): string {
  const url = encodeURI(setup.get('url') ?? '');
  const isTag = /^(navigation|large)-noom$/.test(name);
  const room = encodeURIComponent(setup.get('room') ?? '');
  const own = `/${name}.js`;
  const kit = isTag ? [`${url}/noom.js`] : [];
  // What a page of a large room replaces, it has to before the kit is there.
  const sources = name.startsWith('large-') ? [own, ...kit] : [...kit, own];
  const scripts = sources.map((source) => `<script type="module" src="${source}"></script>`);
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title><link rel="icon" href="data:,">
${scripts.join('')}<style>video { width: 320px; height: 180px }</style>
<body>${isTag ? `<noom-room${setup.has('press') ? '' : ' autojoin'} signaling-url="${url}" room="${room}" display-name="Guest"></noom-room>` : ''}</body></html>`;
}

async function bundlePages(): Promise<Map<string, string>> {
  const names = readdirSync(PAGES).filter((file) => /^(harness|crowd|sampler|navigation-.*|large-.*)\.ts$/.test(file));
  const result = (await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((file) => [file.slice(0, -3), fileURLToPath(new URL(file, PAGES))])),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunk-[name].js' },
      },
    },
  })) as Rolldown.RolldownOutput;
  return new Map(result.output.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code] as const] : [])));
}
