import { expect } from '@open-wc/testing';
import type { NoomRoom } from '../../../src/components/index.js';
import { CountedListeners } from '../../fakes/counted/counted-listeners.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

/** Longer than a removed tag waits for being put back. */
const AFTER_RETURN_MS = 150;
const pass = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

describe('a room in another document', () => {
  let page: RoomPage;
  let frame: HTMLIFrameElement;
  let listeners: CountedListeners | null = null;

  beforeEach(() => {
    frame = document.createElement('iframe');
    Object.assign(frame, { width: '900', height: '600' });
    document.body.append(frame);
  });
  afterEach(async () => {
    listeners?.close();
    listeners = null;
    page.room.remove();
    frame.remove();
    await page.close();
  });

  const there = (): Window & typeof globalThis => frame.contentWindow as Window & typeof globalThis;

  /** How often each of these facts is heard of the room. */
  function count(room: NoomRoom, ...types: string[]): Record<string, number> {
    const heard = Object.fromEntries(types.map((type) => [type, 0]));
    for (const type of types) room.addEventListener(type, () => (heard[type] = (heard[type] ?? 0) + 1));
    return heard;
  }

  /** Resolves when the tile of each remote participant presents another frame. */
  async function presents(): Promise<void> {
    const stage = page.room.shadowRoot?.querySelector('noom-stage')?.shadowRoot;
    await until(() =>
      stage?.querySelector('noom-video:not([local])')?.shadowRoot?.querySelector('video:not([hidden])'),
    );
    const videos = [...(stage?.querySelectorAll('noom-video:not([local])') ?? [])].map(
      (tile) => tile.shadowRoot?.querySelector('video') as HTMLVideoElement,
    );
    await Promise.all(videos.map((video) => new Promise((resolve) => video.requestVideoFrameCallback(resolve))));
  }

  it('goes on with its call, picture and sound, when it is moved there and back', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    const heard = count(page.room, 'noom-left', 'noom-state-changed', 'noom-participant-left');
    for (const place of [there().document.body, page.box, there().document.body]) {
      place.append(page.room);
      await pass(AFTER_RETURN_MS);
      expect(page.room.state).to.equal('joined');
      expect(page.room.linked.has(page.find('noom-stage') as HTMLElement)).to.equal(true);
      await presents();
    }
    expect(heard).to.deep.equal({ 'noom-left': 0, 'noom-state-changed': 0, 'noom-participant-left': 0 });
    await page.room.call.setMicrophone(false);
    expect(page.room.snapshot.self.sources.microphone.on).to.equal(false);
  });

  it('is taken there by `adoptNode` and inserted later, and is still in its call', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    there().document.adoptNode(page.room);
    await pass(20);
    there().document.body.append(page.room);
    await pass(AFTER_RETURN_MS);
    expect(page.room.state).to.equal('joined');
    await presents();
  });

  it('handles its keys there, but not what is typed in fields of that document', async () => {
    page = await RoomPage.joined({ attributes: 'shortcuts' });
    const asked: EventTarget[] = [];
    page.room.addEventListener('noom-microphone-request', () => asked.push(page.room));
    there().document.body.append(page.room);
    const { document: other, KeyboardEvent: Key } = there();
    const press = (from: Element): boolean =>
      from.dispatchEvent(
        new Key('keydown', { key: 'm', code: 'KeyM', bubbles: true, composed: true, cancelable: true }),
      );
    for (const field of [other.createElement('input'), other.createElement('textarea')]) {
      page.room.append(field);
      press(field);
      field.remove();
    }
    const editable = other.createElement('div');
    editable.contentEditable = 'true';
    page.room.append(editable);
    press(editable);
    press(page.room);
    await until(() => asked.length > 0);
    await pass(0);
    expect(asked).to.have.length(1);
  });

  it('uses the language of that document, also inside of a shadow tree there', async () => {
    page = await RoomPage.joined();
    const { document: other } = there();
    const host = other.createElement('div');
    host.lang = 'ko';
    other.body.append(host);
    host.attachShadow({ mode: 'open' }).append(page.room);
    await until(() => page.room.language === 'ko');
  });

  for (const [how, go] of [
    [
      'its frame is removed from the page',
      () => {
        frame.remove();
      },
    ],
    [
      'its frame navigates to another page',
      () => {
        frame.src = 'about:blank?elsewhere';
      },
    ],
  ] as const) {
    it(`leaves, once, when ${how}`, async () => {
      page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
      there().document.body.append(page.room);
      await presents();
      const { track } = page.room.snapshot.self.sources.camera;
      let told = 0;
      // On the call: in a document that is gone no listener of a tag is called, whatever happens.
      page.room.call.addEventListener('noom-left', () => (told += 1));
      go();
      await until(() => page.room.state === 'left');
      await pass(AFTER_RETURN_MS);
      expect([told, track?.readyState]).to.deep.equal([1, 'ended']);
      await until(() => page.memory.participants[0]?.call.snapshot.participants.length === 1);
    });
  }

  it('stays in its call when the page moves it back as that window closes', async () => {
    page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    there().document.body.append(page.room);
    there().addEventListener('pagehide', () => {
      page.box.append(page.room);
    });
    frame.remove();
    await pass(AFTER_RETURN_MS);
    expect(page.room.state).to.equal('joined');
    await presents();
  });

  it('leaves no listener and no observer in a former document, however often it is moved', async () => {
    listeners = new CountedListeners([window, there()]);
    const counts: string[][] = [];
    page = await RoomPage.joined({ attributes: 'shortcuts', participants: [{ name: 'Ann' }] });
    for (let round = 0; round < 3; round += 1) {
      there().document.body.append(page.room);
      await presents();
      page.box.append(page.room);
      await presents();
      await page.drawn();
      counts.push(listeners.names);
    }
    expect(counts[2]).to.deep.equal(counts[0]);
    // Nothing in the frame is observed any more.
    listeners.close();
    listeners = new CountedListeners([there()]);
    there().document.body.append(page.room);
    await presents();
    page.room.remove();
    await until(() => page.room.state === 'left');
    await pass(AFTER_RETURN_MS);
    expect(listeners.names).to.deep.equal([]);
  });
});
