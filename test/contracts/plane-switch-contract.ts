import type { Mover } from './moving-scene.js';
import { equal } from './plane-scene.js';
import { moving, type SwitchCase } from './switch-case.js';
import { tell } from '../../src/core/base/typed-events.js';
import type { MediaPlane } from '../../src/core/media/media-plane.js';

/** Resolves when both see each other over the planes of this move. */
async function seeEachOther(ann: Mover, bob: Mover, index: number): Promise<void> {
  await Promise.all([ann.shows('bob', ann.planes[index]), bob.shows('ann', bob.planes[index])]);
}

/** What a switch between any two planes does. Needs a browser. */
export const planeSwitchContract: readonly SwitchCase[] = [
  moving('moves there and back, and closes each former plane', async (stage) => {
    const [ann, bob] = await stage.pair();
    for (const [epoch, kind] of [
      [1, 'next'],
      [2, 'present'],
    ] as const) {
      for (const each of [ann, bob]) each.begin(epoch, kind);
      await seeEachOther(ann, bob, epoch);
      equal([ann.closed.length, bob.closed.length], [epoch - 1, epoch - 1], 'planes closed before the move is over');
      for (const each of [ann, bob]) each.commit(epoch);
      await seeEachOther(ann, bob, epoch);
      await Promise.all([ann, bob].map((each) => each.closes(each.planes[epoch - 1])));
      await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
      await ann.plane.data.send('bob', { channel: 'c', data: `after ${String(epoch)}` });
      equal((await bob.received(epoch)).at(-1)?.data, `after ${String(epoch)}`, 'data');
    }
    equal([ann.closed.length, bob.closed.length], [2, 2], 'planes closed');
  }),

  moving('shows a picture from the next plane once it is there, and from the present one until then', async (stage) => {
    const [ann, bob] = await stage.pair();
    bob.begin(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await bob.shows('ann', bob.planes[0]);
    const seen: (MediaStreamTrack | undefined)[] = [];
    bob.plane.addEventListener('plane-tracks', () => seen.push(bob.plane.tracksOf('ann').get('camera')));
    ann.begin(1);
    await bob.shows('ann', bob.planes[1]);
    equal(
      seen.every((track) => track?.readyState === 'live'),
      true,
      'whether there was a picture all the time',
    );
    await bob.eye('ann').sees('red');
  }),

  moving('takes a participant who joins during a move', async (stage) => {
    const [ann, bob] = await stage.pair();
    for (const each of [ann, bob]) each.begin(1);
    const cas = stage.mover('cas', 'blue');
    for (const each of [ann, bob]) {
      cas.plane.addParticipant(each.id, 'before-us');
      each.plane.addParticipant('cas', 'after-us');
    }
    cas.begin(1);
    await Promise.all([ann.shows('cas', ann.planes[1]), cas.shows('ann', cas.planes[1])]);
    for (const each of [ann, bob, cas]) each.commit(1);
    await Promise.all([bob.eye('cas').sees('blue'), cas.eye('bob').sees('lime')]);
    bob.plane.removeParticipant('cas');
    equal(bob.plane.tracksOf('cas').size, 0, 'tracks of who has left');
  }),

  moving('goes on where it was when a move is given up', async (stage) => {
    const [ann, bob] = await stage.pair();
    for (const each of [ann, bob]) each.begin(1);
    await seeEachOther(ann, bob, 1);
    for (const each of [ann, bob]) each.abort(1);
    await seeEachOther(ann, bob, 0);
    await ann.closes(ann.planes[1]);
    equal(ann.closed.length, 1, 'planes closed');
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
    await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
    equal((await bob.received(1))[0]?.data, 'still here', 'data');
    for (const each of [ann, bob]) each.commit(1);
    await seeEachOther(ann, bob, 0);
  }),

  moving('gives up a move whose plane is refused, and moves later', async (stage) => {
    const [ann, bob] = await stage.pair();
    const told: string[] = [];
    ann.plane.addEventListener('plane-state', ({ state }) => told.push(state));
    for (const [epoch, state] of [
      [1, 'refused'],
      [2, 'refused'],
    ] as const) {
      for (const each of [ann, bob]) each.begin(epoch);
      await seeEachOther(ann, bob, epoch);
      tell(ann.planes[epoch] as MediaPlane, 'plane-state', { state, sources: [] });
      await ann.shows('bob', ann.planes[0]);
      bob.abort(epoch);
      await seeEachOther(ann, bob, 0);
    }
    equal(told, [], 'what is told of the plane that carries the call');
    for (const each of [ann, bob]) each.begin(3);
    await seeEachOther(ann, bob, 3);
    for (const each of [ann, bob]) each.commit(3);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
  }),

  moving(
    'goes on by the next plane at once when the present one is lost, and tells it when there is no other',
    async (stage) => {
      const [ann, bob] = await stage.pair();
      const told: string[] = [];
      ann.plane.addEventListener('plane-state', ({ state }) => told.push(state));
      for (const each of [ann, bob]) each.begin(1);
      await seeEachOther(ann, bob, 1);
      for (const { planes } of [ann, bob]) tell(planes[0] as MediaPlane, 'plane-state', { state: 'lost', sources: [] });
      equal([ann.closed[0] === ann.planes[0], told.length], [true, 0], 'whether the lost one is closed, and told');
      await ann.eye('bob').sees('lime');
      await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
      equal((await bob.received(1))[0]?.data, 'still here', 'data');
      ann.abort(1);
      await ann.shows('bob', ann.planes[1]);
      tell(ann.planes[1] as MediaPlane, 'plane-state', { state: 'lost', sources: [] });
      equal(told, ['lost'], 'what is told');
    },
  ),

  moving('keeps a next plane that is lost, and moves once it is back', async (stage) => {
    const [ann, bob] = await stage.pair();
    for (const each of [ann, bob]) each.begin(1);
    await seeEachOther(ann, bob, 1);
    tell(ann.planes[1] as MediaPlane, 'plane-state', { state: 'lost', sources: [] });
    tell(ann.planes[1] as MediaPlane, 'plane-link', { participantId: 'bob', state: 'interrupted' });
    await ann.shows('bob', ann.planes[0]);
    tell(ann.planes[1] as MediaPlane, 'plane-link', { participantId: 'bob', state: 'connected' });
    await ann.shows('bob', ann.planes[1]);
    equal(ann.closed.length, 0, 'planes closed');
    for (const each of [ann, bob]) each.commit(1);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
  }),

  moving('puts a plane into the place of the present one, whatever its epoch', async (stage) => {
    const [ann, bob] = await stage.pair();
    for (const each of [ann, bob]) each.replace(5);
    equal([ann.closed[0] === ann.planes[0], ann.closed.length], [true, 1], 'the plane that is closed');
    await seeEachOther(ann, bob, 1);
    for (const each of [ann, bob]) each.replace(2);
    await seeEachOther(ann, bob, 2);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
    for (const each of [ann, bob]) each.begin(3, 'present');
    await seeEachOther(ann, bob, 3);
    for (const each of [ann, bob]) each.commit(3);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
  }),

  moving('tells the next plane all that the present one knows, and all that comes during the move', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.publish('screen', stage.track('blue'));
    for (const each of [ann, bob]) each.begin(1);
    ann.plane.publish('camera', stage.track('lime'));
    await bob.shows('ann', bob.planes[1]);
    for (const each of [ann, bob]) each.commit(1);
    await Promise.all([bob.eye('ann').sees('lime'), bob.eye('ann', 'screen').sees('blue')]);
    equal(
      // A connection that several participants share has a report of its own.
      [...new Set((await ann.plane.getStats()).map(({ participantId }) => participantId ?? 'bob'))],
      ['bob'],
      'links after it',
    );
  }),

  moving('receives data from both planes, and sends over the present one until the move is over', async (stage) => {
    const [ann, bob] = await stage.pair();
    for (const each of [ann, bob]) each.begin(1);
    await seeEachOther(ann, bob, 1);
    await ann.planes[1]?.data.send('bob', { channel: 'c', data: 'by the next' });
    await bob.received(1);
    await ann.plane.data.send('bob', { channel: 'c', data: 'by the present' });
    await bob.received(2);
    const reachable: string[] = [];
    ann.plane.data.addEventListener('data-reachable', ({ participantId }) => reachable.push(participantId));
    for (const each of [ann, bob]) each.commit(1);
    equal(reachable, ['bob'], 'who is reported as reachable');
    const data = bob.data.map((event) => event.data);
    equal(data, ['by the next', 'by the present'], 'data, each once');
  }),

  moving('sends over the next plane what still waited for a participant when the move was over', async (stage) => {
    const ann = stage.mover('ann', 'red');
    ann.plane.addParticipant('bob', 'after-us');
    const bytes = Uint8Array.of(1);
    const sending = ann.plane.data.send('bob', { channel: 'c', data: bytes });
    bytes.fill(9);
    ann.begin(1);
    ann.commit(1);
    const bob = stage.mover('bob', 'lime');
    bob.begin(1);
    bob.commit(1);
    bob.plane.addParticipant('ann', 'before-us');
    await sending;
    const [event] = await bob.received(1);
    equal(event?.data instanceof Uint8Array && Array.from(event.data), [1], 'data');
  }),

  moving('ignores calls for an older move', async (stage) => {
    const [ann] = await stage.pair();
    ann.begin(5);
    const older = ann.begin(4);
    equal(ann.closed[0] === older, true, 'whether the older one is closed');
    for (const epoch of [4, 6]) {
      ann.commit(epoch);
      ann.abort(epoch);
    }
    equal(ann.closed.length, 1, 'planes closed');
    const newer = ann.begin(6);
    equal(ann.closed[1] === ann.planes[1], true, 'whether the one under way is given up');
    ann.commit(5);
    ann.commit(6);
    ann.begin(6);
    await ann.closes(ann.planes[0]);
    equal([ann.closed.includes(newer), ann.closed.length], [false, 4], 'planes closed in the end');
  }),

  moving('reports a link that the next plane has not made yet as interrupted, and never as new', async (stage) => {
    const [ann, bob] = await stage.pair();
    const told: string[] = [];
    bob.plane.addEventListener('plane-link', ({ participantId: id, state }) => told.push(`${id} ${state}`));
    bob.begin(1);
    equal(told, [], 'what is told of the next plane during the move');
    bob.commit(1);
    equal(told, ['ann interrupted'], 'what is told with the end of the move');
    ann.begin(1);
    ann.commit(1);
    while (told.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    equal(told, ['ann interrupted', 'ann connected'], 'what is told in the end');
  }),

  moving('reports nothing of a link that both planes have', async (stage) => {
    const [ann, bob] = await stage.pair();
    const told: string[] = [];
    ann.plane.addEventListener('plane-link', ({ state }) => told.push(state));
    for (const each of [ann, bob]) each.begin(1);
    await seeEachOther(ann, bob, 1);
    for (const each of [ann, bob]) each.commit(1);
    await seeEachOther(ann, bob, 1);
    equal(told, [], 'what is told');
  }),

  moving('closes a plane that it is given after it was closed', async (stage) => {
    const [ann] = await stage.pair();
    ann.plane.close();
    const next = ann.begin(1);
    equal(ann.closed.at(-1) === next, true, 'whether it is closed');
    ann.commit(1);
    equal(ann.plane.tracksOf('bob').size, 0, 'tracks');
  }),

  moving('closes both planes with the call', async (stage) => {
    const [ann] = await stage.pair();
    ann.begin(1);
    ann.plane.close();
    ann.plane.close();
    equal(new Set(ann.closed).size, 2, 'planes closed');
    equal(ann.plane.tracksOf('bob').size, 0, 'tracks');
  }),

  moving('shows the present picture again while the next link is broken', async (stage) => {
    const [ann, bob] = await stage.pair();
    for (const each of [ann, bob]) each.begin(1);
    await seeEachOther(ann, bob, 1);
    tell(ann.planes[1] as MediaPlane, 'plane-link', { participantId: 'bob', state: 'failed' });
    await ann.shows('bob', ann.planes[0]);
    await ann.eye('bob').sees('lime');
    tell(ann.planes[1] as MediaPlane, 'plane-link', { participantId: 'bob', state: 'connected' });
    await ann.shows('bob', ann.planes[1]);
  }),

  moving('renews the next link alone, and once, when nothing can be sent over it', async (stage) => {
    const [ann, bob] = await stage.pair();
    for (const each of [ann, bob]) each.begin(1);
    await seeEachOther(ann, bob, 1);
    const renewed = [0, 0];
    for (const [index, plane] of ann.planes.entries()) {
      plane.renewLink = () => {
        renewed[index] = (renewed[index] ?? 0) + 1;
      };
    }
    let unsent = 0;
    ann.plane.addEventListener('plane-unsent', () => (unsent += 1));
    const refuse = (index: number): void => {
      tell(ann.planes[index] as MediaPlane, 'plane-unsent', {
        participantId: 'bob',
        source: 'camera',
        cause: new Error('refused'),
      });
    };
    refuse(1);
    refuse(1);
    equal([renewed, unsent], [[0, 1], 0], 'during the move');
    for (const each of [ann, bob]) each.commit(1);
    refuse(1);
    equal([renewed, unsent], [[0, 1], 1], 'after the move');
  }),
];
