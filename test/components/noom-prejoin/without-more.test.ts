import { expect } from '@open-wc/testing';
import { moreParts } from '../../../src/components/noom-prejoin/prejoin-view.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

/** In the order in which they are: what was loaded once is not loaded again. */
describe('<noom-prejoin> where what tells more cannot be loaded', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    restore();
    localStorage.clear();
  });

  const find = (selector: string): HTMLElement | null =>
    page.prejoin.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

  it('says in short what is wrong with a device, where it moves nothing, and joins', async () => {
    replace(moreParts, 'load', () => Promise.reject(new TypeError('Failed to fetch')));
    page = new RoomPage({
      attributes: 'room="tea" display-name="Me"',
      participants: [{ name: 'Ann' }],
      prepare: ({ devices }) => {
        devices.delayMs = 300;
        devices.busy('front');
      },
    });
    await page.inState('prejoin');
    await until(() => find('.join:enabled'));
    const before = find('.join')?.getBoundingClientRect().top;
    await until(() => find('[role=alert]'));
    const alert = find('[role=alert]');
    expect(alert?.textContent).to.include('could not be started');
    expect(find('.join')?.getBoundingClientRect().top).to.equal(before);
    // In the colour of a problem: it is one in each scheme.
    expect(alert && getComputedStyle(alert).color).to.not.equal(getComputedStyle(page.prejoin).color);
    await expectAccessible(page.box);
    find('.join')?.click();
    await page.inState('joined');
  });

  it('says in short what is blocked, and tells more when the next try succeeds', async () => {
    let tries = 0;
    replace(moreParts, 'load', () => {
      tries += 1;
      return Promise.reject(new TypeError('Failed to fetch'));
    });
    page = new RoomPage({
      attributes: 'room="tea" display-name="Me"',
      prepare: ({ devices }) => {
        devices.deny('camera');
      },
    });
    await until(() => page.find('noom-prejoin')?.shadowRoot?.querySelector('[role=alert]'));
    expect(find('[role=alert]')?.textContent.trim()).to.not.equal('');
    expect([find('.steps'), find('.notice')]).to.deep.equal([null, null]);
    expect(tries).to.be.at.least(1);
    restore();
    // Whatever is drawn next tries again.
    await page.room.setMicrophone(false);
    await until(() => find('.notice .steps'));
    expect(page.prejoin.shadowRoot?.querySelectorAll('[role=alert]').length).to.equal(1);
    find('.join')?.click();
    await page.inState('joined');
  });
});
