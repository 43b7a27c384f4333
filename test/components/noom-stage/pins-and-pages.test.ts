import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NoomStage } from '../../../src/components/noom-stage/index.js';
import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { isMain, keyOf, people, tiles, useStage } from './stage-on-page.js';

describe('pins and pages of <noom-stage>', () => {
  const put = useStage();

  it('lets the keyboard put a participant first and leaf through pages', async () => {
    const { page, stage } = await put({ people: people(3), attributes: 'max-tiles="3"' });
    // They are lazy.
    await until(() => stage.shadowRoot?.querySelector('.pin'));
    // In the order in which the Tab key reaches them.
    const names = ['Ann', 'Minji', 'Jun'].flatMap((name) => [`Put ${name} first`, `Options for ${name}`]);
    for (const pressed of [...names, 'Previous page', 'Next page']) {
      await sendKeys({ press: 'Tab' });
      expect(stage.shadowRoot?.activeElement?.getAttribute('aria-label')).to.equal(pressed);
    }
    await sendKeys({ press: 'Enter' });
    await until(() => tiles(stage).map(keyOf).join() === 'local');
    expect(stage.shadowRoot?.activeElement?.getAttribute('aria-disabled')).to.equal('true');
    stage.maxTiles = 0;
    await until(() => tiles(stage).length === 4);
    stage.shadowRoot?.querySelector<HTMLElement>('.pin')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => page.room.snapshot.pinnedId === page.memory.participants[0]?.id);
  });

  it('says whether a participant is pinned, and keeps the focus, when the keyboard pins', async () => {
    const { page, stage } = await put({ people: people(3) });
    const [, minji] = page.memory.participants;
    const button = (): HTMLElement | null => (stage.shadowRoot?.activeElement ?? null) as HTMLElement | null;
    // Tab leaves a page that does not have the button yet, for good.
    await until(() => stage.shadowRoot?.querySelector('[aria-label="Put Minji first"]'));
    while (button()?.getAttribute('aria-label') !== 'Put Minji first') await sendKeys({ press: 'Tab' });
    const pin = button();
    if (pin === null) throw new Error('Nothing has the focus.');
    expect([pin.localName, pin.getAttribute('aria-pressed'), getComputedStyle(pin).opacity]).to.deep.equal([
      ...['button', 'false', '1'],
    ]);
    expect(getComputedStyle(pin).outlineStyle).to.equal('solid');
    for (const [key, isPinned] of [
      [' ', true],
      ['Enter', false],
      ['Enter', true],
    ] as const) {
      await sendKeys({ press: key });
      await until(() => page.room.snapshot.pinnedId === (isPinned ? minji?.id : null));
      await until(() => pin.getAttribute('aria-pressed') === String(isPinned));
      // The name stays: a screen reader says the state beside it.
      expect(pin.getAttribute('aria-label')).to.equal('Put Minji first');
      expect(pin.title).to.equal(isPinned ? 'Stop putting Minji first' : 'Put Minji first');
      await until(() => tiles(stage).some(isMain) === isPinned);
      expect(button()).to.equal(pin);
    }
    await expectAccessible(page.room);
    // A participant joins, another leaves: the focus of the keyboard stays where it is.
    await page.memory.add({ name: 'Kai' }).joined;
    await until(() => tiles(stage).length === 5);
    await page.memory.participants[0]?.leave();
    await until(() => tiles(stage).length === 4);
    expect(button()).to.equal(pin);
    // The pinned participant leaves: the focus moves to another tile's button.
    await minji?.leave();
    await until(() => tiles(stage).length === 3);
    await until(() => button() !== null && button() !== pin);
    expect([button()?.className.includes('pin'), page.room.snapshot.pinnedId]).to.deep.equal([true, null]);
  });

  it('puts a participant first by button and by two clicks on the tile, and again in their place', async () => {
    const { page, stage } = await put({ people: people(2) });
    const pinnedId = (): string | null => page.room.snapshot.pinnedId;
    const [ann, minji] = page.memory.participants;
    const pins = (): HTMLElement[] => [...(stage.shadowRoot?.querySelectorAll<HTMLElement>('.pin') ?? [])];
    // They are lazy.
    await until(() => pins().length === 2);
    pins()[1]?.click();
    await until(() => pinnedId() === minji?.id);
    await until(() => tiles(stage).find(isMain)?.participant === minji?.id);
    tiles(stage)[0]?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => pinnedId() === ann?.id);
    pins()[0]?.click();
    await until(() => pinnedId() === null);
  });

  it('lets a pin be undone with two left, and one of the local participant, and keeps the focus in the tile', async () => {
    const { page, stage } = await put({ people: people(2) });
    const pinnedId = (): string | null => page.room.snapshot.pinnedId;
    const [ann, minji] = page.memory.participants;
    const pins = (): HTMLElement[] => [...(stage.shadowRoot?.querySelectorAll<HTMLElement>('.pin') ?? [])];
    await until(() => pins().length === 2);
    await page.room.call.pin(ann?.id ?? null);
    await minji?.leave();
    await until(() => tiles(stage).length === 2);
    expect(pins().map(({ title }) => title)).to.deep.equal(['Stop putting Ann first']);
    pins()[0]?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => pinnedId() === null && pins().length === 0);
    const focused = (): Element | null => stage.shadowRoot?.activeElement ?? null;
    await until(() => focused()?.getAttribute('aria-label') === 'Options for Ann');
    await page.room.call.pin(ann?.id ?? null);
    await until(() => pins().length === 1);
    tiles(stage)[0]?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => pinnedId() === null);
    await page.room.call.pin(page.room.snapshot.self.id);
    await until(
      () =>
        pins()
          .map(({ title }) => title)
          .join() === 'Stop putting Me first',
    );
    pins()[0]?.click();
    await until(() => pinnedId() === null && pins().length === 0);
  });

  it('puts one of several screens first by menu, button and two clicks, until a participant is pinned', async () => {
    const [ann, minji, jun] = [{ name: 'Ann', screen: true }, { name: 'Minji', screen: true }, { name: 'Jun' }];
    const { page, stage } = await put({ people: [ann, minji, jun] });
    const root = stage.shadowRoot as ShadowRoot;
    const mainKey = (): string | undefined => tiles(stage).find(isMain)?.dataset.key;
    const button = (label: string): HTMLElement | null =>
      root.querySelector<HTMLElement>(`.tool[aria-label="${label}"]`);
    const keyOfScreen = (index: number): string => `${String(page.memory.participants[index]?.id)}:screen`;
    const asked: unknown[] = [];
    page.room.addEventListener('noom-pin-request', ({ id, source }) => asked.push([id, source]));
    await until(() => mainKey()?.endsWith(':screen') && button('Put the screen of Minji first'));
    const [other, name] = mainKey() === keyOfScreen(0) ? ([1, 'Minji'] as const) : ([0, 'Ann'] as const);
    // A small tile has no room for the pin.
    const menu = button(`Options for the screen of ${name}`);
    menu?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => root.activeElement?.textContent.trim() === `Put the screen of ${name} first`);
    await sendKeys({ press: 'Enter' });
    await until(() => mainKey() === keyOfScreen(other));
    const pin = button(`Put the screen of ${name} first`);
    expect([pin?.getAttribute('aria-pressed'), root.activeElement]).to.deep.equal(['true', menu]);
    expect(asked).to.deep.equal([[page.memory.participants[other]?.id, 'screen']]);
    await expectAccessible(page.room);
    // Not for a speaker, nor for a spotlight; for a pin.
    const host =
      page.memory.participants.find(({ call }) => call.snapshot.self.role === 'host')?.call ?? page.room.call;
    await host.spotlight(page.memory.participants[2]?.id ?? null);
    await until(() => page.room.snapshot.spotlightId !== null);
    await stage.updateComplete;
    expect(mainKey()).to.equal(keyOfScreen(other));
    button('Put Jun first')?.click();
    await until(() => mainKey() === page.memory.participants[2]?.id);
    expect(pin?.getAttribute('aria-pressed')).to.equal('false');
    const tile = tiles(stage).find((each) => keyOf(each) === keyOfScreen(1 - other));
    tile?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => mainKey() === keyOfScreen(1 - other));
    expect(page.room.snapshot.pinnedId).to.equal(null);
    await page.memory.participants[1 - other]?.call.shareScreen(false);
    await until(() => mainKey() === page.memory.participants[2]?.id);
    // What is shared next is another thing.
    await page.memory.participants[1 - other]?.call.shareScreen(true);
    await until(() => tiles(stage).some((each) => keyOf(each) === keyOfScreen(1 - other)));
    await stage.updateComplete;
    expect(mainKey()).to.equal(page.memory.participants[2]?.id);
    // Nor does the pin of a participant bring a former one back when it ends.
    tiles(stage)
      .find((each) => keyOf(each) === keyOfScreen(other))
      ?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    await until(() => mainKey() === keyOfScreen(other));
    await page.room.call.pin(page.memory.participants[1 - other]?.id ?? null);
    await until(() => mainKey() === page.memory.participants[1 - other]?.id);
    await page.room.call.pin(null);
    await until(() => mainKey() === page.memory.participants[2]?.id);
  });

  it('puts a screen first on each stage of the call at once', async () => {
    const screenOf = (name: string) => ({ name, screen: true, camera: false, microphone: false });
    const { page, stage } = await put({
      markup: '<div><noom-stage></noom-stage><noom-stage></noom-stage></div>',
      people: [screenOf('Ann'), screenOf('Minji')],
    });
    const stages = [stage, page.room.querySelectorAll('noom-stage')[1] as NoomStage];
    const mains = (): (string | undefined)[] => stages.map((each) => tiles(each).find(isMain)?.dataset.key);
    await until(() => stages.every((each) => each.shadowRoot?.querySelectorAll('.tool').length));
    await until(() => mains().every((key) => key?.endsWith(':screen')));
    const [first] = mains();
    const other = tiles(stage).find((each) => keyOf(each)?.endsWith(':screen') && keyOf(each) !== first);
    other?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true }));
    const key = other && keyOf(other);
    await until(() => mains()[0] === key);
    await stages[1]?.updateComplete;
    expect(mains()).to.deep.equal([key, key]);
  });

  it('asks before, and changes nothing when the page cancels', async () => {
    const { page, stage } = await put({ people: people(2) });
    const asked: (string | null)[] = [];
    page.room.addEventListener('noom-pin-request', (event) => {
      asked.push(event.id);
      event.preventDefault();
    });
    await until(() => stage.shadowRoot?.querySelector('.pin'));
    stage.shadowRoot?.querySelector<HTMLElement>('.pin')?.click();
    await stage.updateComplete;
    expect(asked).to.deep.equal([page.memory.participants[0]?.id]);
    expect(page.room.snapshot.pinnedId).to.equal(null);
  });

  it('has pages of `max-tiles`', async () => {
    const { stage } = await put({ people: people(4), attributes: 'max-tiles="2"' });
    const leaf = (name: string): HTMLElement | null | undefined =>
      stage.shadowRoot?.querySelector<HTMLElement>(`[aria-label="${name}"]`);
    expect(tiles(stage)).to.have.length(2);
    await until(() => leaf('Next page'));
    expect(stage.shadowRoot?.querySelector('[part=pager]')?.getAttribute('aria-label')).to.equal('Page 1 of 3');
    leaf('Previous page')?.click();
    await stage.updateComplete;
    expect(stage.shadowRoot?.querySelector('[part=pager]')?.getAttribute('aria-label')).to.equal('Page 1 of 3');
    leaf('Next page')?.click();
    leaf('Next page')?.click();
    await stage.updateComplete;
    leaf('Next page')?.click();
    await until(() => tiles(stage).map(keyOf).join() === 'local');
    expect(stage.shadowRoot?.querySelector('[part=pager]')?.getAttribute('aria-label')).to.equal('Page 3 of 3');
  });

  it('shows a participant who is pinned while the page changes, and the same page again afterwards', async () => {
    const { page, stage } = await put({ people: people(4), attributes: 'max-tiles="2"' });
    const next = (): HTMLElement | null =>
      stage.shadowRoot?.querySelector<HTMLElement>('[aria-label="Next page"]') ?? null;
    await until(next);
    const [ann] = page.memory.participants;
    next()?.click();
    await Promise.all([page.room.call.pin(ann?.id ?? null), stage.updateComplete]);
    await until(() => tiles(stage).find(isMain)?.participant === ann?.id);
    next()?.click();
    await page.room.call.pin(null);
    await until(() => !tiles(stage).some(isMain));
    const label = stage.shadowRoot?.querySelector('[part=pager]')?.getAttribute('aria-label');
    expect([label, tiles(stage).length]).to.deep.equal(['Page 3 of 3', 1]);
  });
});
