import '../../../src/index.js';
import type { NoomControls, NoomPrejoin, NoomRoom } from '../../../src/components/index.js';
import { createMemoryRoom, type MemoryRoom, type MemoryRoomOptions } from '../../../src/testing/index.js';
import { until } from '../../harness/until.js';

/** How a test's page begins. */
export interface RoomPageOptions extends MemoryRoomOptions {
  /** The room tag's attributes. */
  attributes?: string;
  /** What is in the room, and around it. */
  children?: string;
  around?: string;
  /** The size of the box that the room fills. */
  width?: number;
  height?: number;
  /** Runs before the tag is on the page. */
  prepare?: (memory: MemoryRoom, room: NoomRoom) => void;
}

/** A page with one room on it, on a server, a network and devices in memory. */
export class RoomPage {
  readonly memory: MemoryRoom;
  readonly box = document.createElement('main');
  readonly room: NoomRoom;

  constructor({
    attributes = '',
    children = '',
    around = '',
    width = 1000,
    height = 700,
    prepare,
    ...options
  }: RoomPageOptions = {}) {
    this.memory = createMemoryRoom({ room: 'tea', ...options });
    this.box.style.cssText = `width: ${String(width)}px; height: ${String(height)}px;`;
    const template = document.createElement('template');
    template.innerHTML = `<noom-room id="room" ${attributes}>${children}</noom-room>${around}`;
    this.box.append(document.importNode(template.content, true));
    this.room = this.box.querySelector('noom-room') as NoomRoom;
    // As the room creates one in a page, so that it leaves it too.
    Object.assign(this.room, { createCall: () => this.memory.createCall() });
    prepare?.(this.memory, this.room);
    document.body.append(this.box);
  }

  /** A page with participants in the call already. */
  static async joined<Page extends RoomPage>(
    this: new (options: RoomPageOptions) => Page,
    options: RoomPageOptions = {},
  ): Promise<Page> {
    const attributes = `room="tea" display-name="Me" autojoin ${options.attributes ?? ''}`;
    const page = new this({ ...options, attributes });
    await page.inState('joined');
    await page.memory.ready;
    await until(() => page.room.participantCount === 1 + page.memory.participants.length);
    // The call is drawn after the request to join is sent, and so may follow the answer.
    await until(() => page.room.isReady);
    await page.drawn();
    return page;
  }

  get prejoin(): NoomPrejoin {
    return this.find('noom-prejoin') as NoomPrejoin;
  }

  get controls(): NoomControls {
    return this.find('noom-controls') as NoomControls;
  }

  /** The first match in the room's own UI, or on the page. */
  find(selector: string): HTMLElement | null {
    return this.room.shadowRoot?.querySelector<HTMLElement>(selector) ?? this.box.querySelector<HTMLElement>(selector);
  }

  async inState(state: string): Promise<void> {
    await until(() => this.room.getAttribute('state') === state, `the room never was ${state}`);
    await this.drawn();
  }

  /** Everything is drawn as the call is now. */
  async drawn(): Promise<void> {
    // A room that joins by itself leaves the drawing to the next frame, and may have joined before it.
    await until(() => this.room.isReady);
    await this.room.updateComplete;
    const tags = [...(this.room.shadowRoot?.querySelectorAll('*') ?? []), ...this.box.querySelectorAll('*')];
    for (const tag of tags) await (tag as Element & { updateComplete?: Promise<unknown> }).updateComplete;
  }

  async close(): Promise<void> {
    this.box.remove();
    await this.memory.close();
  }
}

/** The focused element, seen through shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** The next event of a type. */
export function once<Type extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  type: Type,
): Promise<HTMLElementEventMap[Type]> {
  return new Promise((resolve) => {
    target.addEventListener(type, resolve, { once: true });
  });
}
