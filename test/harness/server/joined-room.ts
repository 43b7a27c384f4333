import type { NoomRoom } from '../../../src/components/index.js';
import '../../../src/index.js';
import { systemClock, type Clock } from '../../../src/core/base/clock.js';
import { createMemoryRoom, type DrawnParticipantOptions, type MemoryRoom } from '../../../src/testing/index.js';

/** A `<noom-room>` in the page on a room in memory. */
export interface RoomOnPage {
  readonly room: NoomRoom;
  readonly memory: MemoryRoom;
  /** The first element in the room that matches. */
  find<Tag extends keyof HTMLElementTagNameMap>(tag: Tag): HTMLElementTagNameMap[Tag];
  /** Ends the call and clears the page. */
  close(): Promise<void>;
}

/** What a room on the page begins with. */
export interface RoomOnPageOptions {
  /** What the room contains. */
  markup: string;
  people?: readonly DrawnParticipantOptions[];
  /** Whether to join at once, as `Me`; yes by default. */
  isJoining?: boolean;
  lang?: string;
  devices?: NonNullable<Parameters<typeof createMemoryRoom>[0]>['devices'];
  signaling?: NonNullable<Parameters<typeof createMemoryRoom>[0]>['signaling'];
  clock?: Clock;
}

/** Puts a room with tags of the test into the page; resolves once the local participant and all others have joined. */
export async function putRoom({
  markup,
  people = [],
  isJoining = true,
  lang = 'en',
  devices = {},
  signaling = {},
  clock = systemClock,
}: RoomOnPageOptions): Promise<RoomOnPage> {
  const memory = createMemoryRoom({ participants: people, devices, signaling, clock });
  const room = document.createElement('noom-room');
  room.lang = lang;
  room.room = memory.name;
  room.displayName = 'Me';
  room.innerHTML = markup;
  memory.attach(room, { displayName: 'Me' });
  document.body.append(room);
  if (isJoining) {
    await memory.ready;
    await room.join();
  }
  return {
    room,
    memory,
    find(tag) {
      const found = room.querySelector(tag);
      if (found === null) throw new Error(`There is no <${tag}> in the room.`);
      return found;
    },
    async close() {
      await room.leave();
      room.remove();
      await memory.close();
    },
  };
}
