import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { NoomStage } from '../../../src/components/noom-stage/index.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('the self view on the stage', () => {
  let page: RoomOnPage;
  let stage: NoomStage;

  afterEach(() => page.close());

  async function put(attributes = 'self-view="float"', dir = ''): Promise<void> {
    page = await putRoom({
      markup: `<div dir="${dir}" style="width: 700px; height: 400px"><noom-stage ${attributes}></noom-stage></div>`,
      people: [{ name: 'Ann' }],
    });
    stage = page.find('noom-stage');
    await until(() => root().querySelector('.tools'));
  }

  const root = (): ShadowRoot => stage.shadowRoot as ShadowRoot;
  const grip = (): HTMLElement => root().querySelector('.grip') as HTMLElement;
  const float = (): HTMLElement | null => root().querySelector<HTMLElement>('.tile.float');
  /** The corner of the stage in which the self view is, once it has come to rest: `right bottom`. */
  const corner = (): string => {
    const box = stage.getBoundingClientRect();
    const { left, right, top, bottom } = float()?.getBoundingClientRect() ?? box;
    const [atLeft, atRight] = [left - box.left < 20, box.right - right < 20];
    const [atTop, atBottom] = [top - box.top < 20, box.bottom - bottom < 20];
    return `${atLeft ? 'left' : atRight ? 'right' : '?'} ${atTop ? 'top' : atBottom ? 'bottom' : '?'}`;
  };
  const isAt = (wanted: string): Promise<unknown> => until(() => corner() === wanted, `it is at the ${wanted}`);
  const point = (type: string, x: number, y: number): void => {
    const options = { bubbles: true, pointerId: 1, isPrimary: true, button: 0, clientX: x, clientY: y };
    grip().dispatchEvent(new PointerEvent(type, options));
  };
  const choose = async (label: string): Promise<void> => {
    root().querySelector<HTMLElement>('[aria-label="Options for You"]')?.click();
    const item = (): HTMLElement | undefined =>
      [...root().querySelectorAll<HTMLElement>('.menu:popover-open .item')].find(
        ({ innerText }) => innerText.trim() === label,
      );
    await until(item);
    item()?.click();
  };

  it('goes from corner to corner by the arrow keys, which its description tells', async () => {
    await put();
    await isAt('right bottom');
    await expectAccessible(page.room);
    grip().focus();
    for (const [key, at, said] of [
      ['ArrowUp', 'right top', 'top right'],
      ['ArrowLeft', 'left top', 'top left'],
      ['ArrowDown', 'left bottom', 'bottom left'],
      ['ArrowRight', 'right bottom', 'bottom right'],
    ] as const) {
      await sendKeys({ press: key });
      await isAt(at);
      expect(grip().getAttribute('aria-description')).to.include(`at the ${said}`);
      expect(root().activeElement).to.equal(grip());
    }
    await choose('Move to another corner');
    await until(() => corner() !== 'right bottom');
  });

  it('goes the way that the arrow points from right to left, too', async () => {
    await put('self-view="float"', 'rtl');
    await isAt('left bottom');
    grip().focus();
    await sendKeys({ press: 'ArrowRight' });
    await isAt('right bottom');
    expect(grip().getAttribute('aria-description')).to.include('at the bottom right');
  });

  it('is dragged to the nearest corner, and stays inside a stage that shrinks meanwhile', async () => {
    await put();
    await isAt('right bottom');
    grip().setPointerCapture = () => undefined;
    const { left, top } = grip().getBoundingClientRect();
    point('pointerdown', left + 5, top + 5);
    point('pointermove', left - 400, top - 300);
    expect(float()?.hasAttribute('data-dragged')).to.equal(true);
    const box = page.room.querySelector('div') as HTMLElement;
    box.style.width = '340px';
    await until(() => stage.getBoundingClientRect().width === 340);
    const inside = (): boolean => {
      const [outer, inner] = [stage.getBoundingClientRect(), float()?.getBoundingClientRect() ?? new DOMRect()];
      return inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top;
    };
    await until(inside);
    point('pointerup', left - 400, top - 300);
    await isAt('left top');
    expect(float()?.hasAttribute('data-dragged')).to.equal(false);
  });

  it('is dragged by a real pointer, while a press without a drag leaves it where it is', async () => {
    await put();
    await isAt('right bottom');
    const { left, top, width, height } = grip().getBoundingClientRect();
    const middle: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    await sendMouse({ type: 'click', position: middle });
    await stage.updateComplete;
    expect(corner()).to.equal('right bottom');
    await sendMouse({ type: 'move', position: middle });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [middle[0] - 200, middle[1] - 20] });
    await sendMouse({ type: 'move', position: [middle[0] - 500, middle[1] - 30] });
    await until(() => float()?.hasAttribute('data-dragged') === true);
    await sendMouse({ type: 'up' });
    await isAt('left bottom');
    expect(float()?.hasAttribute('data-dragged')).to.equal(false);
  });

  it('is hidden and comes back, and a new stage of the same call remembers it', async () => {
    await put('');
    await choose('Show yourself over the others');
    await isAt('right bottom');
    grip().focus();
    await sendKeys({ press: 'ArrowUp' });
    await isAt('right top');
    const box = stage.parentElement as HTMLElement;
    stage.remove();
    stage = document.createElement('noom-stage');
    box.append(stage);
    await until(() => float());
    await isAt('right top');
    await choose('Hide your own picture');
    await until(() => root().querySelectorAll('noom-video').length === 1);
    const show = (): HTMLElement | null => root().querySelector<HTMLElement>('.show-self');
    await expectAccessible(page.room);
    show()?.click();
    await until(() => root().querySelectorAll('noom-video').length === 2);
    expect([show(), float()]).to.deep.equal([null, null]);
    // The page decides anew.
    stage.selfView = 'hidden';
    await until(() => show());
  });

  it('is no longer dragged once it is a tile among the others', async () => {
    await put();
    await isAt('right bottom');
    const { left, top, width, height } = grip().getBoundingClientRect();
    const middle: [number, number] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    await sendMouse({ type: 'move', position: middle });
    await sendMouse({ type: 'down' });
    await sendMouse({ type: 'move', position: [middle[0] - 100, middle[1] - 20] });
    await until(() => root().querySelector('[data-dragged]'), 'it is dragged');
    stage.selfView = 'tile';
    await until(() => !float(), 'it is a tile');
    await stage.updateComplete;
    await sendMouse({ type: 'up' });
    expect(root().querySelectorAll('[data-dragged]').length).to.equal(0);
    stage.selfView = 'float';
    await isAt('right bottom');
  });
});
