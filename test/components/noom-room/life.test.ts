import { expect } from '@open-wc/testing';
import type { CallController } from '../../../src/core/index.js';
import { until } from '../../harness/until.js';
import { once, RoomPage } from './room-page.js';

/** Timers of one page fire in the order in which they are due, however busy it is. */
const pass = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

/** How often each of these facts is heard on a target. */
function count(target: EventTarget, ...types: string[]): Record<string, number> {
  const heard = Object.fromEntries(types.map((type) => [type, 0]));
  for (const type of types) target.addEventListener(type, () => (heard[type] = (heard[type] ?? 0) + 1));
  return heard;
}

describe('a room that is removed from its page', () => {
  let page: RoomPage;
  const undo: (() => void)[] = [];

  afterEach(async () => {
    await page.close();
    for (const each of undo.splice(0)) each();
  });

  /** As `count`, on the document, until the test is over. */
  function countOnDocument(type: string): { readonly heard: number } {
    const counted = { heard: 0 };
    const handle = (): number => (counted.heard += 1);
    document.addEventListener(type, handle);
    undo.push(() => {
      document.removeEventListener(type, handle);
    });
    return counted;
  }

  it('stays in its call when it is put back after 20 ms, repeatedly, as a framework does', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    const { room, memory } = page;
    const [ann] = memory.participants;
    const others = count(ann?.call as unknown as EventTarget, 'noom-participant-left', 'noom-participant-joined');
    const left = countOnDocument('noom-left');
    const { track } = room.snapshot.self.sources.camera;
    for (const ms of [0, 20, 20, 60]) {
      room.remove();
      await pass(ms);
      page.box.append(room);
    }
    await pass(150);
    expect([room.state, left.heard, track?.readyState]).to.deep.equal(['joined', 0, 'live']);
    expect(others).to.deep.equal({ 'noom-participant-left': 0, 'noom-participant-joined': 0 });
    expect(page.find('noom-stage')).to.not.equal(null);
  });

  it('stays in its call by whatever method it is moved', async () => {
    page = await RoomPage.joined();
    const { room, box } = page;
    const left = count(room, 'noom-left', 'noom-state-changed');
    const place = document.createElement('section');
    box.append(place);
    box.insertBefore(room, place);
    place.append(room);
    if ('moveBefore' in box)
      (box as HTMLElement & { moveBefore(node: Node, child: null): void }).moveBefore(room, null);
    document.adoptNode(room);
    box.append(room);
    box.replaceChildren(room);
    await pass(150);
    expect(left).to.deep.equal({ 'noom-left': 0, 'noom-state-changed': 0 });
    expect(room.state).to.equal('joined');
  });

  it('leaves once, and dispatches each event once where it was heard before', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    const onDocument = countOnDocument('noom-left');
    const states = countOnDocument('noom-state-changed');
    const heard = count(page.room, 'noom-left', 'noom-state-changed');
    let reason = '';
    page.room.addEventListener('noom-left', (event) => (reason = event.reason));
    const { track } = page.room.snapshot.self.sources.camera;
    page.room.remove();
    await until(() => onDocument.heard > 0);
    await pass(150);
    expect([onDocument.heard, states.heard, heard, reason]).to.deep.equal([
      ...[1, 1, { 'noom-left': 1, 'noom-state-changed': 1 }, 'left'],
    ]);
    expect(track?.readyState).to.equal('ended');
    await until(() => page.memory.participants[0]?.call.snapshot.participants.length === 1);
  });

  it('is heard on the document from inside a shadow tree, also when that is removed too', async () => {
    page = await RoomPage.joined();
    const host = document.createElement('div');
    page.box.append(host);
    const root = host.attachShadow({ mode: 'open' });
    root.append(page.room);
    const onRoot = count(root, 'noom-left');
    const onDocument = countOnDocument('noom-left');
    page.room.remove();
    await pass(0);
    host.remove();
    await until(() => onDocument.heard > 0);
    expect([onRoot['noom-left'], onDocument.heard]).to.deep.equal([1, 1]);
  });

  it('is heard once when an ancestor of the tag was removed', async () => {
    page = await RoomPage.joined();
    const onBox = count(page.box, 'noom-left');
    const onDocument = countOnDocument('noom-left');
    page.box.remove();
    await until(() => onDocument.heard > 0);
    expect([onBox['noom-left'], onDocument.heard]).to.deep.equal([1, 1]);
  });

  it('is heard once when the user left, and the tag was removed later', async () => {
    page = await RoomPage.joined();
    const onDocument = countOnDocument('noom-left');
    await page.room.leave();
    page.room.remove();
    await pass(150);
    expect(onDocument.heard).to.equal(1);
  });

  it('starts again when it is put back later', async () => {
    page = await RoomPage.joined();
    page.room.remove();
    await once(page.room, 'noom-left');
    page.box.append(page.room);
    await page.inState('joined');
  });

  it('closes the camera that it had opened when it is removed before a join', async () => {
    page = new RoomPage({ attributes: 'room="tea"' });
    await until(() => page.room.snapshot.self.sources.camera.track);
    const { track } = page.room.snapshot.self.sources.camera;
    page.room.remove();
    await until(() => page.room.state === 'idle');
    expect(track?.readyState).to.equal('ended');
  });

  describe('with a call that the page brought', () => {
    let call: CallController;

    /** A page whose own call is in the room. */
    async function bring(attributes = 'room="tea" display-name="Me" autojoin'): Promise<void> {
      page = new RoomPage({
        attributes,
        prepare(memory, room) {
          call = memory.createCall();
          room.call = call;
        },
      });
      await until(() => call.snapshot.state !== 'idle');
    }

    it('does not leave it, whether the page or the room joined it', async () => {
      await bring();
      await until(() => call.snapshot.state === 'joined');
      const left = countOnDocument('noom-left');
      page.room.remove();
      await pass(150);
      expect([call.snapshot.state, left.heard]).to.deep.equal(['joined', 0]);
      expect(call.snapshot.self.sources.camera.track?.readyState).to.equal('live');
    });

    it('shows it again in another tag, and in the same', async () => {
      await bring();
      await until(() => call.snapshot.state === 'joined');
      page.room.remove();
      const other = document.createElement('noom-room');
      other.call = call;
      page.box.append(other);
      expect(other.getAttribute('state')).to.equal('joined');
      await pass(150);
      other.remove();
      page.box.append(page.room);
      await pass(150);
      expect([call.snapshot.state, page.room.getAttribute('state')]).to.deep.equal(['joined', 'joined']);
    });

    it('does not leave it when it is given another, or none', async () => {
      await bring();
      await until(() => call.snapshot.state === 'joined');
      const second = page.memory.createCall({ displayName: 'Me' });
      page.room.call = second;
      await until(() => second.snapshot.state === 'joined');
      page.room.call = null;
      expect(page.room.call).to.not.be.oneOf([call, second]);
      await until(() => page.room.state === 'joined');
      await pass(150);
      expect([call.snapshot.state, second.snapshot.state]).to.deep.equal(['joined', 'joined']);
    });

    it('keeps its own when it is given none, or what is no call', async () => {
      page = await RoomPage.joined();
      const { call: own } = page.room;
      page.room.call = null;
      for (const none of [undefined, 'call', 7, {}, []]) Object.assign(page.room, { call: none });
      expect(page.room.call).to.equal(own);
      expect(page.room.state).to.equal('joined');
    });

    it('closes the camera that it had opened, and leaves on one that the page had opened', async () => {
      await bring('room="tea"');
      await until(() => call.snapshot.self.sources.camera.on);
      page.room.remove();
      await until(() => call.snapshot.state === 'idle');
      await call.prepare();
      const other = document.createElement('noom-room');
      other.call = call;
      page.box.append(other);
      other.remove();
      await pass(150);
      expect([call.snapshot.state, call.snapshot.self.sources.camera.on]).to.deep.equal(['prejoin', true]);
    });
  });
});
