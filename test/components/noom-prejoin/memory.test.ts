import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';

const KEY = 'noom:name';

describe('what <noom-prejoin> remembers', () => {
  let page: RoomPage;

  beforeEach(() => {
    localStorage.clear();
  });

  afterEach(async () => {
    await page.close();
    localStorage.clear();
  });

  async function open(attributes = 'room="tea"'): Promise<void> {
    page = new RoomPage({ attributes });
    await page.inState('prejoin');
    await until(() => inside('.join:enabled'));
  }

  const inside = (selector: string): HTMLElement | null =>
    page.prejoin.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  const name = (): HTMLInputElement => inside('#name') as HTMLInputElement;
  const texts = (): string => page.prejoin.shadowRoot?.textContent.replaceAll(/\s+/g, ' ') ?? '';
  const kept = (): unknown => JSON.parse(localStorage.getItem(KEY) ?? 'null');

  async function joinAs(text: string): Promise<void> {
    name().value = text;
    name().dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    inside('.join')?.click();
    await page.inState('joined');
  }

  it('is the name, told before and after, and forgotten at a press', async () => {
    await open();
    expect(texts()).to.include('This browser remembers it.');
    expect(name().getAttribute('aria-describedby')).to.equal('kept');
    await joinAs('  Ann ');
    expect(kept()).to.deep.equal({ name: 'Ann' });
    await page.close();

    await open();
    expect(name().value).to.equal('Ann');
    await until(() => texts().includes('This browser remembers your name and your devices.'));
    await expectAccessible(page.box);
    const button = inside('.memory button');
    button?.focus();
    button?.click();
    await page.drawn();
    expect([kept(), name().value]).to.deep.equal([null, '']);
    expect(inside('.memory [role=status]')?.textContent.trim()).to.equal('Forgotten.');
    expect(focused() === button).to.equal(true);
    // Who has just asked to be forgotten is not remembered by the next press.
    await joinAs('Bo');
    expect(kept()).to.equal(null);
  });

  it('gives way to the name of the page, which is not kept', async () => {
    localStorage.setItem(KEY, '{"name":"Ann"}');
    await open('room="tea" display-name="Page"');
    expect(name().value).to.equal('Page');
    await joinAs('Person');
    expect(kept()).to.deep.equal({ name: 'Ann' });
  });

  it('is nothing where what is stored is no name', async () => {
    for (const stored of [
      '5',
      'null',
      '{"name":7}',
      JSON.stringify({ name: 'x'.repeat(65) }),
      '{"name":"\\u200b"}',
      '{',
    ]) {
      localStorage.setItem(KEY, stored);
      await open();
      expect(name().value, stored).to.equal('');
      await page.close();
    }
    await open();
  });

  it('are the devices, where only these were chosen', async () => {
    localStorage.setItem('noom:devices', '{"camera":"desk"}');
    await open();
    await until(() => texts().includes('This browser remembers your devices.'));
    inside('.memory button')?.click();
    await page.drawn();
    expect(localStorage.getItem('noom:devices')).to.not.include('desk');
  });

  it('are the devices again, which it says, where another one is chosen after all', async () => {
    localStorage.setItem(KEY, '{"name":"Ann"}');
    await open();
    await until(() => inside('.memory button'));
    const button = (): HTMLElement | null => inside('.memory button');
    button()?.click();
    await page.drawn();
    expect(texts()).to.include('Forgotten.');
    await page.room.selectDevice('camera', 'desk');
    // The calls of these pages remember elsewhere.
    localStorage.setItem('noom:devices', '{"camera":"desk"}');
    await until(() => texts().includes('This browser remembers your devices.'));
    expect(texts()).to.not.include('Forgotten.');
    expect(button()?.getAttribute('aria-disabled')).to.equal(null);
    button()?.click();
    await page.drawn();
    expect(localStorage.getItem('noom:devices')).to.not.include('desk');
    expect(texts()).to.include('Forgotten.');
  });

  for (const [width, lang] of [
    [1000, 'en'],
    [390, 'en'],
    [320, 'ko'],
  ] as const) {
    it(`has its space before it is loaded, at ${String(width)} px`, async () => {
      localStorage.setItem(KEY, '{"name":"Ann"}');
      page = new RoomPage({ attributes: `room="tea" lang="${lang}"`, width, height: 800 });
      await until(() => page.find('noom-prejoin')?.shadowRoot?.querySelector('.memory button'));
      await page.drawn();
      const memory = inside('.memory');
      const joinTop = (): number | undefined => inside('.join')?.getBoundingClientRect().top;
      const before = joinTop();
      expect(memory?.getBoundingClientRect().height).to.be.above(20);
      memory?.style.setProperty('display', 'none');
      expect(joinTop()).to.equal(before);
    });
  }
});
