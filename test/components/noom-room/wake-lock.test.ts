import { expect } from '@open-wc/testing';
import { FakeWakeLock } from '../../fakes/browser/fake-wake-lock.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { until } from '../../harness/until.js';
import { RoomPage } from './room-page.js';

describe('the screen during a call', () => {
  let page: RoomPage;
  let locks: FakeWakeLock;

  beforeEach(() => {
    locks = new FakeWakeLock();
  });

  afterEach(async () => {
    await page.close();
    restore();
  });

  it('stays on from joining to leaving, and again in the next call', async () => {
    page = new RoomPage({ attributes: 'room="tea" display-name="Me"' });
    await page.inState('prejoin');
    expect(locks.asked).to.equal(0);
    await page.room.join();
    await until(() => locks.count === 1);
    await page.room.leave();
    expect(locks.count).to.equal(0);
    await page.room.join();
    await until(() => locks.count === 1);
    page.box.remove();
    await until(() => locks.count === 0);
    expect(locks.asked).to.equal(2);
  });

  it('stays on while the signaling server is away', async () => {
    page = await RoomPage.joined();
    await until(() => locks.count === 1);
    const { id } = page.room.snapshot.self;
    page.memory.signaling.drop(id);
    await page.inState('reconnecting');
    page.memory.signaling.restore(id);
    await page.inState('joined');
    expect([locks.count, locks.asked]).to.deep.equal([1, 1]);
  });

  it('stays on after the page was hidden, and not after a call that ended meanwhile', async () => {
    page = await RoomPage.joined();
    await until(() => locks.count === 1);
    locks.show(false);
    expect(locks.count).to.equal(0);
    locks.show(true);
    await until(() => locks.count === 1);
    locks.show(false);
    await page.room.leave();
    locks.show(true);
    await page.drawn();
    expect([locks.count, locks.asked]).to.deep.equal([0, 2]);
  });

  it('goes off when the call is left before the system has answered', async () => {
    locks.hold();
    page = await RoomPage.joined();
    await until(() => locks.asked === 1);
    await page.room.leave();
    locks.answer();
    await until(() => locks.given.length === 1);
    await until(() => locks.count === 0);
  });

  it('has one lock when the page is hidden and seen while the system has not answered', async () => {
    locks.hold();
    page = await RoomPage.joined();
    await until(() => locks.asked === 1);
    locks.show(false);
    locks.show(true);
    await until(() => locks.asked === 2);
    locks.answer();
    await until(() => locks.given.length === 2 && locks.count === 1);
    await page.room.leave();
    expect(locks.count).to.equal(0);
  });

  it('may go off where the system refuses, which is asked again when the page is seen again', async () => {
    locks.isRefused = true;
    const errors: Event[] = [];
    page = await RoomPage.joined({
      prepare: (_, room) => room.addEventListener('noom-error', (event) => errors.push(event)),
    });
    await until(() => locks.asked === 1);
    await page.room.raiseHand(true);
    await page.drawn();
    expect([page.room.state, locks.asked, errors, page.find('.notice')]).to.deep.equal(['joined', 1, [], null]);
    locks.isRefused = false;
    locks.show(false);
    locks.show(true);
    await until(() => locks.count === 1);
  });

  it('may go off where the browser has no locks', async () => {
    replace(navigator, 'wakeLock', undefined);
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    await page.room.raiseHand(true);
    expect([page.room.state, locks.asked]).to.deep.equal(['joined', 0]);
    await page.room.leave();
  });
});
