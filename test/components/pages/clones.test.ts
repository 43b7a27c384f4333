import { expect } from '@open-wc/testing';
import type { NoomRoom } from '../../../src/components/index.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { AnyPage, deep } from './any-page.js';

/** Longer than a room needs to join in memory. */
const LATER_MS = 300;
const pass = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe('a copy of a tag', () => {
  const world = new AnyPage();

  /** A copy with all that is in it, as `cloneNode` and `importNode` make one; its calls are in the same memory. */
  function copy(room: NoomRoom): NoomRoom {
    const clone = document.importNode(room, true);
    clone.id = 'copy';
    Object.assign(clone, { createCall: () => world.page.memory.createCall() });
    return clone;
  }
  const names = (): string[] =>
    (world.page.memory.participants[0]?.call.snapshot.participants ?? []).map(({ name }) => name).sort();

  it('of a room in a call that its page joined joins nothing, and shows its own state', async () => {
    world.page = new RoomPage({ attributes: 'room="tea" display-name="Me"', participants: [{ name: 'Ann' }] });
    const { room, box } = world.page;
    await world.page.inState('prejoin');
    await room.join();
    await until(() => names().length === 2);
    const clone = copy(room);
    box.append(clone);
    await until(() => clone.getAttribute('state') === 'prejoin');
    await pass(LATER_MS);
    expect([clone.state, clone.getAttribute('participant-count')]).to.deep.equal(['prejoin', '0']);
    expect([room.state, names()]).to.deep.equal(['joined', ['Ann', 'Me']]);
    clone.remove();
    await pass(LATER_MS);
    expect([room.state, names()]).to.deep.equal(['joined', ['Ann', 'Me']]);
  });

  it('of a room that joins by itself is another participant once it is on a page, and not before', async () => {
    world.page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    const { room, box } = world.page;
    const clone = copy(room);
    await pass(LATER_MS);
    expect(names()).to.deep.equal(['Ann', 'Me']);
    clone.setAttribute('display-name', 'Too');
    box.append(clone);
    await until(() => names().length === 3);
    expect(clone.call).to.not.equal(room.call);
    clone.remove();
    await until(() => names().length === 2);
    expect(room.state).to.equal('joined');
  });

  it('of every tag draws itself, of the same call, and ends nothing when it is removed', async () => {
    await world.everything();
    const { room, box } = world.page;
    // The last tag of the room's own UI to come.
    await until(() => world.page.find('noom-reactions'));
    const linked = room.linked.size;
    const originals = [...box.querySelectorAll<HTMLElement>(':scope > :not(noom-room)')];
    const clones = originals.map((tag) => {
      const clone = tag.cloneNode(true) as HTMLElement & { htmlFor: string };
      clone.htmlFor = 'room';
      return clone;
    });
    expect(clones.map(({ localName }) => localName)).to.deep.equal([
      ...['noom-chat', 'noom-controls', 'noom-device-select', 'noom-prejoin'],
    ]);
    box.append(...clones);
    await world.page.drawn();
    await until(() => clones[0]?.shadowRoot?.querySelector('.message'));
    await until(() => (clones[1]?.shadowRoot?.querySelectorAll('button').length ?? 0) > 2);
    await until(() => clones[2]?.shadowRoot?.querySelector('select'));
    expect(room.linked.size).to.be.at.least(linked + clones.length);
    for (const clone of clones) clone.remove();
    expect(room.linked.size).to.equal(linked);
    expect(deep(box).filter((tag) => tag.localName === 'noom-chat')).to.have.length(1);
    expect([room.state, originals.every((tag) => tag.isConnected)]).to.deep.equal(['joined', true]);
  });
});
