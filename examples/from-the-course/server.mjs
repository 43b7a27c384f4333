/**
 * `npm run course`: the pages of docs/from-the-course.md, by hand and in tags, on one port. The course's way and the
 * kit's run beside each other on one Socket.IO server: its namespace `/` is the kit's, `/course` the relay's.
 *
 * It listens on this machine only, and to pages of its own, because the relay believes whatever it is told.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from 'socket.io';
import { attachSignaling, readSettings } from '../../dist/server/index.js';
import { relay } from './relay.mjs';

const HOST = '127.0.0.1';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
/** As the kit's own server has it. What a stranger writes into a page runs no script then, even where it is markup. */
const POLICY = "default-src 'self'; connect-src 'self' ws:; img-src 'self' data: blob:; media-src 'self' blob:";

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Each file that is served, by its address: what is not here does not exist. */
const files = new Map();
for (const [path, isPage] of [
  [folder('../../dist'), (name) => /^noom[\w.-]*\.js$/.test(name)],
  [folder('../../demo-server/pages'), (name) => /^(style\.css|page\.js|look\.js|icon\.svg)$/.test(name)],
  [folder('.'), (name) => extname(name) in TYPES],
]) {
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  for (const name of names.filter(isPage)) files.set(`/${name.replace(/(^|\/)index\.html$/, '$1')}`, `${path}/${name}`);
}

const server = createServer((request, response) => {
  const file = files.get(/^[^?#]*/.exec(request.url ?? '/')[0]);
  readFile(file ?? '').then(
    (content) => {
      const headers = {
        'content-type': `${TYPES[extname(file)]}; charset=utf-8`,
        'content-security-policy': POLICY,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-cache',
      };
      response.writeHead(200, headers).end(content);
    },
    () => response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n'),
  );
});

/** A page of this machine, at this server: its browser says so by `Host` and `Origin`. */
function isOwnPage({ headers: { host = '', origin } }) {
  return /^(127\.0\.0\.1|localhost):\d+$/.test(host) && (origin === undefined || origin === `http://${host}`);
}

const io = new Server(server, {
  maxHttpBufferSize: 65_536,
  allowRequest: (request, callback) => callback(null, isOwnPage(request)),
});
const settings = readSettings({ PORT: '3100', ...process.env, HOST });
const signaling = attachSignaling(io, settings);
relay(io.of('/course'));

server.on('error', ({ message }) => {
  console.error(`course: ${message}. Choose another port: PORT=3101 npm run course`);
  process.exit(1);
});
server.listen(settings.port, HOST, () => {
  const { port } = server.address();
  console.log(`course listening on http://${HOST}:${port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    void signaling.close().then(() => process.exit(0));
  });
}
