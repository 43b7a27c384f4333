import { expect } from '@open-wc/testing';
import { CallError, type SharedFile } from '../../../src/core/index.js';
import { WISH_TYPES, type Wish, type WishFields } from '../../../src/components/internal/link/commands.js';
import { RoomLink, type NoomRoom } from '../../../src/index.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { deep } from '../pages/any-page.js';

/** What tags do to a call without a wish: they show it, and tell what they show of it. */
const HARMLESS = ['addEventListener', 'removeEventListener', 'dispatchEvent', 'subscribe', 'configure', 'getReport'];
const REPORTS = ['reportView', 'reportPicture', 'handlePicture', 'handleViews', 'prepare', 'constructor'];
/** What the room does itself, and the settings. */
const OF_ROOM = ['join', 'leave', 'confirmLeave', 'toggleFullscreen', 'setPip'] as const;

/** What a person can press. Files to choose and to save, and how one tile is shown, are no matter of the call. */
const PRESSABLE = 'button:not([role^=menuitem]), [role=switch]';
const ITEM = '.menu:popover-open [role^=menuitem]';
const NO_MATTER =
  /Full screen|Picture in picture|Save|Copy|Share…|Send files|yourself|your own picture|another corner/i;

/** Records the methods of a call and its room that are called. */
function spyOn(room: NoomRoom): string[] {
  const called: string[] = [];
  const replace = (target: object, name: string): void => {
    Object.defineProperty(target, name, {
      configurable: true,
      value: () => {
        called.push(name);
        return Promise.resolve();
      },
    });
  };
  for (let type: object = room.call; type !== Object.prototype; type = Object.getPrototypeOf(type) as object) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
      if (typeof value === 'function' && ![...HARMLESS, ...REPORTS].includes(name)) replace(room.call, name);
    }
  }
  for (const name of OF_ROOM) replace(room, name);
  return called;
}

/** Prevents every wish, and keeps its type. */
function preventAll(room: NoomRoom): Set<string> {
  const prevented = new Set<string>();
  for (const type of [...WISH_TYPES, 'noom-setting-request', 'noom-forget-request', 'noom-check-request']) {
    room.addEventListener(type, (event) => {
      event.preventDefault();
      prevented.add(type);
    });
  }
  return prevented;
}

