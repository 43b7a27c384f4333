import { sendKeys } from '@web/test-runner-commands';
import { roomParts } from '../../../src/components/internal/lazy/parts.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { focused, RoomPage } from '../noom-room/room-page.js';

describe('a toolbar whose view is loaded late', () => {
  const { load } = roomParts;
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    roomParts.load = load;
  });

  const find = (selector: string): HTMLElement | null | undefined =>
    page.controls.shadowRoot?.querySelector<HTMLElement>(selector);

  it('says that it could not be loaded, and loads it with a press', async () => {
    roomParts.load = () => Promise.reject(new TypeError('Failed to fetch'));
    page = await RoomPage.joined({ children: '<noom-controls></noom-controls>' });
    await until(() => find('[role=alert]'));
    await expectAccessible(page.box);
    roomParts.load = load;
    find('[role=alert] button')?.click();
    await until(() => find('[data-name=leave]'));
  });

  it('has the menu of what does not fit', async () => {
    page = await RoomPage.joined({ children: '<noom-controls></noom-controls>', width: 300 });
    await until(() => find('[data-name=more]'));
    find('[data-name=more]')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => focused()?.matches('.menu:popover-open [role=menuitem]'));
    await expectAccessible(page.box);
  });
});
