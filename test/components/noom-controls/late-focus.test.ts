import { expect } from '@open-wc/testing';
import { roomParts } from '../../../src/components/internal/lazy/parts.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';

// Alone in its file: the part is loaded once in a page.
describe('the focus that a toolbar is to have before it is here', () => {
  const { load } = roomParts;
  let page: RoomPage;

  afterEach(() => {
    roomParts.load = load;
    return page.close();
  });

  it('stays where the person has moved it meanwhile, however often it was asked for', async () => {
    let come: () => void = () => undefined;
    const isHere = new Promise<void>((resolve) => {
      come = resolve;
    });
    roomParts.load = async () => {
      await isHere;
      return load.call(roomParts);
    };
    page = new RoomPage({ attributes: 'room="tea" display-name="Ann"' });
    await page.inState('prejoin');
    // Not drawn whole before the part is here.
    await page.room.join();
    await until(() => page.find('noom-controls'));
    const elsewhere = document.createElement('button');
    page.box.append(elsewhere);
    for (let time = 0; time < 5; time += 1) page.controls.focus();
    elsewhere.focus();
    come();
    await until(() => page.controls.shadowRoot?.querySelector('button') !== null);
    await page.controls.updateComplete;
    expect(focused() === elsewhere).to.equal(true);
  });
});
