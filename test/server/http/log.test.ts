import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { afterwards } from '../../harness/afterwards.js';
import { createServer } from '../../../demo-server/create-server.js';
import { createLogger, type LogLevel, type Logger } from '../../../demo-server/ops/log.js';
import { Client, temporaryDir } from '../worlds/harness.js';

const SECRET = 'a secret that is long enough for all of this';

test('an entry is one line of JSON', () => {
  let written = '';
  const logger = createLogger('info', { write: (line) => (written += line) });
  logger.info({ count: 2 }, 'said\nsomething');
  logger.debug({}, 'said too much');
  assert.match(written, /^[^\n]*\n$/);
  const { time, ...entry } = JSON.parse(written) as Record<string, unknown>;
  assert.equal(new Date(String(time)).toISOString(), time);
  assert.deepEqual(entry, { level: 'info', count: 2, message: 'said\nsomething' });
});

test('a program may bring its own pino', async (t) => {
  let written = '';
  const logger: Logger = pino({ level: 'info', name: 'own' }, { write: (line: string) => (written += line) });
  const server = await createServer({ port: 0, stateDir: await temporaryDir(t), logger });
  afterwards(t, () => server.close());
  const ann = await new Client(server.url).connected();
  const { self } = await ann.join('room', 'Ann');
  const entries = written
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  const { name, participant } = entries.find(({ msg }) => msg === 'joined') ?? {};
  assert.deepEqual({ name, participant }, { name: 'own', participant: self.id });
});

for (const level of ['info', 'debug'] satisfies LogLevel[]) {
  test(`a whole call leaves no secret in the log at ${level}`, async (t) => {
    let log = '';
    const server = await createServer({
      port: 0,
      secret: SECRET,
      stateDir: await temporaryDir(t),
      iceUrls: ['turn:turn.example'],
      turnSecret: 'the secret of TURN',
      origins: ['https://good.example'],
      logger: createLogger(level, { write: (line) => (log += line) }),
    });
    afterwards(t, () => server.close());
    const token = await new SignJWT({ room: 'secret-room', name: 'Secret Ann' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(SECRET));
    const sdp = 'v=0\r\na=ice-pwd:secret-password\r\n';
    const candidate = 'candidate:1 1 udp 1 198.51.100.77 9 typ host';
    const join = { room: 'secret-room', name: 'Secret Ann', token };

    const [ann, bob] = await Promise.all([0, 1].map(() => new Client(server.url).connected()));
    assert.ok(ann && bob);
    await ann.join('secret-room', 'Secret Ann', { token });
    const { self, resume, iceServers } = await bob.join('secret-room', 'Secret Ann', {
      token,
      offer: { type: 'offer', sdp },
    });
    await ann.request('signal:send', { to: self.id, description: { type: 'answer', sdp } });
    await ann.request('signal:send', { to: self.id, candidate: { candidate } });
    await ann.request('chat:send', { id: 'm', text: 'a secret message' });
    for (const wrong of [
      { ...join, token: `${token}x` },
      { ...join, room: 7 },
      { ...join, resume: 7 },
    ]) {
      const refused = await new Client(server.url).connected();
      assert.equal((await refused.request('room:join', wrong)).ok, false);
      refused.socket.disconnect();
    }
    const back = await new Client(server.url).connected();
    await back.join('secret-room', 'Secret Ann', { token, resume });
    const stranger = new Client(server.url, { extraHeaders: { origin: 'https://evil.example', authorization: token } });
    await assert.rejects(stranger.connected());
    await server.close();

    assert.match(log, /"joined"/);
    assert.match(log, /evil\.example/);
    const secrets = [token, token.split('.')[2], resume, resume.split('.')[0], iceServers[0]?.credential, SECRET];
    const private_ = ['the secret of TURN', 'ice-pwd', 'typ host', 'secret message', 'secret-room', 'Secret Ann'];
    for (const word of [...secrets, ...private_]) assert.ok(!log.includes(word ?? ''), word);
    assert.equal(log.includes('127.0.0.1'), level === 'debug');
    for (const line of log.trimEnd().split('\n')) JSON.parse(line);
  });
}
