import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import { CallError } from '../../../src/core/index.js';
import type { MemoryRoom } from '../../../src/testing/index.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { onPeek } from './on-peek.js';

const THREE = ['Minji Park', 'Ann', '이준'];
const TEN = [
  'Professor Wilhelmina Featherstonehaugh-Cholmondeley',
  ...Array.from({ length: 9 }, (_, index) => `Guest ${String(index + 1)}`),
];

/** What is pressed or written in stays where it is, whatever the server or the system tells meanwhile. */
describe('what is to be pressed in <noom-prejoin>', () => {
  const { innerWidth, innerHeight } = window;
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    restore();
    localStorage.clear();
    await setViewport({ width: innerWidth, height: innerHeight });
  });

  const root = (): ShadowRoot => page.prejoin.shadowRoot as ShadowRoot;
  const find = (selector: string): HTMLElement | null => root().querySelector<HTMLElement>(selector);
  /** The place of each field and button, in whole pixels. */
  const places = (): string[] =>
    [...root().querySelectorAll('.join, #name, .round, noom-device-select, .speaker .button')].map((control) => {
      const { x, y, width, height } = control.getBoundingClientRect();
      return [control.localName, ...[x, y, width, height].map(Math.round)].join(' ');
    });

  async function open(width: number, lang: string, prepare: (memory: MemoryRoom) => void): Promise<void> {
    await setViewport({ width, height: 800 });
    await until(() => window.innerWidth === width);
    const attributes = `room="tea" display-name="Me" lang="${lang}"`;
    page = new RoomPage({ attributes, width, height: 800, prepare });
    page.box.style.cssText += 'position: fixed; inset: 0;';
  }

  async function ready(): Promise<void> {
    await page.inState('prejoin');
    await until(() => find('.join:enabled'));
    await page.drawn();
    await document.fonts.ready;
  }

  for (const [width, lang, names] of [
    [1000, 'en', THREE],
    [390, 'en', THREE],
    [320, 'ko', TEN],
  ] as const) {
    it(`does not move when the server tells who is inside, at ${String(width)} px`, async () => {
      const held: (() => void)[] = [];
      await open(width, lang, (memory) => {
        onPeek(memory, (answer) => {
          held.push(() => {
            answer({ ok: true, count: names.length + 2, names });
          });
        });
      });
      await ready();
      await until(() => held.length === 1);
      await until(() => page.room.snapshot.self.sources.camera.on && page.room.snapshot.self.sources.microphone.on);
      await page.drawn();
      const before = places();
      expect(before.length).to.be.at.least(6);
      held[0]?.();
      await until(() => find('.names li'));
      await page.drawn();
      expect(places()).to.deep.equal(before);
      const list = find('.names');
      expect(list?.querySelectorAll('li').length).to.equal(names.length + 1);
      // Those for whom there is no space are reached by scrolling, also with the keys.
      list?.focus();
      expect(root().activeElement === list).to.equal(true);
      expect(document.documentElement.scrollWidth).to.equal(width);
      await expectAccessible(page.box);
    });
  }

  for (const [width, lang] of [
    [1000, 'en'],
    [390, 'en'],
    [320, 'ko'],
  ] as const) {
    it(`does not move when a device fails late, at ${String(width)} px`, async () => {
      let fail = (): void => undefined;
      const failed = new Promise<void>((resolve) => {
        fail = resolve;
      });
      const openDevices = async (): Promise<never> => {
        await failed;
        throw new CallError('device-in-use');
      };
      await open(width, lang, ({ devices }) => {
        replace(devices, 'open', openDevices);
      });
      await ready();
      await until(() => find('.who')?.textContent.trim());
      const before = places();
      fail();
      await until(() => find('.notice'));
      await page.drawn();
      expect(places()).to.deep.equal(before);
      const notices = find('.notices')?.getBoundingClientRect();
      const tile = find('.tile')?.getBoundingClientRect();
      const [button] = root().querySelectorAll('.toggles .round');
      expect(notices?.top).to.be.at.least(tile?.top ?? Infinity);
      expect(notices?.bottom).to.be.at.most(button?.getBoundingClientRect().top ?? 0);
      await expectAccessible(page.box);
    });
  }
});
