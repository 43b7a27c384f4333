import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { page } from './pages.js';
import { KEEP } from './room-tag.js';
import { tilesInOrder } from './tiles.js';

/** The scripts are served as their packages bring them: nothing is bundled. */
const SCRIPTS = {
  'turbo.js': '@hotwired/turbo',
  'htmx.js': 'htmx.org',
  'page.js': './page.js',
};

/** `noom.js`, and the parts beside it that it loads on demand. */
function scriptOf(name) {
  if (/^noom[\w.-]*\.js$/.test(name))
    return new URL(`./dist/${name}`, import.meta.resolve('noom-elements/package.json'));
  return name in SCRIPTS ? import.meta.resolve(SCRIPTS[name]) : undefined;
}

/** A page, or the list of tiles in the order that the button asks for. */
function answerTo(library, place, searchParams) {
  if (library in KEEP && place === 'tiles') return tilesInOrder(library, searchParams);
  return { type: 'text/html', html: page(library, place, searchParams) };
}

const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const script = scriptOf(pathname.slice(1));
  const [, library, place] = pathname.split('/');
  const { type, html } = answerTo(library || 'turbo', place || 'call', searchParams);
  try {
    if (script !== undefined) {
      response
        .setHeader('content-type', 'text/javascript')
        .end(await readFile(fileURLToPath(script)));
    } else if (html !== undefined) {
      response.setHeader('content-type', `${type}; charset=utf-8`).end(html);
    } else response.writeHead(404).end();
  } catch {
    response.writeHead(404).end();
  }
});

server.listen(Number(process.env.PORT ?? 5173), 'localhost', () => {
  console.log(`http://localhost:${server.address().port}/`);
});
