import { expect } from '@open-wc/testing';
import type { NoomChat, NoomRoom } from '../../../src/components/index.js';
import { translate } from '../../../src/components/internal/localization/index.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { AnyPage, deep, findText, textsIn } from './any-page.js';

/** Where characters of a text are drawn. */
function boxOf(node: Text, from: number, to: number): DOMRect {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range.getBoundingClientRect();
}

describe('in a page', () => {
  const world = new AnyPage();
  const { documentElement: html } = document;

  describe('of another language and direction', () => {
    it('the kit’s text is marked with its language, and what participants wrote is not', async () => {
      html.lang = 'ja';
      const chat = await world.everything();
      world.page.box.dir = 'rtl';
      await world.page.drawn();
      for (const words of ['No camera found', 'Microphone', 'joined', 'Call']) {
        const { parentElement } = findText(world.page.box, words) ?? {};
        if (parentElement) expect(parentElement.matches(':lang(en)'), words).to.equal(true);
      }
      for (const wrote of ['חנה', 'Bo', 'שלום']) {
        const { parentElement } = findText(world.page.box, wrote) ?? {};
        expect(parentElement?.matches(':lang(ja)'), wrote).to.equal(true);
      }
      for (const named of deep(world.page.box).filter(
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

    it('nothing is marked in a page of the same language, and the page’s region stays', async () => {
      html.lang = 'en-GB';
      const chat = await world.everything();
      const marks = deep(world.page.box).filter((element) => element.hasAttribute('lang'));
      expect(new Set(marks.map((element) => element.getAttribute('lang')))).to.deep.equal(new Set(['en-GB']));
      expect(chat.shadowRoot?.querySelector('.body')?.matches(':lang(en-GB)')).to.equal(true);
    });

    it('full stops and times are where they belong in a page that runs from right to left', async () => {
      world.page = await RoomPage.joined({
        participants: [{ name: 'חנה' }],
        around: '<noom-chat for="room" style="height: 300px"></noom-chat>',
      });
      world.page.box.dir = 'rtl';
      await world.page.drawn();
      const chat = world.page.find('noom-chat') as NoomChat;
      await until(() => findText(chat.shadowRoot as ShadowRoot, 'Say hello.'));
      const empty = findText(chat.shadowRoot as ShadowRoot, 'Say hello.') as Text;
      const end = empty.data.indexOf('.', empty.data.indexOf('hello'));
      expect(boxOf(empty, end, end + 1).left).to.be.greaterThan(boxOf(empty, 0, 1).left);
      await world.page.memory.participants[0]?.say('שלום.');
      await until(() => chat.shadowRoot?.querySelector('.message'));
      const time = findText(chat.shadowRoot?.querySelector('time') as Element, 'M') as Text;
      expect(time.data).to.match(/^\d+:\d\d\s[AP]M$/);
      expect(boxOf(time, time.data.length - 2, time.data.length).left).to.be.greaterThan(boxOf(time, 0, 1).left);
      // Hebrew, from the right: its full stop is at the left.
      const body = findText(chat.shadowRoot as ShadowRoot, 'שלום') as Text;
      expect(boxOf(body, 4, 5).left).to.be.lessThan(boxOf(body, 0, 1).left);
    });

    it('a name is isolated within a sentence, whichever direction each has', async () => {
      const chat = await world.everything();
      world.page.memory.add({ name: 'דן!' });
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
      it(`times are written in the page’s locale: ${lang}`, async () => {
        html.lang = lang;
        const chat = await world.everything();
        expect(chat.shadowRoot?.querySelector('time')?.textContent.trim().replace(/\s/g, ' ')).to.match(pattern);
      });
    }
  });

  describe('that gives the texts of a third language', () => {
    const load = async (): Promise<NoomRoom['strings']> =>
      (await (await fetch('/demo-server/pages/japanese.json')).json()) as NoomRoom['strings'];
    /** Texts and names with an English word in them, besides the names of participants and keys. */
    const english = (): string[] =>
      deep(world.page.box)
        .flatMap((element) => [
          ...[element.ariaLabel, element.getAttribute('title'), element.getAttribute('placeholder')],
          ...(element.closest('[translate=no], style') ? [] : [...element.childNodes].map(ownText)),
        ])
        // The names of devices are the system's.
        .filter((text): text is string => /[a-z]{3}/i.test(text?.replace(/「[^」]*」/g, '') ?? ''));
    const ownText = (node: ChildNode): string => (node instanceof Text ? node.data : '');

    it('every text of every tag is the page’s, with its own lang', async () => {
      html.lang = 'ja-JP-u-ca-japanese';
      const strings = await load();
      const chat = await world.everything();
      const { page } = world;
      page.room.strings = strings;
      for (const tag of page.box.querySelectorAll('noom-prejoin, noom-device-select')) tag.setAttribute('for', 'room');
      page.room.panel = 'participants';
      await until(() => findText(page.box, '通話中'));
      page.room.panel = 'settings';
      await until(() => findText(page.box, 'ノイズ抑制'));
      await until(() => english().length === 0).catch(() => undefined);
      expect(english()).to.deep.equal([]);
      expect(findText(page.box, 'ノイズ抑制')?.parentElement?.closest('[lang]')?.getAttribute('lang')).to.equal(
        html.lang,
      );
      expect(chat.shadowRoot?.querySelector('time')?.textContent.trim()).to.match(/^\d+:\d\d$/);
      await page.room.leave();
      await until(() => findText(page.box, '通話から退出しました'));
    });

    it('what is missing is in English, and what is no text breaks nothing', async () => {
      html.lang = 'ja';
      await world.everything();
      const { page } = world;
      const strings: Partial<Record<keyof NoomRoom['strings'], string>> = { ...(await load()) };
      delete strings.chat;
      const leave = 5 as unknown as string;
      page.room.strings = { ...strings, leave, participants: null as unknown as string };
      await until(() => findText(page.box, 'Leave') && findText(page.box, 'Chat') && findText(page.box, 'マイク'));
      page.room.strings = null as unknown as NoomRoom['strings'];
      await until(() => findText(page.box, 'Leave'));
    });

    it('numbers and their plural are those of the page’s language', () => {
      const strings = { participantCount: '#{count}|*{count}' };
      expect(translate('participantCount', { count: 1 }, 'en', strings, 'ar-EG-u-nu-arab')).to.equal('#١');
      expect(translate('participantCount', { count: 0 }, 'en', strings, 'fr')).to.equal('#0');
      expect(translate('participantCount', { count: 0 }, 'en', strings, 'en-GB')).to.equal('*0');
      expect(translate('participantCount', { count: 1200 }, 'en', {}, 'de-DE')).to.equal('1,200 participants');
    });
  });

  it('a number is written as its locale writes it, whichever way that is found', () => {
    for (const [locale, language] of [
      ['en', 'en'],
      ['en-IN', 'en'],
      ['ko-KR', 'ko'],
      ['en-u-nu-arab', 'en'],
      ['fa', 'fa'],
    ] as const)
      for (const count of [0, 7, 999, 1000, 1234567, 2.5, -3])
        expect(
          translate('participantCount', { count }, language, { participantCount: '{count}' }, locale),
          `${locale} ${String(count)}`,
        ).equal(count.toLocaleString(locale));
  });

  describe('that is translated by a machine', () => {
    /** What a browser's translation does with a text: other elements with other text nodes in its place. */
    function translateAll(root: ParentNode): void {
      for (const node of textsIn(root)) {
        if (node.parentElement?.closest('[translate=no]')) continue;
        const font = document.createElement('font');
        font.textContent = `«${node.data}»`;
        node.replaceWith(font);
      }
    }

    it('times, counts and names stay untranslated, and are updated', async () => {
      await world.everything();
      for (const selector of ['.time', '.chip']) {
        await until(() => world.page.find(selector));
        const text = world.page.find(selector)?.querySelector('[translate=no]');
        expect(text?.classList.contains('notranslate'), selector).to.equal(true);
      }
      translateAll(world.page.room.shadowRoot as ShadowRoot);
      world.page.memory.add({ name: 'Ed' });
      await until(() => world.page.find('.chip')?.textContent.trim() === '5');
      const time = world.page.find('.time')?.textContent;
      await until(() => world.page.find('.time')?.textContent !== time);
    });

    it('text that changes is seen to change', async () => {
      world.page = new RoomPage({
        attributes: 'room="tea" display-name="Ann"',
        children: '<noom-prejoin></noom-prejoin>',
        prepare: ({ signaling }) => {
          signaling.unreachable();
        },
      });
      await world.page.inState('prejoin');
      const button = (): Element | null | undefined => world.page.prejoin.shadowRoot?.querySelector('.join');
      await until(() => button()?.textContent.trim() === 'Join now');
      translateAll(world.page.box);
      expect(button()?.textContent.trim()).to.equal('«Join now»');
      world.page.room.join().catch(() => undefined);
      await until(() => button()?.textContent.trim() === 'Joining…');
    });
  });
});
