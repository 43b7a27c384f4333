import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import type { Admission } from '../../../src/protocol/protocol.js';
import { TEST_SECRET, signToken } from '../../harness/server/sign-token.js';
import { Client, temporaryDir, type RawAck } from '../worlds/harness.js';
import { listening, start } from '../worlds/program.js';

/** A server that is killed and started again, with the same folder. */
class KilledServer {
  readonly stateDir: string;
  readonly #t: TestContext;
  readonly #environment: Record<string, string>;
  readonly #clients: Client[] = [];
  #process: Awaited<ReturnType<typeof start>> | null = null;
  #url = '';

  constructor(t: TestContext, stateDir: string, environment: Record<string, string>) {
    this.#t = t;
    this.stateDir = stateDir;
    this.#environment = { PORT: '0', NOOM_LOG: 'silent', NOOM_STATE_DIR: stateDir, ...environment };
    afterwards(t, () => {
      for (const { socket } of this.#clients) socket.disconnect();
    });
  }

  async start(): Promise<void> {
    this.#process = await start(this.#t, this.#environment);
    this.#url = await listening(this.#process);
  }

  /** Ends the process without notice, as a crash does. */
  async kill(): Promise<void> {
    const process = this.#process;
    if (!process) throw new Error('It was not started.');
    const exit = once(process, 'exit');
    process.kill('SIGKILL');
    await exit;
  }

  async connect(): Promise<Client> {
    const client = new Client(this.#url);
    this.#clients.push(client);
    return await client.connected();
  }

  async join(name: string, more: object = {}): Promise<{ client: Client; admission: Admission }> {
    const client = await this.connect();
    return { client, admission: await client.join('tea', name, more) };
  }

  async knock(name: string, more: object = {}): Promise<RawAck> {
    return await (await this.connect()).request('room:join', { room: 'tea', name, ...more });
  }

  /** The files of rooms. */
  async files(): Promise<string[]> {
    const folders = (await readdir(this.stateDir)).filter((name) => name.startsWith('rooms-'));
    const paths = folders.map(async (folder) => {
      const names = await readdir(join(this.stateDir, folder));
      return names.filter((name) => name.endsWith('.json')).map((name) => join(this.stateDir, folder, name));
    });
    return (await Promise.all(paths)).flat();
  }
}

async function createServer(t: TestContext, environment: Record<string, string> = {}): Promise<KilledServer> {
  const server = new KilledServer(t, await temporaryDir(t), environment);
  await server.start();
  return server;
}

const codeOf = ({ error }: RawAck): string | undefined => error?.code;
const tokenOf = (claims: object): Promise<string> => signToken({ room: 'tea', ...claims });

test('a server that is killed knows lock, lobby, removal and host after its start', async (t) => {
  const server = await createServer(t);
  const ann = await server.join('Ann');
  const bob = await server.join('Bob');
  const cy = await server.join('Cy');
  await ann.client.request('moderate:remove', { id: cy.admission.self.id });
  await ann.client.request('moderate:lobby', { on: true });
  await ann.client.request('moderate:spotlight', { id: bob.admission.self.id });
  await ann.client.request('moderate:lock', { on: true });
  await server.kill();

  await server.start();
  assert.equal(codeOf(await server.knock('Dee')), 'room-locked');
  assert.equal(codeOf(await server.knock('Cy', { resume: cy.admission.resume })), 'denied');
  const bobBack = await server.join('Bob', { resume: bob.admission.resume, lastSeq: 4 });
  assert.deepEqual(bobBack.admission.self, bob.admission.self);
  const { locked, lobby, startedAt, spotlightId } = bobBack.admission.room;
  assert.deepEqual([locked, lobby, startedAt], [true, true, ann.admission.room.startedAt]);
  assert.equal(spotlightId, bob.admission.self.id);
  const annBack = await server.join('Ann', { resume: ann.admission.resume, lastSeq: 4 });
  assert.deepEqual(annBack.admission.self, ann.admission.self);
  await annBack.client.request('moderate:lock', { on: false });
  assert.equal((await server.knock('Dee')).lobby, true);
  assert.equal(codeOf(await server.knock('Cy', { resume: cy.admission.resume })), 'denied');
});

test('a server that is killed knows the raised hands and their order after its start', async (t) => {
  const server = await createServer(t);
  const ann = await server.join('Ann');
  const bob = await server.join('Bob');
  const cy = await server.join('Cy');
  for (const { client } of [cy, bob, ann]) await client.request('state:set', { hand: true });
  await cy.client.request('state:set', { hand: false });
  await server.kill();

  await server.start();
  const stranger = await server.join('Dee');
  assert.deepEqual(await stranger.client.request('state:set', { hand: true }), { ok: true, handOrder: 4 });
  const places = async (name: string, { admission: { resume } }: typeof ann): Promise<unknown> => {
    const { hand, handOrder } = (await server.join(name, { resume, lastSeq: 9 })).admission.self;
    return [hand, handOrder];
  };
  assert.deepEqual(await places('Ann', ann), [true, 3]);
  assert.deepEqual(await places('Cy', cy), [false, undefined]);
  assert.deepEqual(await places('Bob', bob), [true, 2]);
});

test('a newcomer who is first after a restart is not host: the earlier host is waited for', async (t) => {
  const server = await createServer(t);
  const ann = await server.join('Ann');
  await server.kill();
  await server.start();
  const stranger = await server.join('Dee');
  assert.equal(stranger.admission.self.role, 'guest');
  // Newcomers come and go, and Ann is still the host.
  await stranger.client.request('room:leave', {});
  const other = await server.join('Eve');
  assert.equal(other.admission.self.role, 'guest');
  const { self } = (await server.join('Ann', { resume: ann.admission.resume })).admission;
  assert.deepEqual([self.id, self.role], [ann.admission.self.id, 'host']);
});

test('a participant who left before a restart is let in like any newcomer', async (t) => {
  const server = await createServer(t);
  const ann = await server.join('Ann');
  const bob = await server.join('Bob');
  await bob.client.request('room:leave', {});
  await ann.client.request('moderate:lock', { on: true });
  await server.kill();
  await server.start();
  assert.equal(codeOf(await server.knock('Bob', { resume: bob.admission.resume })), 'room-locked');
});

test('with tokens a seat from before a restart is taken back by its ticket alone; all others need a token', async (t) => {
  const server = await createServer(t, { NOOM_SECRET: TEST_SECRET });
  const ann = await server.join('Ann', { token: await tokenOf({ sub: 'ann', role: 'host' }) });
  const bob = await server.join('Bob', { token: await tokenOf({ sub: 'bob', role: 'cohost', name: 'Bob B.' }) });
  const cyToken = await tokenOf({ jti: 'cy' });
  const cy = await server.join('Cy', { token: cyToken });
  const dee = await server.join('Dee', { token: await tokenOf({ sub: 'dee' }) });
  await ann.client.request('moderate:role', { id: bob.admission.self.id, role: 'guest' });
  await ann.client.request('moderate:remove', { id: cy.admission.self.id });
  await dee.client.request('room:leave', {});
  await server.kill();

  await server.start();
  const back = await server.join('Dr. Host', { resume: bob.admission.resume });
  const { id, name, role } = back.admission.self;
  assert.deepEqual([id, name, role], [bob.admission.self.id, 'Bob B.', 'guest']);
  assert.equal(codeOf(await server.knock('Cy', { token: `${cyToken}=` })), 'denied');
  assert.equal(codeOf(await server.knock('Cy', { resume: cy.admission.resume })), 'unauthorized');
  assert.equal(codeOf(await server.knock('Dee', { resume: dee.admission.resume })), 'unauthorized');
  const guest = { resume: ann.admission.resume, token: await tokenOf({ sub: 'ann', role: 'guest' }) };
  assert.equal((await server.join('Ann', guest)).admission.self.role, 'guest');
});

test('the record of a room is readable by its owner only, and is gone when the room is over', async (t) => {
  const server = await createServer(t);
  const ann = await server.join('Ann');
  const [file = '', ...others] = await server.files();
  assert.equal(others.length, 0);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.equal((await stat(join(file, '..'))).mode & 0o777, 0o700);
  await ann.client.request('room:leave', {});
  assert.deepEqual(await server.files(), []);
  await server.kill();
  await server.start();
  assert.equal((await server.join('Bob')).admission.self.role, 'host');
});

for (const [what, spoil] of [
  ['no longer there', (file: string) => rm(file)],
  ['cut short', async (file: string) => writeFile(file, (await readFile(file, 'utf8')).slice(0, -9))],
  ['of another version', (file: string) => writeFile(file, '{"wire":{"name":"tea"},"barred":{}}')],
  [
    'of another room',
    async (file: string) => writeFile(file, (await readFile(file, 'utf8')).replace('"tea"', '"pot"')),
  ],
] as const) {
  test(`a server starts with a record of a room ${what}, and adopts the life of the first ticket`, async (t) => {
    const server = await createServer(t);
    const ann = await server.join('Ann');
    const bob = await server.join('Bob');
    await ann.client.request('moderate:role', { id: bob.admission.self.id, role: 'cohost' });
    bob.client.socket.disconnect();
    const cohost = await server.join('Bob', { resume: bob.admission.resume });
    assert.equal(cohost.admission.self.role, 'cohost');
    await server.kill();
    await Promise.all((await server.files()).map(spoil));

    await server.start();
    const bobBack = await server.join('Bob', { resume: cohost.admission.resume, lastSeq: 1 });
    assert.deepEqual([bobBack.admission.self.id, bobBack.admission.self.role], [bob.admission.self.id, 'guest']);
    const stranger = await server.join('Dee');
    assert.equal(stranger.admission.self.role, 'guest', 'the host is waited for');
    const annBack = await server.join('Ann', { resume: ann.admission.resume });
    assert.deepEqual([annBack.admission.self.id, annBack.admission.self.role], [ann.admission.self.id, 'host']);
  });
}

test('two servers with the same folder do not take each other\u2019s rooms', async (t) => {
  const first = await createServer(t);
  const ann = await first.join('Ann');
  await ann.client.request('moderate:lock', { on: true });
  const second = new KilledServer(t, first.stateDir, {});
  await second.start();
  assert.equal((await second.join('Bob')).admission.self.role, 'host');
  await first.kill();
  await first.start();
  assert.equal(codeOf(await first.knock('Dee')), 'room-locked');
});
