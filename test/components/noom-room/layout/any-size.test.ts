import { expect } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import '../../../../src/components/index.js';
import '../../../../src/index.js';
import { layoutFaults } from '../../../harness/browser/look/layout-faults.js';
import { settled } from '../../../harness/browser/look/settled.js';
import { until } from '../../../harness/until.js';
import { deep } from '../../pages/any-page.js';
import { RoomPage } from '../room-page.js';

/** Windows, the size of text in them (16 px unless said), and the direction of the page. */
const SIZES = {
  'a phone': { width: 320, height: 568 },
  'a phone, from right to left': { width: 320, height: 568, dir: 'rtl' },
  'a phone on its side': { width: 568, height: 320 },
  // 1280 by 1024 at four times (WCAG 1.4.10).
  'a page zoomed four times': { width: 320, height: 256 },
  'text twice as large': { width: 1280, height: 800, textPx: 32 },
  'text twice as large on a phone': { width: 390, height: 844, textPx: 32 },
  'a wall': { width: 2560, height: 1440 },
} as const;

const PEOPLE = [
  { name: 'Minji Park', speaking: true },
  { name: 'Tomás García Fernández de la Vega', microphone: false, hand: true },
  { name: 'Jun Lee', camera: false },
];

/** What a person can have before them: how it is opened, again in each window, because a menu follows its button. */
const SCENES: Readonly<Record<string, (page: RoomPage) => void>> = {
  'the call': () => undefined,
  'the large tile and the strip': ({ room }) => (room.layout = 'spotlight'),
  'the chat': ({ room }) => (room.panel = 'chat'),
  'the emojis of the chat': (page) => {
    page.room.panel = 'chat';
    press(page, '.emoji-button');
  },
  'the participants': ({ room }) => (room.panel = 'participants'),
  'the menu of a participant': (page) => {
    page.room.panel = 'participants';
    press(page, '.person .actions');
  },
  'the settings': ({ room }) => (room.panel = 'settings'),
  'the question before the host leaves': ({ room }) => (room.dialog = 'leave'),
  'the list of shortcuts': ({ room }) => (room.dialog = 'shortcuts'),
  'the menu of what did not fit': (page) => {
    press(page, '[data-name=more]');
  },
  'the menu of a tile': (page) => {
    press(page, '.tools .tool[popovertarget]');
  },
};

/** Presses the first button that matches, once it is there; not in a window where it is not needed. */
function press(page: RoomPage, selector: string): void {
  const button = deep(page.box).find((element) => element.matches(selector) && element.checkVisibility());
  button?.scrollIntoView({ block: 'nearest' });
  const menu = (button?.getRootNode() as ShadowRoot | undefined)?.getElementById(
    button?.getAttribute('popovertarget') ?? '',
  );
  if (menu?.matches(':popover-open') === false) (button as HTMLElement).click();
}

describe('in every window', () => {
  const { innerWidth: width, innerHeight: height } = window;
  let page: RoomPage;

  afterEach(async () => {
    document.documentElement.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
    await page.close();
    await setViewport({ width, height });
  });

  const fill = (): void => {
    page.box.style.cssText = 'position: absolute; inset: 0 0 auto; block-size: 100dvh;';
  };

  /** The faults in each window, by its name. */
  async function lookAround(open: (page: RoomPage) => void): Promise<Record<string, readonly string[]>> {
    const found: Record<string, readonly string[]> = {};
    for (const [name, { width, height, ...size }] of Object.entries(SIZES)) {
      await setViewport({ width, height });
      await until(() => innerWidth === width && innerHeight === height);
      document.documentElement.style.fontSize = 'textPx' in size ? `${String(size.textPx)}px` : '';
      document.documentElement.dir = 'dir' in size ? size.dir : 'ltr';
      await settled(3);
      open(page);
      await settled(5);
      const faults = layoutFaults();
      if (faults.length > 0) found[name] = faults;
    }
    return found;
  }

  for (const [name, open] of Object.entries(SCENES)) {
    it(`nothing is lost, small or covered of ${name}`, async () => {
      page = await RoomPage.joined({ participants: PEOPLE, attributes: 'shortcuts' });
      fill();
      // The first in the room is the host: that may be the local participant.
      const host = page.memory.participants.find(({ call }) => call.snapshot.self.role === 'host');
      await host?.call.setRole(page.room.snapshot.self.id, 'host');
      await page.memory.participants[0]?.call.sendMessage(
        'The agenda is at https://example.com/agenda/2026/11/a-very-long-path-that-does-not-break-by-itself',
      );
      await page.room.sendMessage('Hello everyone');
      open(page);
      await page.drawn();
      expect(await lookAround(open)).to.deep.equal({});
    });
  }

  it('nothing is lost, small or covered after the call', async () => {
    page = await RoomPage.joined();
    fill();
    await page.room.leave();
    await page.inState('left');
    expect(await lookAround(() => undefined)).to.deep.equal({});
  });

  it('nothing is lost, small or covered of the tags on a page of its own', async () => {
    page = await RoomPage.joined({
      participants: PEOPLE,
      children: `<noom-video></noom-video><noom-controls labels></noom-controls>
        <noom-device-select preview></noom-device-select><noom-device-select kind="speaker"></noom-device-select>
        <noom-reactions></noom-reactions><noom-stage></noom-stage><noom-chat></noom-chat>
        <noom-participants></noom-participants>`,
    });
    page.box.style.cssText = 'position: absolute; inset: 0 0 auto;';
    await page.drawn();
    expect(await lookAround(() => undefined)).to.deep.equal({});
  });
});
