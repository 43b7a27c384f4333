import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { isSeen } from '../../../harness/browser/look/is-seen.js';
import { until } from '../../../harness/until.js';
import { visibleIn } from '../../pages/any-page.js';
import { focused, RoomPage } from '../room-page.js';

describe('the notices of three who wait, in a <noom-room> on a phone', () => {
  const { innerWidth: width, innerHeight: height } = window;
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    await setViewport({ width, height });
  });

  for (const [width, height] of [
    [320, 568],
    [568, 320],
  ] as const) {
    it(`cover no button of a tile that has the focus, at ${String(width)} by ${String(height)} pixels`, async () => {
      await setViewport({ width, height });
      page = await RoomPage.joined({ width, height, signaling: { lobby: true } });
      page.box.style.cssText = `position: absolute; inset: 0 auto auto 0; inline-size: ${String(width)}px; block-size: ${String(height)}px;`;
      const { room, memory } = page;
      for (const displayName of ['Ann', 'Bo', 'Cy', 'Dee']) {
        memory
          .createCall({ displayName, camera: false, microphone: false })
          .join()
          .catch(() => undefined);
      }
      await until(() => room.snapshot.knocking.length === 4);
      await room.admit(room.snapshot.knocking[0]?.id ?? '');
      await until(() => room.participantCount === 2 && visibleIn(page.box, '[part=knock]').length === 3);
      await until(() => visibleIn(page.box, '.tools .tool[popovertarget]').length > 0);
      for (const tool of visibleIn(page.box, '.tools .tool')) {
        tool.focus();
        await until(() => focused() === tool);
        // The tiles are where they belong by then.
        await until(() => isSeen(tool), `${tool.ariaLabel ?? ''} is covered`);
      }
      // And all who wait can be let in, by scrolling to them.
      for (const button of visibleIn(page.box, '[part=knock] button')) {
        button.focus();
        await until(() => isSeen(button), `${button.ariaLabel ?? ''} is covered`);
      }
      const [stage] = visibleIn(page.box, 'noom-stage');
      expect(stage?.offsetHeight).to.be.greaterThan(150);
      const [end, top] = [stage?.getBoundingClientRect().bottom ?? 0, page.controls.getBoundingClientRect().top];
      expect(end, 'the stage ends above the toolbar').to.be.at.most(top);
    });
  }
});
