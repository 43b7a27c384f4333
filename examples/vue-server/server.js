import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { render } from './dist/server/server.js';

const client = new URL('dist/client/', import.meta.url);
const template = await readFile(new URL('index.html', client), 'utf8');

/** A page for each request, and the scripts that the build has made. */
const server = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  try {
    if (pathname === '/') {
      const page = await render(searchParams);
      response
        .setHeader('content-type', 'text/html; charset=utf-8')
        .end(template.replace('<!--page-->', () => page));
    } else if (/^\/assets\/[\w.-]+\.js$/.test(pathname)) {
      const script = await readFile(new URL(`.${pathname}`, client));
      response.setHeader('content-type', 'text/javascript').end(script);
    } else response.writeHead(404).end();
  } catch {
    response.writeHead(404).end();
  }
});

server.listen(Number(process.env.PORT ?? 5173), 'localhost', () => {
  console.log(`http://localhost:${server.address().port}/`);
});
