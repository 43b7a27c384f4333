import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { isSeen } from '../../../harness/browser/look/is-seen.js';
import { layoutFaults } from '../../../harness/browser/look/layout-faults.js';
import { settled } from '../../../harness/browser/look/settled.js';
import { until } from '../../../harness/until.js';
import { visibleIn } from '../../pages/any-page.js';
import { RoomPage } from '../room-page.js';

/** Phones upright and on their side, and a page of 1280 by 1024 that is zoomed four times. */
const SIZES = [
  [320, 568],
  [568, 320],
  [320, 256],
] as const;

describe('the notices of a <noom-room> on a phone', () => {
  const { innerWidth: width, innerHeight: height } = window;
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    await setViewport({ width, height });
  });

  /** The local participant is not the host, and has their microphone off. */
  async function ask(): Promise<void> {
    const { room, memory } = page;
    const [ann] = memory.participants;
    if (room.snapshot.self.role === 'host') await room.setRole(ann?.id ?? '', 'host');
    await until(() => ann?.call.snapshot.self.role === 'host');
    await room.setMicrophone(false);
    await until(
      () => ann?.call.snapshot.participants.find(({ name }) => name === 'Me')?.sources.microphone.on === false,
    );
    await ann?.call.askToUnmute(room.snapshot.self.id);
    await until(() => visibleIn(page.box, '[part=ask]').length > 0);
    await settled(3);
  }

  for (const [width, height] of SIZES)
    it(`have room for the question of a host, below two others, at ${String(width)} by ${String(height)} pixels`, async () => {
      await setViewport({ width, height });
      page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
      page.box.style.cssText = 'position: absolute; inset: 0 0 auto; block-size: 100dvh;';
      await ask();
      await page.room.sendMessage('x'.repeat(5000)).catch(() => undefined);
      page.memory.signaling.drop(page.room.snapshot.self.id);
      await until(() => visibleIn(page.box, '[role=alert] .notice, [role=status] .notice').length === 2);
      await settled(3);
      const [stage] = visibleIn(page.box, '.stage');
      const { left = 0, right = 0 } = stage?.getBoundingClientRect() ?? {};
      for (const each of visibleIn(page.box, '[part=ask], [part=ask] button')) {
        each.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        const box = each.getBoundingClientRect();
        expect(isSeen(each) || each.matches('[part=ask]'), each.textContent).to.equal(true);
        expect(box.left, each.textContent).to.be.at.least(left);
        expect(box.right, each.textContent).to.be.at.most(right);
      }
    });

  for (const [width, height] of SIZES)
    for (const panel of ['chat', 'participants'] as const)
      it(`are above the ${panel} that covers the stage, at ${String(width)} by ${String(height)} pixels`, async () => {
        await setViewport({ width, height });
        page = await RoomPage.joined({ participants: [{ name: 'Ann' }, { name: 'Bo' }] });
        page.box.style.cssText = 'position: absolute; inset: 0 0 auto; block-size: 100dvh;';
        const { room, memory } = page;
        room.panel = panel;
        await until(() => visibleIn(page.box, 'textarea, .search').length > 0);
        await page.drawn();
        await settled(5);
        const isInSight = (selector: string): boolean =>
          visibleIn(page.box, selector).some((each) => {
            // A room is 320 px high at least: in a lower window the page scrolls.
            each.scrollIntoView({ block: 'nearest', behavior: 'instant' });
            return isSeen(each);
          });
        const places = (): string =>
          visibleIn(page.box, '.side, noom-controls')
            .map(({ offsetTop, offsetHeight }) => `${String(offsetTop)} ${String(offsetHeight)}`)
            .join();
        const before = places();

        memory.signaling.drop(room.snapshot.self.id);
        await page.inState('reconnecting');
        await until(() => isInSight('[role=status] .notice'), 'nothing tells that the call is reconnecting');
        await settled(3);
        expect(layoutFaults()).to.deep.equal([]);
        memory.signaling.restore(room.snapshot.self.id);
        await page.inState('joined');

        await room.sendMessage('x'.repeat(5000)).catch(() => undefined);
        await until(() => isInSight('[role=alert] .notice button'), 'nothing tells what failed');
        expect(isInSight('.side-close'), 'the panel can be closed').to.equal(true);
        visibleIn(page.box, '[role=alert] .notice button')[0]?.click();
        await until(() => visibleIn(page.box, '.notice').length === 0);
        await until(() => places() === before, 'what was there is where it was');
      });
});
