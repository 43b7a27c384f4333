import { expect } from '@open-wc/testing';
import type { NoomRoom } from '../../../../src/components/index.js';
import { tagCase } from '../tag-case.js';

export const lateRoom = tagCase('waits for its room, and for the call in that', async (world) => {
  const { entry, outside } = world;
  // A room comes without its name, its participant's and its call.
  const tag = world.make(world.isRoom ? '' : `${entry.attributes ?? ''} for="late"`);
  outside.append(tag);
  await world.drawn();
  world.expectIn(tag, null, 'before there is a room');

  const room = world.isRoom ? (tag as unknown as NoomRoom) : document.createElement('noom-room');
  const memory = world.giveMemory(room);
  if (!world.isRoom) {
    room.id = 'late';
    room.append(document.createElement('p'));
    outside.append(room);
    expect(room.linked.has(tag)).to.equal(true);
  }
  await world.drawn();

  room.call = memory.createCall();
  expect(room.linked.has(tag)).to.equal(true);
  Object.assign(room, { room: 'tea', displayName: 'Me', autojoin: entry.phase === 'call' });
  await world.tell(tag, { room }, 'once it is there');
});
