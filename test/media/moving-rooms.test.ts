import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { ServerOptions } from '../../demo-server/create-server.js';
import { MOVING, type Admission } from '../../src/protocol/protocol.js';
import { afterwards } from '../harness/afterwards.js';
import { enter, entering, type Entrant } from '../harness/server/livekit-entrant.js';
import { LIVEKIT_KEY, type LiveKitProcess } from '../harness/server/start-livekit.js';
import { createWorld, temporaryDir, type Client, type World } from '../server/worlds/harness.js';
import { SKIP as skip, inside, livekit, roomsOf, until } from './livekit-world.js';

interface Direct {
  url: string;
  token: string;
}

/** A page that follows its room to LiveKit, as far as that goes without media. */
class Page {
  readonly client: Client;
  readonly id: string;
  /** What they come back with. */
  readonly resume: string;
  readonly #t: TestContext;
  #entrant: Entrant | null = null;

  constructor(t: TestContext, client: Client, { self, resume }: Admission) {
    this.client = client;
    this.id = self.id;
    this.resume = resume;
    this.#t = t;
  }

  get entrant(): Entrant | null {
    return this.#entrant;
  }

  /** Waits until the room prepares to move, enters there, and says so. Resolves to the epoch. */
  async follow(isMeant: (prepared: { epoch: number }) => boolean = () => true): Promise<number> {
    const prepared = await this.client.event('media:prepare', (payload) => isMeant(payload as unknown as Prepared));
    const { epoch, direct } = prepared as unknown as Prepared;
    if (direct) {
      const entrant = await enter(direct);
      this.#entrant = entrant;
      afterwards(this.#t, () => entrant.leave());
    }
    // Others may join before or after this one: ready is said anew for each.
    let own = 0;
    const say = (): void => {
      const published = this.client.events.filter(
        ({ name, payload }) => name === 'media:published' && payload.epoch === epoch,
      );
      const serial = Math.max(own, ...published.map(({ payload }) => Number(payload.serial)));
      if (own > 0) void this.client.request('media:ready', { epoch, serial });
    };
    this.client.socket.on('media:published', say);
    own = Number((await this.client.request('media:joined', { epoch, sources: [] })).serial);
    say();
    await this.client.event('media:commit', (payload) => payload.epoch === epoch);
    return epoch;
  }
}

interface Prepared {
  epoch: number;
  plane: string;
  direct?: Direct;
}

/** A server whose rooms move above two participants. */
async function worldWith(t: TestContext, media: LiveKitProcess, more: ServerOptions = {}): Promise<World> {
  const world = await createWorld(t, {
    livekitUrl: media.url,
    livekitApiKey: LIVEKIT_KEY.apiKey,
    livekitApiSecret: LIVEKIT_KEY.apiSecret,
    meshMax: 2,
    addressSharePercent: 100,
    mediaMoveS: 60,
    ...more,
  });
  await until(async () => (await (await fetch(`${world.server.url}/healthz`)).text()).includes('"up"'));
  return world;
}

/** Participants in a room, one after another; resolves at once, as they may have to move first. */
async function join(t: TestContext, world: World, room: string, ...names: string[]): Promise<Page[]> {
  const pages: Page[] = [];
  for (const name of names) {
    const client = await world.client();
    pages.push(new Page(t, client, await client.join(room, name, { protocol: 2, features: [MOVING] })));
  }
  return pages;
}

async function metrics(world: World): Promise<string> {
  return await (await fetch(`${world.server.url}/metrics`)).text();
}

test('a room that grows moves to LiveKit, and the metrics say so', { skip }, async (t) => {
  const media = await livekit(t);
  const world = await worldWith(t, media);
  const pages = await join(t, world, 'pekoe', 'Ann', 'Bob', 'Cas');
  const epochs = await Promise.all(pages.map((page) => page.follow()));
  assert.deepEqual(epochs, [1, 1, 1]);
  const [room = ''] = await roomsOf(media.apiUrl);
  const ids = (await inside(media.apiUrl, room)).map(({ identity }) => identity);
  assert.deepEqual(ids.sort(), pages.map(({ id }) => id).sort());
  const text = await metrics(world);
  assert.match(text, /^noom_media_moves_total\{to="sfu",result="committed"\} 1$/m);
  assert.match(text, /^noom_media_move_seconds_count\{to="sfu",result="committed"\} 1$/m);
  assert.match(text, /^noom_media_rooms\{plane="sfu"\} 1$/m);
  assert.match(text, /^noom_media_rooms\{plane="mesh"\} 0$/m);
});

test('who is removed from the room is put out of LiveKit, and kept out', { skip }, async (t) => {
  const media = await livekit(t);
  const world = await worldWith(t, media);
  const pages = await join(t, world, 'pekoe', 'Ann', 'Bob', 'Cas');
  await Promise.all(pages.map((page) => page.follow()));
  const [ann, , cas] = pages;
  assert.ok(ann && cas);
  const token = (await cas.client.request('media:token', { epoch: 1 })) as unknown as Direct;
  assert.equal((await ann.client.request('moderate:remove', { id: cas.id })).ok, true);
  await cas.entrant?.gone;
  // With the token of before they can come in once more, for a moment.
  const again = await enter({ url: token.url, token: token.token });
  await again.gone;
  await until(async () => /^noom_media_put_out_total 1$/m.test(await metrics(world)));
});

test('a room ends at LiveKit when it ends here', { skip }, async (t) => {
  const media = await livekit(t);
  const world = await worldWith(t, media);
  const pages = await join(t, world, 'pekoe', 'Ann', 'Bob', 'Cas');
  await Promise.all(pages.map((page) => page.follow()));
  await pages[0]?.client.request('moderate:end', {});
  await until(async () => (await roomsOf(media.apiUrl)).length === 0);
});

test('before a node is stopped, a room moves to another room at LiveKit', { skip }, async (t) => {
  const media = await livekit(t);
  const world = await worldWith(t, media);
  const pages = await join(t, world, 'pekoe', 'Ann', 'Bob', 'Cas');
  await Promise.all(pages.map((page) => page.follow()));
  const [before = ''] = await roomsOf(media.apiUrl);
  world.server.drainMedia();
  const epochs = await Promise.all(pages.map((page) => page.follow(({ epoch }) => epoch > 1)));
  assert.deepEqual(epochs, [2, 2, 2]);
  await until(async () => !(await roomsOf(media.apiUrl)).includes(before));
  assert.equal((await roomsOf(media.apiUrl)).length, 1);
});

test('when LiveKit is killed, a small room goes back to a mesh', { skip }, async (t) => {
  const media = await livekit(t);
  const world = await worldWith(t, media);
  const pages = await join(t, world, 'pekoe', 'Ann', 'Bob', 'Cas');
  await Promise.all(pages.map((page) => page.follow()));
  await media.stop();
  await Promise.all(pages.map((page) => page.follow(({ epoch }) => epoch > 1)));
  const [prepared] = pages[0]?.client.events.filter(({ name }) => name === 'media:prepare').slice(-1) ?? [];
  assert.equal(prepared?.payload.plane, 'mesh');
  await until(async () => /^noom_media_rooms\{plane="mesh"\} 1$/m.test(await metrics(world)));
});

test('a restarted server goes on with the room at LiveKit', { skip }, async (t) => {
  const media = await livekit(t);
  const stateDir = await temporaryDir(t);
  const world = await worldWith(t, media, { stateDir });
  const pages = await join(t, world, 'pekoe', 'Ann', 'Bob', 'Cas');
  await Promise.all(pages.map((page) => page.follow()));
  const [room = ''] = await roomsOf(media.apiUrl);
  await world.server.close();
  assert.deepEqual(await roomsOf(media.apiUrl), [room]);

  const restarted = await worldWith(t, media, { stateDir });
  const more = { protocol: 2, features: [MOVING] };
  const clients: Client[] = [];
  for (const { resume } of pages) {
    const client = await restarted.client();
    const { media: facts } = await client.join('pekoe', 'again', { resume, ...more });
    assert.deepEqual([facts?.epoch, facts?.plane, facts?.isMoving], [1, 'sfu', false]);
    clients.push(client);
  }
  const bob = pages[1];
  assert.equal((await clients[0]?.request('moderate:remove', { id: bob?.id }))?.ok, true);
  await bob?.entrant?.gone;
  assert.deepEqual(
    pages.map(({ entrant }) => entrant?.isInside),
    [true, false, true],
  );
});

test('a page that asks for the token of another epoch or without a seat gets none', { skip }, async (t) => {
  const media = await livekit(t);
  const world = await worldWith(t, media);
  const pages = await join(t, world, 'pekoe', 'Ann', 'Bob', 'Cas');
  await Promise.all(pages.map((page) => page.follow()));
  for (const epoch of [0, 2, 99]) {
    assert.equal((await pages[0]?.client.request('media:token', { epoch }))?.ok, false);
  }
  const stranger = await world.client();
  assert.equal((await stranger.request('media:token', { epoch: 1 })).ok, false);
  const own = (await pages[0]?.client.request('media:token', { epoch: 1 })) as unknown as Direct;
  assert.equal(await entering({ url: own.url, token: own.token }), 200);
  assert.match(await metrics(world), /^noom_refusals_total\{code="not-allowed"\} 4$/m);
  assert.deepEqual(
    pages.slice(1).map(({ entrant }) => entrant?.isInside),
    [true, true],
  );
});
