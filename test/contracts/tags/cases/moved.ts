import { expect } from '@open-wc/testing';
import { CountedListeners } from '../../../fakes/counted/counted-listeners.js';
import { countIntervals } from '../../../fakes/counted/counted-intervals.js';
import { countLoops } from '../../../fakes/counted/counted-loops.js';
import { countSubscribers } from '../../../fakes/counted/counted-subscribers.js';
import { lazyParts } from '../../../../src/core/call/lazy/features.js';
import { restore } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';
import { tagCase } from '../tag-case.js';
import type { Site, TagWorld } from '../tag-world.js';

export const moved = tagCase('belongs to the room that it is in, and leaves nothing in another', async (world) => {
  await lazyParts.load();
  const [one, other] = [await world.open(), await world.open()];
  await visit(world, [one, other]);
  await bothHaveAll();
  const left = countLeft([one, other]);
  try {
    const before = left.names();
    const tag = world.make();
    one.places[0].append(tag);
    world.expectIn(tag, one, 'in a room');
    await world.tell(tag, one, 'in a room');

    one.places[1].append(tag);
    world.expectIn(tag, one, 'elsewhere in the room');
    await until(() => world.entry.isTold(tag), 'it is as it was, elsewhere in the room');

    tag.remove();
    one.places[0].append(tag);
    world.expectIn(tag, one, 'put back');
    await until(() => world.entry.isTold(tag), 'it is as it was, put back');

    other.places[0].append(tag);
    world.expectIn(tag, other, 'in another room');
    // A room that is moved into another one stays in its own call.
    await until(() => world.entry.isTold(tag) === world.isRoom, 'it shows the room that it is in');
    if (!world.isRoom) {
      tag.room = one.room;
      await until(() => world.entry.isTold(tag), 'it shows the room that it is given');
      world.expectIn(tag, one, 'in another room, and given the first');
      tag.room = null;
      await until(() => !world.entry.isTold(tag), 'it shows the room that it is in again');
    }
    await world.tell(tag, other, 'in another room');

    world.outside.append(tag);
    world.expectIn(tag, null, 'out of all rooms');
    await world.drawn();

    tag.remove();
    await until(() => left.names().join() === before.join()).catch(() => undefined);
    expect(left.names()).to.deep.equal(before);
    expect(await countLoops(), 'what draws on, frame by frame').to.equal(0);
  } finally {
    left.end();
  }
});

/** Resolves when the calls have all of their features, which listen too: the last ones come a second after joining. */
async function bothHaveAll(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1200));
}

/** What a call keeps for all tags of a kind, as long as it lives (the notes of a chat), is there from then on. */
async function visit(world: TagWorld, sites: readonly Site[]): Promise<void> {
  for (const { places } of sites) {
    const tag = world.make();
    places[0].append(tag);
    await world.drawn();
    tag.remove();
    // A room that was taken off leaves its call a little later.
    if (world.isRoom) await until(() => tag.state !== 'joined' && tag.state !== 'connecting');
  }
}

/** What is listened to, observed and subscribed to in the page, its rooms and their calls, and repeated, from now on. */
function countLeft(sites: readonly Site[]): { names(): string[]; end(): void } {
  const listeners = new CountedListeners(
    [window],
    // The one place beside the devices’ own file: a picker without a room listens there.
    [navigator.mediaDevices, ...sites.flatMap(({ room }) => [room, room.call as unknown as EventTarget])],
  );
  const intervals = countIntervals();
  const subscribers = sites.map(({ room }) => countSubscribers(room.call));
  return {
    names: () => [
      ...[...listeners.names, `${String(intervals())} intervals`],
      ...subscribers.map((count) => `${String(count())} subscribers`),
    ],
    end: () => {
      restore();
      listeners.close();
    },
  };
}
