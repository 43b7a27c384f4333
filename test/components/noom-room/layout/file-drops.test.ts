import { expect } from '@open-wc/testing';
import { until } from '../../../harness/until.js';
import { RoomPage } from '../room-page.js';

/** Whether something refused a file over an element; else the browser opens it in place of the page. */
function isRefused(target: Element, type: 'dragover' | 'drop', data: 'file' | 'text' = 'file'): boolean {
  const dataTransfer = new DataTransfer();
  if (data === 'file') dataTransfer.items.add(new File(['tea'], 'tea.txt'));
  else dataTransfer.setData('text/plain', 'tea');
  const event = new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true });
  target.dispatchEvent(event);
  return event.defaultPrevented;
}

describe('a file that is dropped on a room without a chat', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  it('does not take the place of the page during a call, and is the page’s business before and after it', async () => {
    page = new RoomPage({ attributes: 'room="tea" display-name="Ann"' });
    await page.inState('prejoin');
    expect(isRefused(page.room, 'drop')).to.equal(false);
    await page.room.join();
    await until(() => page.find('noom-stage'));
    const stage = page.find('noom-stage') as HTMLElement;
    await until(() => isRefused(stage, 'drop'));
    expect(isRefused(stage, 'dragover')).to.equal(true);
    expect(isRefused(page.controls, 'drop')).to.equal(true);
    expect(isRefused(stage, 'drop', 'text')).to.equal(false);
    expect(isRefused(page.box, 'drop')).to.equal(false);
    await page.room.leave();
    expect(isRefused(page.room, 'drop')).to.equal(false);
  });

  it('is left to what the page has for files: a field, and its own listener', async () => {
    page = await RoomPage.joined({ children: '<input type="file"><div>own</div>' });
    const [field, own] = [page.room.querySelector('input'), page.room.querySelector('div')] as [Element, Element];
    await until(() => isRefused(own, 'drop'));
    expect(isRefused(field, 'drop')).to.equal(false);
    const seen: boolean[] = [];
    document.addEventListener(
      'drop',
      (event) => {
        seen.push(event.defaultPrevented);
      },
      { once: true },
    );
    isRefused(own, 'drop');
    expect(seen).to.deep.equal([false]);
  });

  it('is refused no more once the room is gone', async () => {
    page = await RoomPage.joined({ children: '<div>own</div>', around: '<noom-stage for="room"></noom-stage>' });
    const stage = page.box.querySelector(':scope > noom-stage') as Element;
    await until(() => isRefused(stage, 'drop'));
    page.room.remove();
    await until(() => !isRefused(stage, 'drop'));
  });
});
