import { expect } from '@open-wc/testing';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { AnyPage, deep } from './any-page.js';

describe('in a page that unsets the styles of everything', () => {
  const world = new AnyPage();
  const style = document.createElement('style');

  beforeEach(() => {
    style.textContent = '* { all: unset !important }';
    document.head.append(style);
  });

  afterEach(() => {
    style.remove();
  });

  const find = (selector: string): HTMLElement | undefined =>
    deep(world.page.box).find((element): element is HTMLElement => element.matches(selector));
  const boxOf = (selector: string): DOMRect => find(selector)?.getBoundingClientRect() ?? new DOMRect();
  const isInside = (inner: DOMRect, outer: DOMRect): boolean =>
    inner.left >= outer.left - 1 &&
    inner.right <= outer.right + 1 &&
    inner.top >= outer.top - 1 &&
    inner.bottom <= outer.bottom + 1;

  it('the room fills the window’s width and height, with all that it shows inside', async () => {
    world.page = await RoomPage.joined({ participants: [{ name: 'Bo' }, { name: 'Cy' }] });
    await until(() => find('.leave') && find('.pin'));
    const room = boxOf('noom-room');
    expect([Math.round(room.width), Math.round(room.height)]).to.deep.equal([
      document.documentElement.clientWidth,
      innerHeight - 16,
    ]);
    for (const part of ['.base', '.header', 'noom-stage', 'noom-controls', '.leave']) {
      const box = boxOf(part);
      expect(isInside(box, room) && box.width > 0 && box.height > 0, part).to.equal(true);
    }
    const [tile, other] = deep(world.page.box)
      .filter((element) => element.localName === 'noom-video')
      .map((video) => video.getBoundingClientRect());
    expect(tile && other && tile.width > 100 && tile.height > 100 && tile.left !== other.left).to.equal(true);
    // As everywhere: above the controls.
    expect(boxOf('noom-stage').bottom <= boxOf('noom-controls').top).to.equal(true);
    expect(getComputedStyle(world.page.room).fontFamily).to.include('system-ui');
  });

  it('panels, dialogs and menus open over it, and what is hidden stays hidden', async () => {
    world.page = await RoomPage.joined({ participants: [{ name: 'Bo' }, { name: 'Cy' }] });
    const { room } = world.page;
    room.panel = 'chat';
    await until(() => find('textarea'));
    await until(() => isInside(boxOf('textarea'), boxOf('noom-room')) && boxOf('textarea').width > 100).catch(
      () => undefined,
    );
    expect(
      isInside(boxOf('textarea'), boxOf('noom-room')),
      JSON.stringify([boxOf('textarea'), boxOf('noom-room')]),
    ).to.equal(true);
    room.panel = 'settings';
    await until(() => find('noom-settings')?.shadowRoot?.querySelector('dialog')?.matches(':modal'));
    const dialog = find('noom-settings')?.shadowRoot?.querySelector('dialog')?.getBoundingClientRect() as DOMRect;
    expect(Math.abs(dialog.left + dialog.right - document.documentElement.clientWidth) < 20).to.equal(true);
    room.panel = null;
    await until(() => find('[aria-haspopup=menu]'));
    find('noom-stage')?.shadowRoot?.querySelector<HTMLElement>('[aria-haspopup=menu]')?.click();
    await until(() => find('.menu:popover-open [role=menuitem]'));
    const menu = boxOf('.menu:popover-open');
    expect(menu.width > 50 && menu.right <= innerWidth && menu.bottom <= innerHeight).to.equal(true);
    room.hidden = true;
    expect(getComputedStyle(room).display).to.equal('none');
    room.hidden = false;
    expect(getComputedStyle(room).display).to.equal('block');
  });

  it('each tag by itself is a box that its content is in, and moves with it', async () => {
    const chat = await world.everything();
    const place = document.createElement('section');
    world.page.box.append(place);
    place.append(chat);
    await world.page.drawn();
    for (const tag of ['noom-chat', 'noom-controls', 'noom-device-select']) {
      const [host] = [...world.page.box.querySelectorAll<HTMLElement>(tag)];
      const base = host?.shadowRoot?.querySelector('[part~=base], [part~=toolbar]')?.getBoundingClientRect();
      const outer = host?.getBoundingClientRect();
      expect(host && getComputedStyle(host).display, tag).to.equal(tag === 'noom-controls' ? 'flex' : 'block');
      expect(base && outer && isInside(base, outer) && base.width > 100 && base.height > 20, tag).to.equal(true);
    }
  });

  it('the page has its say again once it no longer does', async () => {
    world.page = await RoomPage.joined();
    const place = world.page.box;
    style.textContent = 'noom-room { display: none }';
    const copy = world.page.room.cloneNode() as HTMLElement;
    copy.removeAttribute('autojoin');
    place.append(copy);
    expect(getComputedStyle(copy).display).to.equal('none');
  });
});
