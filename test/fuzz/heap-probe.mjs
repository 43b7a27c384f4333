/**
 * Loaded into the server's process by `--import`: prints where it tells, by HTTP, how many bytes are in use once all garbage is
 * collected. The server itself offers no such thing, and should not.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

const probe = createServer((_, response) => {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  response.setHeader('connection', 'close');
  response.end(String(heapUsed + external));
});
probe.listen(0, '127.0.0.1');
await once(probe, 'listening');
// The server under test ends when it is done, whoever listens here.
probe.unref();
process.stdout.write(`heap probe on http://127.0.0.1:${probe.address().port}\n`);
