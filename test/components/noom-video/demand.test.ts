import { expect } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import type { CallController, PictureView } from '../../../src/core/index.js';
import type { NoomVideo } from '../../../src/components/noom-video/index.js';
import { MemoryPlane } from '../../../src/testing/index.js';
import '../../../src/components/noom-stage/index.js';
import { settled } from '../../harness/browser/look/settled.js';
import { putRoom, type RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

describe('how large a <noom-video> tells that it is drawn', () => {
  let page: RoomOnPage;
  let views: Map<object, PictureView | 'nothing'>;
  let reports: number;

  afterEach(() => page.close());

  async function put(markup: string, count = 1): Promise<void> {
    const people = ['Ann', 'Bob', 'Cas', 'Dee'].slice(0, count).map((name) => ({ name }));
    page = await putRoom({ markup, people, isJoining: false });
    await page.memory.ready;
    ({ views } = record(page.room.call));
    await page.room.join();
  }

  /** Records what the tiles of a call report. */
  function record(call: CallController): { views: typeof views } {
    const recorded = new Map<object, PictureView | 'nothing'>();
    const report = call.reportView.bind(call);
    reports = 0;
    call.reportView = (view, shown) => {
      reports += 1;
      if (shown === null) recorded.delete(view);
      else recorded.set(view, shown);
      report(view, shown);
    };
    return { views: recorded };
  }

  const idOf = (name: string): string =>
    page.room.snapshot.participants.find((participant) => participant.name === name)?.id ?? 'nobody';
  /** What the views of a participant report: `320x180 normal`. */
  const told = (name: string, source = 'camera'): string =>
    [...views.values()]
      .filter((view) => view !== 'nothing')
      .filter((view) => view.participantId === idOf(name) && view.source === source)
      .map(({ wanted }) =>
        wanted === 'nothing'
          ? wanted
          : `${Math.round(wanted.widthPx / devicePixelRatio)}x${Math.round(wanted.heightPx / devicePixelRatio)} ${wanted.priority}`,
      )
      .join();
  const box = (): HTMLElement => page.room.querySelector('div') as HTMLElement;
  const one = '<div style="width: 320px; height: 180px"><noom-video participant="remote"></noom-video></div>';

  it('is its size in device pixels, again when that changes, and never twice the same', async () => {
    await put(one);
    await until(() => told('Ann') === '320x180 normal');
    box().style.width = '480px';
    await until(() => told('Ann') === '480x270 normal');
    const before = reports;
    page.find('noom-video').requestUpdate();
    await page.find('noom-video').updateComplete;
    expect(reports).to.equal(before);
  });

  it('is nothing while it is out of the window, not drawn, or behind what fills the screen', async () => {
    await put(one);
    await until(() => told('Ann') === '320x180 normal');
    box().style.marginTop = '9999px';
    await until(() => told('Ann') === 'nothing');
    box().style.marginTop = '';
    await until(() => told('Ann') === '320x180 normal');
    const tile = page.find('noom-video');
    tile.style.display = 'none';
    await until(() => told('Ann') === 'nothing');
    tile.style.display = '';
    await until(() => told('Ann') === '320x180 normal');
    Object.defineProperty(document, 'fullscreenElement', { configurable: true, value: document.createElement('i') });
    document.dispatchEvent(new Event('fullscreenchange'));
    expect(told('Ann')).to.equal('nothing');
    Reflect.deleteProperty(document, 'fullscreenElement');
    document.dispatchEvent(new Event('fullscreenchange'));
    expect(told('Ann')).to.equal('320x180 normal');
  });

  it('is as large as the screen while it fills that, with nothing of the others, and as before after Escape', async () => {
    const boxes = ['remote', 'remote'].map((who) => one.replace('remote', who)).join('');
    await put(boxes, 2);
    const [first, second] = page.room.querySelectorAll<NoomVideo>('noom-video');
    if (first === undefined || second === undefined) throw new Error('There are not two tiles.');
    second.participant = idOf('Bob');
    first.participant = idOf('Ann');
    const both = (): string => [told('Ann'), told('Bob')].join();
    await until(() => both() === '320x180 normal,320x180 normal');
    // Only a real press may fill the screen.
    const button = document.createElement('button');
    button.addEventListener('click', () => void first.requestFullscreen());
    page.room.append(button);
    button.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => Number(told('Ann').split('x')[0]) > 320 && told('Bob') === 'nothing');
    expect(told('Ann')).to.equal(`${String(innerWidth)}x${String(innerHeight)} normal`);
    await sendKeys({ press: 'Escape' });
    // Chromium does not take this key from a driver.
    if (!navigator.userAgent.includes('Firefox')) await document.exitFullscreen();
    await until(() => both() === '320x180 normal,320x180 normal');
  });

  it('is in the device pixels of the screen that the window is moved to', async () => {
    await put(one);
    await until(() => told('Ann') === '320x180 normal');
    const wide = (): number[] =>
      [...views.values()].flatMap((view) =>
        view !== 'nothing' && view.wanted !== 'nothing' ? view.wanted.widthPx : [],
      );
    const [width, height, ratio] = [innerWidth, innerHeight, devicePixelRatio];
    expect(wide()).to.deep.equal([320 * ratio]);
    try {
      // Of another width too: Chromium emulates a ratio without a word to the page.
      await setViewport({ width: width - 1, height, deviceScaleFactor: 2 * ratio });
      await until(() => wide()[0] === 640 * ratio);
      expect(devicePixelRatio).to.equal(2 * ratio);
    } finally {
      await setViewport({ width, height, deviceScaleFactor: ratio });
    }
    await until(() => wide()[0] === 320 * ratio);
  });

  it('is nothing behind a panel that covers the stage of a phone, and as before when that is closed', async () => {
    page = await putRoom({ markup: '', people: [{ name: 'Ann' }], isJoining: false });
    page.room.style.cssText = 'width: 360px; height: 640px';
    await page.memory.ready;
    ({ views } = record(page.room.call));
    await page.room.join();
    await until(() => page.room.isReady && told('Ann').endsWith('normal'));
    // What is fetched on demand takes its place beside the stage.
    await settled();
    const all = [told('Ann')];
    const report = page.room.call.reportView.bind(page.room.call);
    page.room.call.reportView = (view, shown) => {
      report(view, shown);
      if (told('Ann') !== all.at(-1)) all.push(told('Ann'));
    };
    page.room.panel = 'participants';
    await until(() => all.length === 2);
    page.room.panel = null;
    await until(() => all.length === 3);
    expect(all).to.deep.equal([all[0], 'nothing', all[0]]);
    page.room.panel = 'chat';
    await until(() => told('Ann') === 'nothing');
    // Now the panel is beside the stage.
    page.room.style.width = '1000px';
    await until(() => Number(told('Ann').split('x')[0]) > 360);
  });

  it('is nothing while the page is hidden', async () => {
    await put(one);
    await until(() => told('Ann') === '320x180 normal');
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told('Ann')).to.equal('nothing');
    Reflect.deleteProperty(document, 'visibilityState');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told('Ann')).to.equal('320x180 normal');
  });

  it('is withdrawn when it goes, or shows the local participant, and told again when it comes back', async () => {
    await put(one);
    await until(() => told('Ann') === '320x180 normal');
    const tile = page.find('noom-video');
    tile.remove();
    expect(views.size).to.equal(0);
    box().append(tile);
    await until(() => told('Ann') === '320x180 normal');
    tile.participant = 'local';
    await tile.updateComplete;
    expect(views.size).to.equal(0);
  });

  it('goes on in another document, where it is seen', async () => {
    await put(one);
    const tile = page.find('noom-video');
    await until(() => told('Ann') === '320x180 normal');
    const frame = document.createElement('iframe');
    frame.style.cssText = 'position: fixed; inset: 0; width: 400px; height: 300px';
    document.body.append(frame);
    frame.contentDocument?.body.append(tile);
    await until(() => /^3\d\dx2\d\d normal$/.test(told('Ann')));
    frame.remove();
    await until(() => told('Ann') === 'nothing');
  });

  it('has the priority that the page gives, else of a screen, a pin or a spotlight, high', async () => {
    await put(one);
    const tile = page.find('noom-video');
    const has = async (priority: string): Promise<void> => {
      await until(() => told('Ann') === `320x180 ${priority}`);
    };
    await has('normal');
    await page.room.call.pin(idOf('Ann'));
    await has('high');
    tile.setAttribute('priority', 'low');
    await has('low');
    tile.setAttribute('priority', 'urgent');
    await has('high');
    tile.removeAttribute('priority');
    await page.room.call.pin(null);
    await has('normal');
  });

  it('tells of every tile of a stage: the large one high, the strip low, other pages not at all', async () => {
    await put('<div style="width: 900px; height: 500px"><noom-stage max-tiles="3"></noom-stage></div>', 4);
    await until(() => ['Ann', 'Bob', 'Cas'].every((name) => told(name).endsWith('normal')));
    expect(told('Dee')).to.equal('');
    await page.room.call.pin(idOf('Dee'));
    await until(() => told('Dee').endsWith('high') && told('Ann').endsWith('low'));
    expect(told('Cas')).to.equal('');
    const large = Number(told('Dee').split('x')[0]);
    expect(large).to.be.above(2 * Number(told('Ann').split('x')[0]));
  });

  describe('makes the call ask its plane', () => {
    const { demand } = MemoryPlane.prototype;
    /** What the planes were told last, by participant; only the local one has views. */
    let asked: Map<string, string>;

    beforeEach(() => {
      asked = new Map();
      MemoryPlane.prototype.demand = function (this: MemoryPlane, id, source, wanted) {
        if (source === 'camera') asked.set(id, wanted === 'nothing' ? wanted : `${wanted.widthPx} ${wanted.priority}`);
        demand.call(this, id, source, wanted);
      };
    });
    afterEach(() => {
      MemoryPlane.prototype.demand = demand;
    });
    const all = (...names: string[]): string[] => names.map((name) => asked.get(idOf(name)) ?? 'in full');
    const areAsked = async (expected: string, ...names: string[]): Promise<void> => {
      await until(() => all(...names).every((wanted) => wanted === expected), `${expected} of ${names.join()}`);
    };

    it('for nothing, while a page of the stage shows the local participant alone, and the stage is not drawn', async () => {
      await put('<div style="width: 900px; height: 500px"><noom-stage max-tiles="3"></noom-stage></div>', 3);
      const stage = page.find('noom-stage');
      await until(() => /^[1-9]\d{2} normal$/.test(all('Cas').join()));
      stage.shadowRoot?.querySelector<HTMLElement>('[aria-label="Next page"]')?.click();
      await areAsked('nothing', 'Ann', 'Bob', 'Cas');
      stage.shadowRoot?.querySelector<HTMLElement>('[aria-label="Previous page"]')?.click();
      await until(() => !all('Ann', 'Bob', 'Cas').includes('nothing'));
      stage.style.display = 'none';
      await areAsked('nothing', 'Ann', 'Bob', 'Cas');
      // Now the page has no view of the others.
      stage.remove();
      await areAsked('7680 normal', 'Ann', 'Bob', 'Cas');
      box().append(stage);
      await areAsked('nothing', 'Ann', 'Bob', 'Cas');
    });

    it('for nothing, while a tile for the others shows none of them, and for all with a self view alone', async () => {
      await put('<div style="width: 320px"><noom-video participant="screen"></noom-video></div>', 2);
      await areAsked('nothing', 'Ann', 'Bob');
      page.find('noom-video').participant = 'local';
      await areAsked('7680 normal', 'Ann', 'Bob');
      page.find('noom-video').participant = idOf('Bob');
      await until(
        () => all('Ann', 'Bob').join() === 'nothing,320 normal'.replace('320', String(320 * devicePixelRatio)),
      );
      await page.memory.participants[1]?.leave();
      await page.memory.add({ name: 'Cas' }).joined;
      await areAsked('nothing', 'Ann', 'Cas');
    });
  });

  it('is told by each of two tiles of one participant', async () => {
    await put(`${one}<div style="width: 160px; height: 90px"><noom-video participant="remote"></noom-video></div>`);
    await until(() => told('Ann').split(',').length === 2);
    const [first] = page.room.querySelectorAll<NoomVideo>('noom-video');
    first?.remove();
    await until(() => told('Ann') === '160x90 normal');
  });
});
