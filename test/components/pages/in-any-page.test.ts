import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { NoomChat } from '../../../src/components/index.js';
import '../../../src/index.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';

/** Every element of a tree, through shadow roots. */
function deep(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? deep(element.shadowRoot) : []),
  ]);
}

/** The texts that can be seen in a tree, each with its node. */
function textsIn(root: ParentNode): Text[] {
  return deep(root).flatMap((element) =>
    element.localName === 'style'
      ? []
      : [...element.childNodes].filter((node): node is Text => node instanceof Text && Boolean(node.data.trim())),
  );
}

function findText(root: ParentNode, text: string): Text | undefined {
  return textsIn(root).find(({ data }) => data.includes(text));
}

/** Where characters of a text are drawn. */
function boxOf(node: Text, from: number, to: number): DOMRect {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range.getBoundingClientRect();
}

describe('in any page', () => {
  let page: RoomPage;
  const { documentElement: html } = document;

  afterEach(async () => {
    await page.close();
    html.lang = 'en';
    html.removeAttribute('style');
    html.removeAttribute('class');
  });

  /** A call with all that it can show: people, a chat with a message, the settings' pickers, a form. */
  async function everything(attributes = ''): Promise<NoomChat> {
    page = await RoomPage.joined({
      attributes,
      participants: [{ name: 'חנה' }, { name: 'Bo' }, { name: 'Cy' }],
      around: `<noom-chat for="room" style="height: 300px"></noom-chat>
        <noom-controls for="room" labels></noom-controls>
        <noom-device-select kind="camera" preview></noom-device-select>
        <noom-prejoin></noom-prejoin>`,
    });
    const chat = page.box.querySelector(':scope > noom-chat') as NoomChat;
    await until(() => chat.shadowRoot?.querySelector('.empty'));
    await page.memory.participants[0]?.say('שלום.');
    await until(() => chat.shadowRoot?.querySelector('.message'));
    await page.drawn();
    return chat;
  }

  describe('the page’s own text styles', () => {
    const HOSTILE: Record<string, string> = {
      'text-align': 'right',
      'text-align-last': 'center',
      'text-indent': '3em',
      'text-transform': 'uppercase',
      'text-shadow': '1px 1px red',
      'text-rendering': 'optimizeSpeed',
      'text-underline-offset': '8px',
      'text-underline-position': 'under',
      'text-emphasis': 'dot red',
      'text-orientation': 'upright',
      'text-wrap': 'nowrap',
      'text-decoration-skip-ink': 'none',
      'letter-spacing': '5px',
      'word-spacing': '9px',
      'white-space': 'pre',
      'word-break': 'break-all',
      'overflow-wrap': 'anywhere',
      'line-break': 'anywhere',
      hyphens: 'auto',
      'tab-size': '2',
      font: 'italic small-caps 900 condensed 30px / 3 serif',
      'font-size-adjust': '0.9',
      'font-kerning': 'none',
      'font-feature-settings': '"smcp"',
      'font-variation-settings': '"wght" 900',
      'font-synthesis': 'none',
      'font-optical-sizing': 'none',
      'writing-mode': 'vertical-rl',
      quotes: 'none',
      'list-style': 'square inside',
      cursor: 'wait',
      color: 'red',
      'caret-color': 'red',
      'accent-color': 'red',
      'scrollbar-color': 'red blue',
      'border-collapse': 'collapse',
      'border-spacing': '9px',
      'caption-side': 'bottom',
      'empty-cells': 'hide',
      'image-rendering': 'pixelated',
      fill: 'red',
      'fill-opacity': '0.2',
      'fill-rule': 'evenodd',
      stroke: 'red',
      'stroke-width': '9px',
      'stroke-opacity': '0.2',
      'stroke-dasharray': '4px',
      'stroke-linecap': 'square',
      'paint-order': 'stroke',
      'text-anchor': 'end',
      'dominant-baseline': 'hanging',
      'ruby-position': 'under',
      orphans: '5',
      widows: '5',
      '-webkit-text-fill-color': 'red',
      '-webkit-text-stroke': '2px red',
      '-webkit-text-security': 'disc',
      'user-select': 'none',
    };
    /** What follows from where a tag is rather than from what it inherits. */
    const PLACE =
      /^(?:width|height|(?:block|inline)-size|inset|top|left|right|bottom|(?:perspective|transform)-origin|user-select|-webkit-user-select|-moz-user-select)/;

    it('stop at every tag: nothing inside is drawn otherwise', async () => {
      await everything();
      const stylesOf = (element: Element): Map<string, string> => {
        const style = getComputedStyle(element);
        return new Map(
          [...style].filter((name) => !PLACE.test(name)).map((name) => [name, style.getPropertyValue(name)]),
        );
      };
      // A size of its own for each, because text that runs downwards lays out what is around it anew.
      for (const tag of page.box.children) (tag as HTMLElement).style.cssText = 'width: 600px; height: 500px';
      await new Promise(requestAnimationFrame);
      await page.drawn();
      const tags = deep(page.box).filter(({ localName }) => localName.startsWith('noom-'));
      expect(new Set(tags.map(({ localName }) => localName)).size).to.be.greaterThan(6);
      const inside = tags.flatMap((tag) => (tag.shadowRoot ? deep(tag.shadowRoot) : []));
      const before = new Map(inside.map((element) => [element, stylesOf(element)]));
      for (const [name, value] of Object.entries(HOSTILE)) page.box.style.setProperty(name, value);
      const reached = new Set<string>();
      for (const [element, styles] of before) {
        if (!element.isConnected) continue;
        for (const [name, value] of stylesOf(element)) {
          if (styles.get(name) !== value)
            reached.add(`${name}: ${styles.get(name) ?? ''} -> ${value} (${element.localName})`);
        }
      }
      expect([...reached].slice(0, 20)).to.deep.equal([]);
      // A message can still be copied.
      const body = deep(page.box).find((element) => element.matches('.body'));
      expect(body && getComputedStyle(body).userSelect).to.equal('text');
    });

    it('go through a room that only wraps the page’s own UI', async () => {
      page = new RoomPage({ children: '<p id="own">…</p>' });
      page.box.style.cssText = 'color: rgb(1, 2, 3); font: italic 21px serif; text-align: center; letter-spacing: 3px';
      await page.drawn();
      const { color, fontSize, fontStyle, textAlign, letterSpacing } = getComputedStyle(page.find('#own') as Element);
      expect([color, fontSize, fontStyle, textAlign, letterSpacing]).to.deep.equal([
        'rgb(1, 2, 3)',
        '21px',
        'italic',
        'center',
        '3px',
      ]);
    });

    it('that hide everything, hide a tag', async () => {
      await everything();
      page.box.style.visibility = 'hidden';
      const base = page.find('.base') as HTMLElement;
      expect(getComputedStyle(base).visibility).to.equal('hidden');
    });
  });

  describe('of another language and direction', () => {
    it('the kit’s words are marked as what they are, and what people wrote is not', async () => {
      html.lang = 'ja';
      const chat = await everything();
      page.box.dir = 'rtl';
      await page.drawn();
      for (const words of ['No camera found', 'Microphone', 'joined', 'Call']) {
        const { parentElement } = findText(page.box, words) ?? {};
        if (parentElement) expect(parentElement.matches(':lang(en)'), words).to.equal(true);
      }
      for (const wrote of ['חנה', 'Bo', 'שלום']) {
        const { parentElement } = findText(page.box, wrote) ?? {};
        expect(parentElement?.matches(':lang(ja)'), wrote).to.equal(true);
      }
      for (const named of deep(page.box).filter(
        (element) => element.closest('[aria-label]') && element.matches('[aria-label]'),
      )) {
        if (!named.matches('textarea, input'))
          expect(named.matches(':lang(en)'), named.outerHTML.slice(0, 80)).to.equal(true);
      }
      const input = chat.shadowRoot?.querySelector('textarea') as HTMLTextAreaElement;
      for (const [draft, direction] of [
        ['Hello.', 'ltr'],
        ['… ١٢ שלום, Bo', 'rtl'],
        ['مرحبا', 'rtl'],
        ['안녕', 'ltr'],
        ['', 'rtl'],
        ['12.', 'rtl'],
      ] as const) {
        chat.draft = draft;
        await chat.updateComplete;
        expect(getComputedStyle(input).direction, draft).to.equal(direction);
      }
    });

    it('nothing is marked as another in a page of the same language, and the page’s region stays', async () => {
      html.lang = 'en-GB';
      const chat = await everything();
      const marks = deep(page.box).filter((element) => element.hasAttribute('lang'));
      expect(new Set(marks.map((element) => element.getAttribute('lang')))).to.deep.equal(new Set(['en-GB']));
      expect(chat.shadowRoot?.querySelector('.body')?.matches(':lang(en-GB)')).to.equal(true);
    });

    it('full stops and times stand where they belong in a page that runs from right to left', async () => {
      page = await RoomPage.joined({
        participants: [{ name: 'חנה' }],
        around: '<noom-chat for="room" style="height: 300px"></noom-chat>',
      });
      page.box.dir = 'rtl';
      await page.drawn();
      const chat = page.find('noom-chat') as NoomChat;
      await until(() => findText(chat.shadowRoot as ShadowRoot, 'Say hello.'));
      const empty = findText(chat.shadowRoot as ShadowRoot, 'Say hello.') as Text;
      const end = empty.data.indexOf('.', empty.data.indexOf('hello'));
      expect(boxOf(empty, end, end + 1).left).to.be.greaterThan(boxOf(empty, 0, 1).left);
      await page.memory.participants[0]?.say('שלום.');
      await until(() => chat.shadowRoot?.querySelector('.message'));
      const time = findText(chat.shadowRoot?.querySelector('time') as Element, 'M') as Text;
      expect(time.data).to.match(/^\d+:\d\d\s[AP]M$/);
      expect(boxOf(time, time.data.length - 2, time.data.length).left).to.be.greaterThan(boxOf(time, 0, 1).left);
      // Hebrew, from the right: its full stop is at the left.
      const body = findText(chat.shadowRoot as ShadowRoot, 'שלום') as Text;
      expect(boxOf(body, 4, 5).left).to.be.lessThan(boxOf(body, 0, 1).left);
    });

    it('a name keeps to itself within a sentence, whichever way each runs', async () => {
      const chat = await everything();
      page.memory.add({ name: 'דן!' });
      await until(() => findText(chat.shadowRoot as ShadowRoot, 'דן!'));
      const name = findText(chat.shadowRoot as ShadowRoot, 'דן!') as Text;
      expect(name.parentElement?.localName).to.equal('bdi');
      const verb = name.parentElement?.nextSibling?.nextSibling as Text;
      expect(boxOf(name, 0, 3).right).to.be.lessThan(
        boxOf(findText(chat.shadowRoot as ShadowRoot, ' joined') ?? verb, 1, 3).right,
      );
    });

    for (const [lang, pattern] of [
      ['en-US', /^\d+:\d\d\s[AP]M$/],
      ['en-GB', /^\d\d:\d\d$/],
      ['en_GB', /^\d\d:\d\d$/],
      ['en-AU', /^\d+:\d\d\s[ap]m$/],
      ['ko-KR', /^(?:오전|오후) \d+:\d\d$/],
      ['de', /^\d\d:\d\d$/],
      ['ja', /^\d+:\d\d$/],
      ['en-US-u-hc-h23', /^\d\d:\d\d$/],
      ['no such language!', /^\d+:\d\d(?:\s[AP]M)?$/],
    ] as const) {
      it(`times are written as the page’s locale has it: ${lang}`, async () => {
        html.lang = lang;
        const chat = await everything();
        expect(chat.shadowRoot?.querySelector('time')?.textContent.trim().replace(/\s/g, ' ')).to.match(pattern);
      });
    }
  });

  describe('that is translated by a machine', () => {
    /** What a browser's translation does with a text: other elements with other text nodes in its place. */
    function translate(root: ParentNode): void {
      for (const node of textsIn(root)) {
        if (node.parentElement?.closest('[translate=no]')) continue;
        const font = document.createElement('font');
        font.textContent = `«${node.data}»`;
        node.replaceWith(font);
      }
    }

    it('times, counts and names stay as they are, and go on', async () => {
      await everything();
      for (const selector of ['.time', '.chip']) {
        const text = page.find(selector)?.querySelector('[translate=no]');
        expect(text?.classList.contains('notranslate'), selector).to.equal(true);
      }
      translate(page.room.shadowRoot as ShadowRoot);
      page.memory.add({ name: 'Ed' });
      await until(() => page.find('.chip')?.textContent.trim() === '5');
      const time = page.find('.time')?.textContent;
      await until(() => page.find('.time')?.textContent !== time);
    });

    it('words that change are seen to change', async () => {
      page = new RoomPage({
        attributes: 'room="tea" display-name="Ann"',
        children: '<noom-prejoin></noom-prejoin>',
        prepare: ({ signaling }) => {
          signaling.unreachable();
        },
      });
      await page.inState('prejoin');
      const button = (): Element | null | undefined => page.prejoin.shadowRoot?.querySelector('.join');
      await until(() => button()?.textContent.trim() === 'Join now');
      translate(page.box);
      expect(button()?.textContent.trim()).to.equal('«Join now»');
      page.room.join().catch(() => undefined);
      await until(() => button()?.textContent.trim() === 'Joining…');
    });
  });

  describe('whose reader wants larger text', () => {
    const sizeOf = (text: string): number =>
      Number.parseFloat(getComputedStyle(findText(page.box, text)?.parentElement as Element).fontSize);

    it('the kit’s grows with it, and is no smaller where a page makes little of its `rem`', async () => {
      await everything();
      expect(sizeOf('שלום')).to.equal(15);
      html.style.fontSize = '24px';
      expect(sizeOf('שלום')).to.equal(22.5);
      html.style.fontSize = '62.5%';
      expect(sizeOf('שלום')).to.equal(15);
    });

    for (const width of [320, 900]) {
      it(`nothing runs over at twice the size, ${String(width)} px wide`, async () => {
        html.style.fontSize = '200%';
        page = await RoomPage.joined({ participants: [{ name: 'Bo' }], width, height: 800 });
        for (const panel of [null, 'chat', 'settings'] as const) {
          page.room.panel = panel;
          await page.drawn();
          const frame = page.box.getBoundingClientRect();
          const over = deep(page.room.shadowRoot as ShadowRoot)
            .filter(
              (element) =>
                element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden'),
            )
            .filter((element) => !element.matches('video, option, svg, path'))
            .filter((element) => {
              const { left, right, width: own } = element.getBoundingClientRect();
              return own > 1 && (left < frame.left - 1 || right > frame.right + 1);
            });
          expect(over.map(({ outerHTML }) => outerHTML.slice(0, 90))).to.deep.equal([]);
        }
        await page.close();
        page = new RoomPage({ attributes: 'room="tea"', width, height: 800 });
        await page.inState('prejoin');
        await until(() => page.prejoin.shadowRoot?.querySelector('.join'));
        await page.drawn();
        const layout = page.prejoin.shadowRoot?.querySelector('.layout') as HTMLElement;
        expect(layout.scrollWidth).to.be.at.most(Math.ceil(layout.clientWidth));
      });
    }
  });

  describe('that turns dark later', () => {
    const LIGHT = 'rgb(244, 246, 249)';
    const DARK = 'rgb(14, 17, 22)';
    const background = (): string => getComputedStyle(page.room).backgroundColor;
    const css = (text: string): HTMLStyleElement => {
      const style = document.createElement('style');
      style.textContent = text;
      return style;
    };

    async function open(): Promise<void> {
      page = new RoomPage({ attributes: 'room="tea"' });
      await page.inState('prejoin');
    }

    it('is followed when a class, a data attribute or a style of what is above says so', async () => {
      const sheet = css('.dark main { color-scheme: dark } [data-theme=light] main { color-scheme: light }');
      document.head.append(sheet);
      await open();
      html.classList.add('dark');
      await until(() => background() === DARK);
      html.classList.remove('dark');
      html.dataset.theme = 'light';
      await until(() => background() === LIGHT && page.room.matches(':state(page-scheme)'));
      delete html.dataset.theme;
      await until(() => !page.room.matches(':state(page-scheme)'));
      html.style.colorScheme = 'dark';
      await until(() => background() === DARK);
      html.style.colorScheme = 'light';
      await until(() => background() === LIGHT);
      sheet.remove();
    });

    it('is followed when a style sheet comes, changes, is switched off, and goes', async () => {
      await open();
      const sheet = css('main { color-scheme: dark }');
      document.head.append(sheet);
      await until(() => background() === DARK);
      sheet.textContent = 'main { color-scheme: light }';
      await until(() => background() === LIGHT && page.room.matches(':state(page-scheme)'));
      sheet.media = 'print';
      await until(() => !page.room.matches(':state(page-scheme)'));
      sheet.media = '';
      await until(() => page.room.matches(':state(page-scheme)'));
      sheet.remove();
      await until(() => !page.room.matches(':state(page-scheme)'));
      // Anywhere in the page.
      const elsewhere = css('main { color-scheme: dark }');
      page.box.append(elsewhere);
      await until(() => background() === DARK);
    });

    it('is followed when a switch without script says so', async () => {
      const sheet = css('body:has(#night:checked) { color-scheme: dark }');
      document.head.append(sheet);
      const night = Object.assign(document.createElement('input'), { type: 'checkbox', id: 'night' });
      document.body.append(night);
      await open();
      night.click();
      await until(() => background() === DARK);
      night.remove();
      sheet.remove();
    });

    it('is not listened to any more when the room is gone', async () => {
      await open();
      const { room } = page;
      room.remove();
      html.style.colorScheme = 'dark';
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      expect(room.matches(':state(page-scheme)')).to.equal(false);
      html.style.colorScheme = '';
    });
  });

  describe('on a touch screen', () => {
    it('a tile’s pin can be seen and pressed', async () => {
      page = await RoomPage.joined({ participants: [{ name: 'Bo' }, { name: 'Cy' }] });
      const stage = page.find('noom-stage');
      await until(() => stage?.shadowRoot?.querySelector('.pin'));
      // As where nothing hovers: those rules, for this machine.
      for (const sheet of stage?.shadowRoot?.adoptedStyleSheets ?? []) {
        for (const rule of sheet.cssRules) {
          if (rule instanceof CSSMediaRule && rule.media.mediaText.includes('hover: none'))
            rule.media.mediaText = 'all';
        }
      }
      const pin = stage?.shadowRoot?.querySelector<HTMLElement>('.pin') as HTMLElement;
      await until(() => getComputedStyle(pin).opacity === '1');
      const { left, top, width, height } = pin.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(44);
      expect(stage?.shadowRoot?.elementFromPoint(left + width / 2, top + height / 2)?.closest('.pin')).to.equal(pin);
      pin.click();
      await until(() => page.room.snapshot.pinnedId !== null);
    });
  });

  it('that asks for Trusted Types, one policy is made, by the name that is written down', async () => {
    page = new RoomPage({ attributes: 'room="tea"' });
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
    page.box.append(frame);
    await until(() =>
      ['noom-chat', 'noom-prejoin', 'noom-device-select', 'noom-controls'].every((tag) =>
        frame.contentDocument?.querySelector(tag)?.shadowRoot?.querySelector('[part~=base], [part~=toolbar]'),
      ),
    );
    window.removeEventListener('message', hear);
    expect(broken).to.deep.equal([]);
  });

  it('330,000 pasted characters, and each key after them, are counted without being copied, and not measured', async () => {
    const chat = await everything();
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
    // Chromium asks all of a text with `dir="auto"` again for each of its lines.
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
    const button = (): HTMLElement => page.controls.shadowRoot?.querySelector('[data-name=more]') as HTMLElement;
    const menu = (): HTMLElement | null | undefined =>
      page.controls.shadowRoot?.querySelector<HTMLElement>('.menu:popover-open');

    async function open(style: string): Promise<HTMLElement> {
      page = await RoomPage.joined({ children: '<noom-controls></noom-controls>', width: 300 });
      const outer = document.createElement('div');
      const inner = document.createElement('div');
      outer.style.cssText = style;
      const root = outer.attachShadow({ mode: 'open' });
      root.append(inner);
      inner.innerHTML = '<div style="height: 300px"></div><slot></slot><div style="height: 2000px"></div>';
      inner.style.cssText = style;
      page.box.before(outer);
      outer.append(page.box);
      page.box.style.height = 'auto';
      await page.drawn();
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

    it('the menu goes along, whatever scrolls, and whatever is laid out anew', async () => {
      const box = await open('height: 600px; overflow: auto');
      expect(gap()).to.be.lessThan(10);
      box.scrollTop = 60;
      await until(() => Math.abs(gap() - 8) < 1);
      page.box.style.marginInlineStart = '40px';
      page.box.style.marginBlockStart = '30px';
      await until(() => Math.abs(gap() - 8) < 1);
      expect(menu()).to.not.equal(null);
      page.box.parentElement?.replaceWith(page.box);
    });

    it('the menu closes when its button is scrolled out of sight, and does not scroll it back', async () => {
      const box = await open('height: 600px; overflow: auto');
      box.scrollTop = 900;
      await until(() => !menu());
      expect(box.scrollTop).to.equal(900);
      page.box.parentElement?.replaceWith(page.box);
    });
  });
});
