import { expect } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { itNeeds } from '../../harness/machine.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';
import { AnyPage, deep } from './any-page.js';

const NEED = 'the DevTools protocol';

describe('in forced colours', () => {
  const world = new AnyPage();

  afterEach(async () => {
    localStorage.removeItem('noom:name');
    await executeServerCommand('forced-colors', false);
  });

  async function force(): Promise<void> {
    await executeServerCommand('forced-colors', true);
    await until(() => matchMedia('(forced-colors: active)').matches);
  }

  /** What is seen behind an element: the first background above it that is not transparent. */
  function behind(element: Element): string {
    for (
      let node: Element | null = element;
      node;
      node = node.parentElement ?? (node.getRootNode() as Partial<ShadowRoot>).host ?? null
    ) {
      const { backgroundColor } = getComputedStyle(node);
      if (!/, 0\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  }
  const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
  const buttons = (): HTMLElement[] =>
    deep(world.page.box).filter((element): element is HTMLElement => element.localName === 'button' && isSeen(element));
  const control = (name: string): HTMLElement =>
    world.page.controls.shadowRoot?.querySelector(`[data-name=${name}]`) as HTMLElement;
  /** How a button looks, without its text for screen readers. */
  const look = (button: HTMLElement): string => {
    const { borderColor, borderWidth, borderStyle } = getComputedStyle(button);
    const fill = getComputedStyle(button.querySelector('.icon') ?? button).fill;
    return JSON.stringify([borderColor, borderWidth, borderStyle, fill, button.querySelector('.icon')?.innerHTML]);
  };

  const PAGES = {
    'in a call': () => world.everything(),
    'before it': async () => {
      // What is remembered has a button to forget it.
      localStorage.setItem('noom:name', '{"name":"Ann"}');
      world.page = new RoomPage();
      await world.page.inState('prejoin');
      await until(() => world.page.prejoin.shadowRoot?.querySelector('input#room'));
      await until(() => buttons().length > 3);
      await until(() => buttons().some((button) => button.matches('.memory .retry')));
    },
  };

  for (const [where, open] of Object.entries(PAGES)) {
    itNeeds(NEED, `the focus is visible wherever Tab moves it, ${where}`, async () => {
      await open();
      await force();
      const seen = new Set<Element>();
      for (let press = 0; press < 60; press += 1) {
        await sendKeys({ press: 'Tab' });
        const element = focused();
        if (element === null || element === document.body || seen.has(element)) break;
        seen.add(element);
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        const name = `${element.outerHTML.slice(0, 90)}: ${outlineColor} on ${behind(element)}`;
        expect([outlineStyle, Number.parseFloat(outlineWidth) >= 2], name).to.deep.equal(['solid', true]);
        expect(outlineColor, name).to.not.equal(behind(element));
      }
      expect(seen.size).to.be.above(5);
    });

    itNeeds(NEED, `buttons, fields and icons contrast with their background, ${where}`, async () => {
      await open();
      await force();
      const edged = deep(world.page.box).filter(
        (element) => element.matches('button, input, textarea, select') && isSeen(element),
      );
      expect(edged.length).to.be.above(5);
      for (const element of edged) {
        const { borderStyle, borderWidth, borderColor } = getComputedStyle(element);
        const name = element.outerHTML.slice(0, 120);
        expect([borderStyle, Number.parseFloat(borderWidth) >= 1], name).to.deep.equal(['solid', true]);
        expect(borderColor, name).to.not.equal(behind(element));
      }
      const icons = deep(world.page.box).filter((element) => element.matches('svg.icon') && isSeen(element));
      expect(icons.length).to.be.above(5);
      for (const icon of icons) {
        const { stroke } = getComputedStyle(icon);
        expect(stroke, icon.parentElement?.outerHTML.slice(0, 120)).to.not.be.oneOf(['none', behind(icon)]);
      }
    });
  }

  itNeeds(NEED, 'an icon in a field has the colour of text', async () => {
    world.page = await RoomPage.joined({ participants: [{ name: 'Bo' }, { name: 'Cy' }, { name: 'Di' }] });
    await force();
    world.page.room.panel = 'participants';
    const icon = (): Element | undefined => deep(world.page.box).find((one) => one.matches('.search .icon'));
    await until(icon);
    expect(getComputedStyle(icon() as Element).stroke).to.equal(getComputedStyle(document.body).color);
  });

  itNeeds(NEED, 'the initials in the list of participants have an edge', async () => {
    world.page = await RoomPage.joined({ participants: [{ name: 'Bo' }] });
    await force();
    world.page.room.panel = 'participants';
    const avatar = (): Element | undefined => deep(world.page.box).find((one) => one.matches('.person .avatar'));
    await until(avatar);
    const { borderStyle, borderColor, width } = getComputedStyle(avatar() as Element);
    expect([borderStyle, width]).to.deep.equal(['solid', '36px']);
    expect(borderColor).to.not.equal(behind(avatar() as Element));
  });

  itNeeds(NEED, 'on looks different from off in each control with two states', async () => {
    world.page = await RoomPage.joined({ participants: [{ name: 'Bo' }, { name: 'Cy' }] });
    await force();
    for (const name of ['microphone', 'camera', 'hand', 'chat', 'settings']) {
      const before = look(control(name));
      const wasNamed = control(name).getAttribute('aria-label');
      control(name).click();
      await until(
        () => control(name).getAttribute('aria-label') !== wasNamed && !control(name).hasAttribute('aria-busy'),
      );
      expect(look(control(name)), name).to.not.equal(before);
    }
    const findPin = (): HTMLElement | null | undefined =>
      world.page.find('noom-stage')?.shadowRoot?.querySelector('.pin');
    await until(findPin);
    const pin = findPin() as HTMLElement;
    const before = look(pin);
    pin.click();
    await until(() => pin.getAttribute('aria-pressed') === 'true');
    expect(look(pin)).to.not.equal(before);
  });
});
