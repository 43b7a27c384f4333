import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { sticksOut } from '../../contracts/tags/overflow.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';
import { AnyPage, findText } from './any-page.js';

describe('in any page', () => {
  const world = new AnyPage();
  const { documentElement: html } = document;

  describe('whose reader wants larger text', () => {
    const sizeOf = (text: string): number =>
      Number.parseFloat(getComputedStyle(findText(world.page.box, text)?.parentElement as Element).fontSize);

    it('the kit’s grows with it, and is no smaller where a page changes its `rem`', async () => {
      await world.everything();
      expect(sizeOf('שלום')).to.equal(15);
      html.style.fontSize = '24px';
      expect(sizeOf('שלום')).to.equal(22.5);
      html.style.fontSize = '62.5%';
      expect(sizeOf('שלום')).to.equal(15);
    });

    /** Nothing sticks out, once all is laid out. */
    async function expectWithin(): Promise<void> {
      await world.page.drawn();
      await until(() => sticksOut(world.page.room).length === 0).catch(() => undefined);
      expect(sticksOut(world.page.room)).to.deep.equal([]);
    }

    for (const width of [320, 900]) {
      it(`nothing overflows at twice the size, ${String(width)} px wide`, async () => {
        html.style.fontSize = '200%';
        world.page = await RoomPage.joined({ participants: [{ name: 'Bo' }], width, height: 800 });
        for (const panel of [null, 'chat', 'settings'] as const) {
          world.page.room.panel = panel;
          await expectWithin();
        }
        await world.page.close();
        world.page = new RoomPage({ attributes: 'room="tea"', width, height: 800 });
        await world.page.inState('prejoin');
        await until(() => world.page.prejoin.shadowRoot?.querySelector('.join'));
        await expectWithin();
      });
    }
  });

  describe('on a touch screen', () => {
    it('the pin of a tile is visible and can be pressed', async () => {
      world.page = await RoomPage.joined({ participants: [{ name: 'Bo' }, { name: 'Cy' }] });
      const root = world.page.find('noom-stage')?.shadowRoot;
      const findPin = (): HTMLElement | null => root?.querySelector<HTMLElement>('.pin') ?? null;
      // Tiles on their way to their places may lie over each other, and a stage that is drawn anew has another pin.
      await until(() => {
        showAsOnTouch(root);
        const pin = findPin();
        if (pin === null || getComputedStyle(pin).opacity !== '1') return false;
        const { left, top, width, height } = pin.getBoundingClientRect();
        return root?.elementFromPoint(left + width / 2, top + height / 2)?.closest('.pin') === pin;
      });
      const { width = 0, height = 0 } = findPin()?.getBoundingClientRect() ?? {};
      expect(Math.min(width, height)).to.be.at.least(44);
      findPin()?.click();
      await until(() => world.page.room.snapshot.pinnedId !== null);
    });
  });

  it('that asks for Trusted Types, one policy is made, by its documented name', async () => {
    world.page = new RoomPage({ attributes: 'room="tea"' });
    const frame = document.createElement('iframe');
    const broken: string[] = [];
    frame.srcdoc = `<meta http-equiv="Content-Security-Policy" content="require-trusted-types-for 'script'; trusted-types lit-html">
      <script>
        addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => parent.postMessage({ broken: violatedDirective + ' ' + sample }));
      </script>
      <noom-chat></noom-chat><noom-prejoin></noom-prejoin><noom-device-select></noom-device-select><noom-controls></noom-controls>
      <script type="module" src="${new URL('/src/index.ts', location.href).href}"></script>`;
    const hear = ({ data }: MessageEvent<{ broken?: string }>): void => {
      if (data.broken) broken.push(data.broken);
    };
    window.addEventListener('message', hear);
    world.page.box.append(frame);
    await until(() =>
      ['noom-chat', 'noom-prejoin', 'noom-device-select', 'noom-controls'].every((tag) =>
        frame.contentDocument?.querySelector(tag)?.shadowRoot?.querySelector('[part~=base], [part~=toolbar]'),
      ),
    );
    window.removeEventListener('message', hear);
    expect(broken).to.deep.equal([]);
  });

  it('330,000 pasted characters, and each key after them, are counted without a copy, and not measured', async () => {
    const chat = await world.everything();
    const input = chat.shadowRoot?.querySelector('textarea') as HTMLTextAreaElement;
    let copies = 0;
    let measures = 0;
    const iterate = String.prototype[Symbol.iterator];
    String.prototype[Symbol.iterator] = function (this: string) {
      if (this.length > 100_000) copies += 1;
      return iterate.call(this);
    };
    Object.defineProperty(input, 'scrollHeight', {
      configurable: true,
      get() {
        measures += 1;
        return 0;
      },
    });
    try {
      for (let key = 0; key < 4; key += 1) {
        input.value = 'lorem ipsum '.repeat(27_500) + 'x'.repeat(key);
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await chat.updateComplete;
      }
    } finally {
      String.prototype[Symbol.iterator] = iterate;
      Reflect.deleteProperty(input, 'scrollHeight');
    }
    expect([copies, measures]).to.deep.equal([0, 0]);
    // Chromium evaluates all of a text with `dir="auto"` again for each of its lines.
    expect(input.dir).to.equal('ltr');
    expect(chat.shadowRoot?.querySelector('.count')?.textContent.trim()).to.equal('330003 / 4000');
    expect(input.getBoundingClientRect().height).to.be.at.most(126);
    expect(await chat.send()).to.equal(false);
    chat.draft = '🙂🙂 back';
    await until(() => input.getBoundingClientRect().height < 50);
    chat.draft = '🙂'.repeat(3_999);
    await until(() => chat.shadowRoot?.querySelector('.count')?.textContent.trim() === '3999 / 4000');
    expect(input.getAttribute('aria-invalid')).to.equal('false');
  });

  describe('that moves under an open menu', () => {
    const button = (): HTMLElement => world.page.controls.shadowRoot?.querySelector('[data-name=more]') as HTMLElement;
    const menu = (): HTMLElement | null | undefined =>
      world.page.controls.shadowRoot?.querySelector<HTMLElement>('.menu:popover-open');

    async function open(style: string): Promise<HTMLElement> {
      world.page = await RoomPage.joined({ children: '<noom-controls></noom-controls>', width: 300 });
      const outer = document.createElement('div');
      const inner = document.createElement('div');
      outer.style.cssText = style;
      const root = outer.attachShadow({ mode: 'open' });
      root.append(inner);
      inner.innerHTML = '<div style="height: 300px"></div><slot></slot><div style="height: 2000px"></div>';
      inner.style.cssText = style;
      world.page.box.before(outer);
      outer.append(world.page.box);
      world.page.box.style.height = 'auto';
      await world.page.drawn();
      await until(button);
      button().focus();
      await sendKeys({ press: 'Enter' });
      await until(() => focused()?.matches('.menu:popover-open [role=menuitem]'));
      return inner;
    }

    const gap = (): number => {
      const { bottom = 0, top = 0 } = menu()?.getBoundingClientRect() ?? {};
      const anchor = button().getBoundingClientRect();
      return Math.min(Math.abs(anchor.top - bottom), Math.abs(top - anchor.bottom));
    };

    it('the menu moves along, whatever scrolls, and whatever is laid out again', async () => {
      const box = await open('height: 600px; overflow: auto');
      expect(gap()).to.be.lessThan(10);
      box.scrollTop = 60;
      await until(() => Math.abs(gap() - 8) < 1);
      world.page.box.style.marginInlineStart = '40px';
      world.page.box.style.marginBlockStart = '30px';
      await until(() => Math.abs(gap() - 8) < 1);
      expect(menu()).to.not.equal(null);
      world.page.box.parentElement?.replaceWith(world.page.box);
    });

    it('the menu closes when its button is scrolled out of view, and does not scroll it back', async () => {
      const box = await open('height: 600px; overflow: auto');
      box.scrollTop = 900;
      await until(() => !menu());
      expect(box.scrollTop).to.equal(900);
      world.page.box.parentElement?.replaceWith(world.page.box);
    });
  });
});

/** Makes the rules for screens where nothing hovers count on this machine. */
function showAsOnTouch(root: ShadowRoot | null | undefined): void {
  for (const sheet of root?.adoptedStyleSheets ?? []) {
    for (const rule of sheet.cssRules) {
      if (rule instanceof CSSMediaRule && rule.media.mediaText.includes('hover: none')) rule.media.mediaText = 'all';
    }
  }
}
