import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { Client } from '../worlds/harness.js';
import { MAIN, listening, start } from '../worlds/program.js';

async function outcome(child: ChildProcessWithoutNullStreams): Promise<{ code: unknown; out: string; err: string }> {
  let out = '';
  let err = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, out, err };
}

test('it prints one line with its address, serves, tells its rooms when it stops, and exits with 0', async (t) => {
  const child = await start(t, { PORT: '0', NOOM_LOG: 'silent' });
  const lines = createInterface({ input: child.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  const url = /^noom listening on (http:\/\/127\.0\.0\.1:[1-9]\d*)$/.exec(line)?.[1];
  assert.ok(url, line);
  assert.deepEqual(await (await fetch(`${url}/healthz`)).json(), { status: 'ok' });
  const client = await new Client(url).connected();
  await client.join('tea', 'Ann');
  const ended = client.event('room:ended');
  const result = outcome(child);
  child.kill('SIGTERM');
  assert.equal((await ended).reason, 'server-shutdown');
  assert.deepEqual(await result, { code: 0, out: '', err: '' });
});

/** The other side of the connection stops: it neither reads nor closes. */
function pause({ socket }: Client): void {
  (socket.io.engine.transport as unknown as { ws: { pause(): void } }).ws.pause();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  test(`${signal} that comes twice, as npm sends it, does not break off the end`, async (t) => {
    const child = await start(t, { PORT: '0', NOOM_LOG: 'silent' });
    const url = await listening(child);
    const [ann, deaf] = [await new Client(url).connected(), await new Client(url).connected()];
    for (const client of [ann, deaf]) await client.join('tea', 'Ann');
    pause(deaf);
    const result = outcome(child);
    child.kill(signal);
    await ann.event('room:ended');
    child.kill(signal);
    assert.deepEqual(await result, { code: 0, out: '', err: '' });
    deaf.socket.disconnect();
  });
}

test('a connection that does not respond delays its end only for a moment', async (t) => {
  const child = await start(t, { PORT: '0', NOOM_LOG: 'silent' });
  const client = await new Client(await listening(child)).connected();
  await client.join('tea', 'Ann');
  pause(client);
  child.kill('SIGTERM');
  const [code] = (await once(child, 'close')) as unknown[];
  client.socket.disconnect();
  assert.equal(code, 0);
});

test('--help lists the settings and exits with 0', async (t) => {
  const { code, out } = await outcome(await start(t, { PORT: 'wrong' }, '--help'));
  assert.equal(code, 0);
  assert.match(out, /NOOM_SECRET/);
});

test('an unknown option stops the start', async (t) => {
  const { code, err } = await outcome(await start(t, {}, '--port=80'));
  assert.equal(code, 1);
  assert.match(err, /--port=80.*--help/);
});

test('an invalid setting stops the start with an explanation and without a stack', async (t) => {
  const { code, out, err } = await outcome(await start(t, { HOST: '0.0.0.0', NOOM_LOG: 'x' }));
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, /HOST: .*NOOM_OPEN=lan/);
  assert.match(err, /NOOM_LOG: /);
  assert.doesNotMatch(err, /\n\s+at /);
});

test('a port in use stops the start with an explanation', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  afterwards(t, () => other.close());
  await once(other, 'listening');
  const port = String((other.address() as AddressInfo).port);
  const { code, out, err } = await outcome(await start(t, { PORT: port }));
  assert.deepEqual([code, out], [1, '']);
  assert.match(err, new RegExp(`PORT: ${port} .*in use.*PORT=`));
  assert.doesNotMatch(err, /\n\s+at /);
});

// Of another machine; without the zone that a link-local address needs.
for (const host of ['192.0.2.77', 'fe80::1']) {
  test(`the address ${host}, which cannot be listened on, stops the start with an explanation`, async (t) => {
    const { code, err } = await outcome(await start(t, { HOST: host, NOOM_OPEN: 'lan', PORT: '0' }));
    assert.equal(code, 1);
    assert.match(err, new RegExp(`HOST: ${host} `));
    assert.doesNotMatch(err, /\n\s+at /);
  });
}

// Inside a file; and in a file system that takes no folder, and says that there is no such one.
for (const folder of [`${MAIN}/state`, ...(process.platform === 'linux' ? ['/proc/noom/state'] : [])]) {
  test(`a state folder that cannot be made, ${folder}, stops the start with an explanation`, async (t) => {
    const { code, err } = await outcome(await start(t, { NOOM_STATE_DIR: folder, PORT: '0' }));
    assert.equal(code, 1);
    assert.match(err, /NOOM_STATE_DIR: /);
  });
}

test('behind a proxy, which has HTTPS, it does not recommend HTTPS', async (t) => {
  const secret = 'x'.repeat(32);
  const settings = { PORT: '0', HOST: '0.0.0.0', NOOM_SECRET: secret, NOOM_TRUST_PROXY: '1', NOOM_LOG: 'silent' };
  const child = await start(t, settings);
  const result = outcome(child);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const { code, out } = await result;
  assert.deepEqual([code, /^noom listening on/.test(out), /HTTPS/.test(out)], [0, true, false]);
});

test('on a network it says that it is open, and that browsers require HTTPS', async (t) => {
  const child = await start(t, { PORT: '0', HOST: '0.0.0.0', NOOM_OPEN: 'lan', NOOM_LOG: 'silent' });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = (await lines.next()).value as string;
  assert.match(first, /^noom listening on http:\/\/127\.0\.0\.1:\d+$/);
  let said = '';
  while (!/NOOM_HTTPS=self-signed/.test(said)) said += `${String((await lines.next()).value)}\n`;
  assert.match(said, /open to everyone on this network/);
});
