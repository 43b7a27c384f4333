/**
 * Loaded into the server's process by `--import`: reports by HTTP how many bytes are in use once all garbage is
 * collected (`/heap`), and the longest turn of the event loop since the last request (`/turn`, in milliseconds of
 * processor time: the delay by the clock says more about the machine). The server itself has no such endpoint, and
 * should not.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const LOOK_MS = 10;
let before = process.cpuUsage();
let busiestMs = 0;
setInterval(() => {
  const { user, system } = process.cpuUsage(before);
  before = process.cpuUsage();
  busiestMs = Math.max(busiestMs, (user + system) / 1000);
}, LOOK_MS).unref();

function readHeap() {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function readBusiest() {
  const read = busiestMs;
  busiestMs = 0;
  return read;
}

const probe = createServer(({ url }, response) => {
  response.setHeader('connection', 'close');
  response.end(String(url === '/turn' ? readBusiest() : readHeap()));
});
probe.listen(0, '127.0.0.1');
await once(probe, 'listening');
// This listener must not keep the server under test alive.
probe.unref();
process.stdout.write(`heap probe on http://127.0.0.1:${probe.address().port}\n`);
