import type { NoomChat } from '../../../src/components/index.js';
import '../../../src/index.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

/** The page's root, as pages style and mark it. */
const { documentElement: html } = document;

/** What matches in whatever shadow tree of an element, and is drawn. */
export function visibleIn(root: Element, selector: string): HTMLElement[] {
  return deep(root).filter((each): each is HTMLElement => each.matches(selector) && each.checkVisibility());
}

/** Every element of a tree, through shadow roots. */
export function deep(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) => [
    element,
    ...(element.shadowRoot ? deep(element.shadowRoot) : []),
  ]);
}

/** The texts that are visible in a tree, each with its node. */
export function textsIn(root: ParentNode): Text[] {
  return deep(root).flatMap((element) =>
    element.localName === 'style'
      ? []
      : [...element.childNodes].filter((node): node is Text => node instanceof Text && Boolean(node.data.trim())),
  );
}

/** The first text of a tree that contains these words. */
export function findText(root: ParentNode, text: string): Text | undefined {
  return textsIn(root).find(({ data }) => data.includes(text));
}

/** For the tests of one `describe`: the page of each, closed after it, and its root as it was. */
export class AnyPage {
  #page: RoomPage | null = null;

  constructor() {
    afterEach(async () => {
      await this.#page?.close();
      this.#page = null;
      html.lang = 'en';
      html.removeAttribute('style');
      html.removeAttribute('class');
    });
  }

  get page(): RoomPage {
    if (this.#page === null) throw new Error('There is no page yet.');
    return this.#page;
  }

  set page(page: RoomPage) {
    this.#page = page;
  }

  /** A call with all that it can show: participants, a chat with a message, the settings' pickers, a form. */
  async everything(attributes = ''): Promise<NoomChat> {
    const page = await RoomPage.joined({
      attributes,
      participants: [{ name: 'חנה' }, { name: 'Bo' }, { name: 'Cy' }],
      around: `<noom-chat for="room" style="height: 300px"></noom-chat>
        <noom-controls for="room" labels></noom-controls>
        <noom-device-select kind="camera" preview></noom-device-select>
        <noom-prejoin></noom-prejoin>`,
    });
    this.#page = page;
    const chat = page.box.querySelector(':scope > noom-chat') as NoomChat;
    await until(() => chat.shadowRoot?.querySelector('.empty'));
    await page.memory.participants[0]?.say('שלום.');
    await until(() => chat.shadowRoot?.querySelector('.message'));
    await page.drawn();
    return chat;
  }
}
