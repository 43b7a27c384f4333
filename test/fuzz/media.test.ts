import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../src/room-server/index.js';
import { MOVING } from '../../src/protocol/protocol.js';
import { MediaWorld, toldOf, type Member } from '../server/media/media-world.js';
import { checkProperty } from './check-property.js';
import { payloadsOf, REQUEST_NAMES } from './payloads.js';

/** On a server with a media server in memory, without sockets: what pages may say of media, by a page that lies. */
const NAMES = REQUEST_NAMES.filter((name) => name.startsWith('media:') || name === 'signal:send');
const RUNS = 150;
const HONEST = ['A', 'B', 'C', 'D', 'E', 'F', 'G'];

const lies = fc.array(fc.oneof(...NAMES.map((name) => payloadsOf(name).map((json) => ({ name, json })))), {
  minLength: 1,
  maxLength: 40,
});

/** The epochs and serials of now, so that lies are not all refused unread. */
function plausible(json: string, world: MediaWorld, ids: readonly string[]): unknown {
  const { media } = JSON.parse(world.records.get('tea') ?? '{}') as { media?: { epoch: number; lastEpoch: number } };
  const of = (epoch: unknown): unknown => {
    if (typeof epoch !== 'number') return epoch;
    return [media?.lastEpoch ?? 0, media?.epoch ?? 0, epoch][epoch % 3];
  };
  try {
    const value = JSON.parse(json.replaceAll('$other', ids[0] ?? '').replaceAll('$third', ids[1] ?? '')) as unknown;
    if (typeof value !== 'object' || value === null || !('epoch' in value)) return value;
    return { ...value, epoch: of(value.epoch), ...('serial' in value && { serial: Number(value.serial) % 12 }) };
  } catch {
    // Several arguments, or none.
    return undefined;
  }
}

test('whatever one page says of media, it gets an answer, the others go on, and another room hears nothing', async () => {
  const property = fc.asyncProperty(lies, async (all) => {
    const world = new MediaWorld();
    const honest = await world.joined(...HONEST);
    const elsewhere = await world.join('Eve', { room: 'coffee', features: [MOVING] });
    const ids = honest.map(({ id }) => id);
    const liar = await world.join('Mallory');
    await world.settle();
    const before = elsewhere.connection.told.length;
    for (const { name, json } of all) {
      const saying = liar.connection.request(name, plausible(json, world, ids) as object);
      await saying.catch((error: unknown) => {
        assert.ok(error instanceof Refusal, String(error));
      });
    }
    await world.settle();
    assert.equal(elsewhere.connection.told.length, before);
    await liar.connection.request('room:leave');
    await world.settle();
    // Whatever came of the first move, the honest ones end up with the media of the room.
    world.clock.advance(8000);
    for (let turn = 0; turn < 3; turn += 1) {
      const last = toldOf(honest[0] as Member).findLast((words) => words.startsWith('prepare'));
      await world.follow(Number(last?.split(' ')[1]), honest).catch(() => undefined);
      world.clock.advance(60_000);
      await world.settle();
    }
    const ends = honest.map((member) => toldOf(member).findLast((words) => !words.startsWith('published')));
    assert.equal(new Set(ends).size, 1, ends.join());
    assert.match(ends[0] ?? '', /^commit \d+ sfu$/);
  });
  await checkProperty('media', property, RUNS);
});
