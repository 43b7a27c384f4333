/** Passes connections on to `http://host:port`, each chunk with a delay in milliseconds, in each direction. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { printUrl } from './print-url.js';

const [, , target = '', delay = '0'] = process.argv;
const { hostname, port } = new URL(target);
const delayMs = Number(delay);

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ host: hostname, port: Number(port), noDelay: true });
  pass(near, far);
  pass(far, near);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
printUrl(server.address());

function pass(from: Socket, to: Socket): void {
  const later = (work: () => void): void => {
    setTimeout(() => {
      if (!to.destroyed) work();
    }, delayMs);
  };
  from.on('data', (data: Buffer) => {
    later(() => to.write(data));
  });
  from.on('end', () => {
    later(() => to.end());
  });
  // Pages are closed in the middle of a call.
  from.on('error', () => to.destroy());
}
