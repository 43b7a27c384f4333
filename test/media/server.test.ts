import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Writable } from 'node:stream';
import type { ServerOptions } from '../../demo-server/create-server.js';
import { createLogger } from '../../demo-server/ops/log.js';
import { LIVEKIT_KEY } from '../harness/server/start-livekit.js';
import { createWorld } from '../server/worlds/harness.js';
import { listening, start } from '../server/worlds/program.js';
import { SKIP as skip, livekit, until } from './livekit-world.js';

const pagesDir = fileURLToPath(new URL('../../demo-server/pages', import.meta.url));
const settingsOf = (livekitUrl: string): ServerOptions => ({
  livekitUrl,
  livekitApiKey: LIVEKIT_KEY.apiKey,
  livekitApiSecret: LIVEKIT_KEY.apiSecret,
});

async function read(url: string, path: string): Promise<string> {
  return await (await fetch(url + path)).text();
}

test(
  'health and metrics say whether the media server works; the server itself works without it',
  { skip },
  async (t) => {
    const media = await livekit(t);
    const { url } = (await createWorld(t, settingsOf(media.url))).server;
    await until(async () => (await read(url, '/healthz')) === '{"status":"ok","mediaServer":"up"}');
    assert.match(await read(url, '/metrics'), /^noom_media_engine_up 1$/m);
    await media.stop();
    await until(async () => (await read(url, '/healthz')) === '{"status":"ok","mediaServer":"down"}');
    assert.match(await read(url, '/metrics'), /^noom_media_engine_up 0$/m);
    assert.equal(await read(url, '/readyz'), '{"status":"ready"}');
  },
);

test('without a media server nothing is said of one', async (t) => {
  const { url } = (await createWorld(t)).server;
  assert.equal(await read(url, '/healthz'), '{"status":"ok"}');
  assert.doesNotMatch(await read(url, '/metrics'), /noom_media_engine_up/);
});

for (const [livekitUrl, sources] of [
  ['wss://media.example', ['wss://media.example', 'https://media.example']],
  ['http://10.0.0.5:7880/livekit', ['ws://10.0.0.5:7880', 'http://10.0.0.5:7880']],
] as const) {
  test(`the pages may connect to ${livekitUrl}, which is told to them in their policy`, async (t) => {
    const { url } = (await createWorld(t, { ...settingsOf(livekitUrl), pagesDir })).server;
    const policy = (await fetch(url)).headers.get('content-security-policy') ?? '';
    const connect = policy.split('; ').find((part) => part.startsWith('connect-src'));
    assert.deepEqual(connect?.split(' ').slice(-2), sources);
  });
}

test('the log of a server with a media server has neither its secret nor a token', { skip }, async (t) => {
  const media = await livekit(t);
  let log = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log += chunk.toString();
      done();
    },
  });
  const logger = createLogger('debug', stream);
  const { url } = (await createWorld(t, { ...settingsOf(media.url), logger })).server;
  await until(async () => (await read(url, '/healthz')).includes('up'));
  await media.stop();
  await until(() => log.includes('does not answer'));
  assert.doesNotMatch(log, /eyJ|a secret of the tests/);
});

test('a signal of the operator that a node will stop ends nothing', async (t) => {
  const child = await start(t, { PORT: '0', NOOM_LOG: 'silent' });
  const url = await listening(child);
  child.kill('SIGUSR2');
  assert.equal(await read(url, '/healthz'), '{"status":"ok"}');
  child.kill('SIGUSR2');
  assert.equal(await read(url, '/healthz'), '{"status":"ok"}');
});

test('half of the settings of a media server stops the start, and says which half is missing', async (t) => {
  const child = await start(t, { PORT: '0', NOOM_LIVEKIT_URL: 'wss://media.example' });
  let said = '';
  child.stderr.on('data', (data: Buffer) => (said += data.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  assert.match(said, /cannot start:\n {2}NOOM_LIVEKIT_URL: .*NOOM_LIVEKIT_API_KEY and NOOM_LIVEKIT_API_SECRET/);
});

/** What compose.yaml gives LiveKit as its settings, with the values of `.env`. */
function composedSettings(values: Readonly<Record<string, string>>): string {
  const lines = readFileSync(new URL('../../compose.yaml', import.meta.url), 'utf8').split('\n');
  const begin = lines.findIndex((line) => line.trim() === 'LIVEKIT_CONFIG: |');
  const indent = /^ */.exec(lines[begin + 1] ?? '')?.[0].length ?? 0;
  const rest = lines.slice(begin + 1);
  const length = rest.findIndex((line) => line.search(/\S/) < indent);
  const text = rest.slice(0, length).map((line) => line.slice(indent));
  return text.join('\n').replace(/\$\{(\w+)(?::([?-])([^}]*))?\}/g, (_, name: string, kind: string, other: string) => {
    const value = values[name] ?? (kind === '-' ? other : undefined);
    assert.ok(value !== undefined, name);
    return value;
  });
}

test('LiveKit starts with the settings that compose.yaml gives it', { skip }, async (t: TestContext) => {
  const media = await livekit(t, {
    configuration: ({ host, http, udp }) =>
      composedSettings({ LIVEKIT_IP: host, LIVEKIT_API_SECRET: LIVEKIT_KEY.apiSecret })
        .replace(/^port: .*/m, `port: ${String(http)}\nbind_addresses: ['${host}']`)
        .replace(/udp_port: .*/, `udp_port: ${String(udp)}`)
        .replace(/tcp_port: .*/, 'tcp_port: 0'),
  });
  const world = await createWorld(t, { ...settingsOf(media.url), livekitApiKey: 'noom' });
  await until(async () => (await read(world.server.url, '/healthz')).includes('up'));
  assert.equal(media.lines.filter((line) => /\bERROR\b/.test(line)).join('\n'), '');
});
