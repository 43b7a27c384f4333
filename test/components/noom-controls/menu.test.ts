import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { roomParts } from '../../../src/components/internal/lazy/parts.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/expect-accessible.js';
import { focused, RoomPage } from '../noom-room/room-page.js';

describe('the menu of a narrow toolbar', () => {
  const { load } = roomParts;
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    roomParts.load = load;
  });

  async function press(): Promise<void> {
    page = await RoomPage.joined({ children: '<noom-controls></noom-controls>', width: 300 });
    const more = (): HTMLElement | null | undefined => page.controls.shadowRoot?.querySelector('[data-name=more]');
    await until(more);
    more()?.focus();
    await sendKeys({ press: 'Enter' });
  }
  const hasMenu = (): boolean => page.controls.shadowRoot?.querySelector('.menu') !== null;

  it('is reported as a failure of the room when it cannot be fetched', async () => {
    roomParts.load = () => Promise.reject(new TypeError('Failed to fetch'));
    const codes: string[] = [];
    const hear = ({ error }: HTMLElementEventMap['noom-error']): number => codes.push(error.code);
    document.body.addEventListener('noom-error', hear);
    await press();
    await until(() => codes.length > 0);
    document.body.removeEventListener('noom-error', hear);
    expect(codes).to.deep.equal(['internal']);
    expect(hasMenu()).to.equal(false);
  });

  it('opens when it is loaded, where it was not loaded when “more” was pressed', async () => {
    let come: () => void = () => undefined;
    const isHere = new Promise<void>((resolve) => {
      come = resolve;
    });
    roomParts.load = async () => {
      await isHere;
      return load.call(roomParts);
    };
    await press();
    expect(hasMenu()).to.equal(false);
    come();
    await until(() => focused()?.matches('.menu:popover-open [role=menuitem]'));
    await expectAccessible(page.box);
  });
});
