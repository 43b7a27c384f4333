import { expect } from '@open-wc/testing';
import type { NoomRoom } from '../../../src/components/index.js';
import '../../../src/index.js';
import { createMemoryRoom, type MemoryRoom } from '../../../src/testing/index.js';
import { RoomPage } from '../../components/noom-room/room-page.js';
import { settled } from '../../harness/browser/look/settled.js';
import { until } from '../../harness/until.js';
import { Complaints } from './complaints.js';
import type { Look, Phase, RoomInMemory, Tag, TagEntry } from './cases/entry.js';
import { find, inside } from './inside.js';

type PageOptions = NonNullable<ConstructorParameters<typeof RoomPage>[0]>;

/** A room in the page with two places in it for a tag. */
export interface Site extends RoomInMemory {
  readonly places: readonly [HTMLElement, HTMLElement];
}

/** The page of one case: rooms, each on a network of its own in memory, and the tag that the case is about. */
export class TagWorld {
  readonly entry: TagEntry;
  readonly complaints = new Complaints();
  /** Outside of all rooms. */
  readonly outside = document.createElement('div');
  readonly #sites: Site[] = [];
  readonly #ends: (() => unknown)[] = [];
  /** The one look that is shown. */
  #shown: RoomPage | null = null;

  constructor(entry: TagEntry) {
    this.entry = entry;
    document.body.append(this.outside);
  }

  /** Whether the tag is a room itself, which belongs to no other. */
  get isRoom(): boolean {
    return this.entry.name === 'noom-room';
  }

  /** A tag, not in the page yet. */
  make(attributes = this.entry.attributes ?? '', name: string = this.entry.name): Tag {
    const template = document.createElement('template');
    template.innerHTML = `<${name} ${attributes}></${name}>`;
    const tag = document.importNode(template.content, true).firstElementChild as Tag;
    if (this.isRoom) this.giveMemory(tag);
    return tag;
  }

  /** Has a room make its calls in memory. */
  giveMemory(room: HTMLElement): MemoryRoom {
    const memory = createMemoryRoom({ room: 'tea' });
    // As the room makes one in a page, so that it leaves it too.
    Object.assign(room, { createCall: () => memory.createCall() });
    this.#ends.push(() => memory.close());
    return memory;
  }

  /** A room of the page's own layout, in the call if that is when the tag has most to show. */
  async open(): Promise<Site> {
    const page = await this.#open(this.entry.phase, { attributes: 'camera="off"', children: '<div></div><div></div>' });
    const { room, memory } = page;
    const [first, second] = room.children as unknown as [HTMLElement, HTMLElement];
    for (const place of [first, second]) place.style.cssText = 'width: 600px; height: 400px';
    const site = { room, memory, places: [first, second] as const };
    this.#sites.push(site);
    return site;
  }

  /** The tag in one of its looks, in a room of a width in CSS pixels; the one before is gone. `attributes` are the room's. */
  async show(look: Look, { attributes = '', width = 600 } = {}): Promise<{ tag: Tag; box: HTMLElement }> {
    const { name, phase } = this.entry;
    const isRoom = this.isRoom;
    const children = isRoom ? '' : `<div style="height: 400px"><${name} ${look.attributes ?? ''}></${name}></div>`;
    await this.#shown?.close();
    const page = await this.#open(look.phase ?? phase, {
      ...{ attributes, width, children, participants: look.others ?? [] },
      prepare(_, room) {
        room.displayName = '김민수';
      },
    });
    this.#shown = page;
    const tag = (isRoom ? page.room : page.room.querySelector(name)) as unknown as Tag;
    await tag.updateComplete;
    await look.prepare?.(tag, page);
    for (const selector of look.shows) await until(() => find(tag, selector), `${look.title}: ${selector}`);
    // A picture begins when its first frame is there.
    await until(() => inside(tag).every((video) => !isBeginning(video)), `${look.title}: pictures`);
    await settled(5);
    this.complaints.accept(look.errors ?? []);
    return { tag, box: page.box };
  }

  /** Another window's document, as a picture-in-picture window has one. */
  async openFrame(): Promise<Window & typeof globalThis> {
    const frame = document.createElement('iframe');
    frame.srcdoc = '<!doctype html><title>Elsewhere</title>';
    frame.style.cssText = 'width: 1000px; height: 700px';
    const isLoaded = new Promise((resolve) => {
      frame.addEventListener('load', resolve, { once: true });
    });
    document.body.append(frame);
    this.#ends.push(() => {
      frame.remove();
    });
    await isLoaded;
    return frame.contentWindow as Window & typeof globalThis;
  }

  /** Everything is drawn. */
  async drawn(): Promise<void> {
    await settled(3);
  }

  /** The room of the tag where it is in that one: itself, where it is one. */
  roomOf(tag: Tag, site: Pick<Site, 'room'>): NoomRoom {
    return this.isRoom ? (tag as unknown as NoomRoom) : site.room;
  }

  /** The tag belongs to this room (`null`: to none), and to no other. */
  expectIn(tag: Tag, site: Site | null, where: string): void {
    const rooms = this.#sites.filter(({ room }) => room.linked.has(tag));
    expect(rooms, where).to.deep.equal(site === null || this.isRoom ? [] : [site]);
    if (this.isRoom) expect((tag as unknown as NoomRoom).linked.has(tag), where).to.equal(true);
  }

  /** Something happens in the tag's room, and the tag shows it. */
  async tell(tag: Tag, site: Pick<Site, 'room'>, where: string): Promise<void> {
    const room = this.roomOf(tag, site);
    if (this.entry.phase === 'call') await until(() => room.state === 'joined', `joined ${where}`);
    await this.entry.tell(room);
    await until(() => this.entry.isTold(tag), `what happens in its room is shown ${where}`);
  }

  /** Ends everything; may be called twice. */
  async close(): Promise<void> {
    this.outside.remove();
    for (const end of this.#ends.splice(0).reverse()) await end();
    this.complaints.end();
  }

  async #open(phase: Phase, options: PageOptions): Promise<RoomPage> {
    const page =
      phase === 'call'
        ? await RoomPage.joined(options)
        : new RoomPage({ ...options, attributes: `room="tea" ${options.attributes ?? ''}` });
    this.#ends.push(() => page.close());
    await page.drawn();
    return page;
  }
}

/** Whether an element is a video that has no frame of its live picture yet. */
function isBeginning(element: Element): boolean {
  if (!(element instanceof HTMLVideoElement) || !(element.srcObject instanceof MediaStream)) return false;
  const isLive = element.srcObject.getVideoTracks().some(({ readyState, muted }) => readyState === 'live' && !muted);
  return isLive && element.readyState < HTMLMediaElement.HAVE_CURRENT_DATA;
}