describe('a wish that the page prevents', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  it('of any type is carried out by nothing', async () => {
    page = await RoomPage.joined();
    const { room } = page;
    const answered: string[] = [];
    const answer = (name: string) => (): Promise<void> => Promise.resolve(void answered.push(name));
    const file = { accept: answer('accept'), decline: answer('decline'), cancel: answer('cancel') };
    const wishes: { [Type in keyof WishFields]: { type: Type } & WishFields[Type] } = {
      'noom-join-request': { type: 'noom-join-request', room: 'other', displayName: 'Other' },
      'noom-leave-request': { type: 'noom-leave-request' },
      'noom-microphone-request': { type: 'noom-microphone-request', on: false },
      'noom-camera-request': { type: 'noom-camera-request', on: false },
      'noom-screen-request': { type: 'noom-screen-request', on: true },
      'noom-flip-request': { type: 'noom-flip-request' },
      'noom-hand-request': { type: 'noom-hand-request', on: true },
      'noom-reaction-request': { type: 'noom-reaction-request', emoji: '👏' },
      'noom-device-request': { type: 'noom-device-request', kind: 'camera', deviceId: 'desk' },
      'noom-message-request': { type: 'noom-message-request', text: 'Hello', to: null, replyTo: null },
      'noom-message-retry-request': { type: 'noom-message-retry-request', id: '1' },
      'noom-message-delete-request': { type: 'noom-message-delete-request', id: '1' },
      'noom-file-request': { type: 'noom-file-request', file: new File([], 'a'), to: null },
      'noom-file-answer-request': {
        type: 'noom-file-answer-request',
        file: file as unknown as SharedFile,
        answer: 'accept',
      },
      'noom-pin-request': { type: 'noom-pin-request', id: null },
      'noom-layout-request': { type: 'noom-layout-request', layout: 'grid' },
      'noom-panel-request': { type: 'noom-panel-request', panel: 'chat' },
      'noom-fullscreen-request': { type: 'noom-fullscreen-request', on: true },
      'noom-pip-request': { type: 'noom-pip-request', on: true },
      'noom-shortcuts-request': { type: 'noom-shortcuts-request' },
      'noom-volume-request': { type: 'noom-volume-request', id: '1', volume: 0.5 },
      'noom-moderation-request': { type: 'noom-moderation-request', action: 'endForAll', id: null },
    };
    const link = new RoomLink(page.controls);
    await page.controls.updateComplete;
    const called = spyOn(room);
    const prevented = preventAll(room);
    room.shortcuts = true;
    for (const wish of Object.values(wishes) as Wish[]) expect(await link.ask(wish), wish.type).to.equal(false);
    expect([...prevented].sort()).to.deep.equal([...WISH_TYPES].sort());
    expect([called, answered]).to.deep.equal([[], []]);
    expect([room.room, room.displayName, room.layout, room.panel, room.dialog]).to.deep.equal([
      'tea',
      'Me',
      'auto',
      null,
      null,
    ]);
  });

  it('of the page’s own is not carried out, and one that fails is an error of the room', async () => {
    page = await RoomPage.joined();
    const { room, controls } = page;
    const link = new RoomLink(controls);
    await controls.updateComplete;
    const done: string[] = [];
    const codes: string[] = [];
    room.addEventListener('noom-error', ({ error }) => codes.push(error.code));
    room.addEventListener('x-tea-request', (event) => {
      if ((event as Event & { sugar?: number }).sugar === 9) event.preventDefault();
    });
    const ask = (sugar: number): Promise<boolean> =>
      link.ask({ type: 'x-tea-request', sugar }, undefined, ({ call }) => {
        if (sugar > 5) return Promise.reject(new CallError('message-too-large'));
        done.push(`${String(sugar)} ${String(call === room.call)}`);
        return undefined;
      });
    expect([await ask(2), await ask(9), await ask(6)]).to.deep.equal([true, false, false]);
    expect([done, codes]).to.deep.equal([['2 true'], ['message-too-large']]);
  });

  it('is all that a press on anything in the whole room means', async () => {
    // Some controls are in the menu "more".
    page = await RoomPage.joined({ attributes: 'shortcuts', width: 640 });
    const { room, memory } = page;
    const [ann, bo] = ['Ann', 'Bo'].map((displayName) => memory.createCall({ displayName }));
    await ann?.join();
    await bo?.join();
    await room.setLobby(true);
    memory
      .createCall({ displayName: 'Cy' })
      .join()
      .catch(() => undefined);
    await ann?.sendFile(new File(['tea'], 'tea.txt'));
    await room.sendMessage('Hello');
    const { snapshot } = room;
    await until(() => room.snapshot.knocking.length === 1 && room.snapshot.files.length === 1);
    const called = spyOn(room);
    const prevented = preventAll(room);

    const findAll = (selector: string): HTMLElement[] =>
      deep(room.shadowRoot as ShadowRoot).filter((element): element is HTMLElement => element.matches(selector));
    const find = (selector: string): HTMLElement | undefined => findAll(selector)[0];
    const pressed = new Set<Element>();
    /** By their names: the button of a message is drawn anew. */
    const opened = new Set<string | null>();

    /** A menu closes with each choice. */
    const pressItems = async (label: string | null): Promise<void> => {
      if (opened.has(label) || NO_MATTER.test(label ?? '')) return;
      opened.add(label);
      const chosen = new Set<string>();
      for (;;) {
        const button = findAll('[aria-haspopup=menu]').find(({ ariaLabel }) => ariaLabel === label);
        if (!button) return;
        button.click();
        await until(() => find(ITEM), `no menu of ${label ?? ''}`);
        const item = findAll(ITEM).find(({ textContent }) => !chosen.has(textContent));
        const { textContent = '' } = item ?? {};
        chosen.add(textContent);
        if (item && !NO_MATTER.test(textContent)) item.click();
        else find('.menu:popover-open')?.hidePopover();
        await until(() => !find(ITEM));
        if (!item) return;
        await page.drawn();
      }
    };
    const pressAll = async (): Promise<void> => {
      await page.drawn();
      const all = (): HTMLElement[] => findAll(PRESSABLE).filter((element) => !pressed.has(element));
      // What a press opens is pressed too.
      for (let [next] = all(); next; [next] = all()) {
        pressed.add(next);
        const name = `${next.ariaLabel ?? ''} ${next.textContent}`;
        if (next.matches('[aria-haspopup=menu]')) await pressItems(next.ariaLabel);
        else if (!NO_MATTER.test(name)) next.click();
        await page.drawn();
        expect(called, name).to.deep.equal([]);
      }
    };
    await until(() => find('.leave') && find('.pin'));
    await pressAll();
    room.panel = 'chat';
    await until(() => find('textarea') && find('.file-button') && find('.message'));
    const draft = find('noom-chat') as HTMLElement & { draft: string };
    draft.draft = 'Tea?';
    await pressAll();
    room.panel = 'participants';
    await until(() => find('noom-participants')?.shadowRoot?.querySelector('.actions'));
    await pressAll();
    room.panel = 'settings';
    await until(() => find('[role=switch]'));
    await pressAll();
    room.panel = null;
    await page.drawn();
    room.dialog = 'leave';
    await until(() => find('.hand-over'));
    const heir = find('#heir') as HTMLSelectElement;
    heir.value = ann?.snapshot.self.id ?? '';
    find('.hand-over')?.click();
    await until(() => find('dialog.leaving')?.ariaBusy === null);
    find('.end')?.click();
    await page.drawn();

    expect(called).to.deep.equal([]);
    expect(room.snapshot.files.map(({ state }) => state)).to.deep.equal(['offered']);
    expect(room.snapshot.messages).to.equal(snapshot.messages);
    expect([room.panel, room.dialog, room.layout, room.theme]).to.deep.equal([null, 'leave', 'auto', 'auto']);
    expect([...prevented].sort()).to.deep.equal([
      'noom-camera-request',
      'noom-check-request',
      'noom-file-answer-request',
      'noom-flip-request',
      'noom-forget-request',
      'noom-hand-request',
      'noom-layout-request',
      'noom-leave-request',
      'noom-message-delete-request',
      'noom-message-request',
      'noom-microphone-request',
      'noom-moderation-request',
      'noom-panel-request',
      'noom-pin-request',
      'noom-reaction-request',
      'noom-screen-request',
      'noom-setting-request',
      'noom-shortcuts-request',
      'noom-volume-request',
    ]);
  });
});
