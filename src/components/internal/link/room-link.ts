import { nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { CallController, CallError, CallSnapshot } from '../../../core/index.js';
import { ask, type CarryOut, type Command, type OwnWish, type Wish } from './commands.js';
import {
  isOfLanguage,
  langOf,
  loadLazyTexts,
  loadTexts,
  localeOf,
  supportedLanguage,
  translate,
  type TextKey,
  type TextParams,
} from '../localization/index.js';
import { isOnServer } from '../dom/on-server.js';
import { findRoom, ROOM, type ContextProviderEvent, type RoomHost } from './room-context.js';

export type { CarryOut, Command, OwnWish, Wish } from './commands.js';
export type { Layout, Panel, RoomHost } from './room-context.js';

/** Of a call, what no message changes: for tags that show none. */
export type RoomFacts = Omit<CallSnapshot, 'messages'>;

/** Selects it. */
export function withoutMessages({ messages: _, ...facts }: CallSnapshot): RoomFacts {
  return facts;
}

/** For `selectOfRoom`: an element that draws nothing of the room itself. */
export const NOTHING = (): readonly unknown[] => [];

type LinkHost = ReactiveControllerHost & HTMLElement & { room?: unknown; htmlFor?: unknown };

/**
 * Links a Lit element to its room: finds it by the rules of all tags, re-renders the element when the selected slice of
 * the snapshot changes, translates texts into the room's language, and sends wishes.
 *
 * The slice is compared by identity, and one level deep when it is a plain object or an array, so that a selector may
 * gather what it needs: `(s) => ({ state: s.state, self: s.self })`.
 */
export class RoomLink<Slice = CallSnapshot> implements ReactiveController {
  readonly #host: LinkHost;
  readonly #select: (snapshot: CallSnapshot) => Slice;
  readonly #selectOfRoom: (room: RoomHost | null) => readonly unknown[];
  #room: RoomHost | null = null;
  #call: CallController | null = null;
  #value: Slice | undefined;
  /** What else than the slice the element was to be drawn from, when that was looked at last. */
  #around: readonly unknown[] = [];
  /** The properties by which the room was found last. */
  #named: readonly unknown[] = [];
  /** The `lang` of the page around the element. */
  #pageLang = '';
  #language = 'en';
  #locale = 'en';
  /** The room before the element was removed: kept if it is moved to another document (picture-in-picture). */
  #formerRoom: RoomHost | null = null;
  #unsubscribe: (() => void) | null = null;
  #unwait: (() => void) | null = null;
  #observer: MutationObserver | null = null;

  /**
   * @param selectOfRoom what the element draws of the room itself, beside its call and its texts: a change of anything
   * else (which panel is open, how many messages are unread) does not render it again. By default every change does.
   */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    select = (snapshot: CallSnapshot): Slice => snapshot as Slice,
    selectOfRoom: (room: RoomHost | null) => readonly unknown[] = () => [Symbol()],
  ) {
    this.#host = host;
    this.#select = select;
    this.#selectOfRoom = selectOfRoom;
    host.addController(this);
  }

  /** The `<noom-room>` found; `null` while there is none. */
  get room(): RoomHost | null {
    return this.#room;
  }

  /** The room's headless call. */
  get call(): CallController | null {
    return this.#call;
  }

  /** The selected slice; `undefined` without a room. */
  get value(): Slice | undefined {
    return this.#value;
  }

  /** The language of `t`. */
  get language(): string {
    return this.#language;
  }

  /** The locale for times and numbers: the page's, with its region. */
  get locale(): string {
    return this.#locale;
  }

  /**
   * The `lang` of the kit's texts: the page's, with its region, if it is the same language; Firefox needs it in each
   * shadow root.
   */
  get lang(): string | typeof nothing {
    return this.#isPageOwn ? this.#pageLang || nothing : this.#language;
  }

  /** The `lang` of user text inside the kit's texts: the page's, where it is another language. */
  get pageLang(): string | typeof nothing {
    return this.#isPageOwn ? nothing : this.#pageLang;
  }

  hostConnected(): void {
    if (isOnServer) return;
    this.#observer = new MutationObserver(this.#find);
    this.#observer.observe(this.#host, { attributeFilter: ['for', 'lang'] });
    this.#find();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = null;
    this.#formerRoom = this.#room ?? this.#formerRoom;
    this.#use(null);
    this.#unwait?.();
  }

  hostUpdate(): void {
    const { room, htmlFor } = this.#host;
    if (this.#observer && !isSame([room, htmlFor], this.#named)) this.#find();
  }

  /**
   * A text in the element's language: the page's own, else the language's, else English. English texts that the first
   * picture of a call does not show are lazy: until they are loaded the text is `''`, and then the element renders
   * again.
   */
  t(key: TextKey, params?: TextParams): string {
    const text = translate(key, params, this.#language, this.#room?.strings, this.#locale);
    const loading = text === '' ? loadLazyTexts() : null;
    if (loading !== null) void this.#redrawWith(loading);
    return text;
  }

  /**
   * Sends a wish: dispatches its cancelable event on the element, and carries it out on the room unless a listener
   * prevents it. Resolves to whether it was done; a failure is the room's `noom-error`, never a rejection. With `show`
   * the element shows the failure by itself, near the press, and the room does not. With `carryOut` it is a wish of the
   * page's own, of any other type that ends in `-request`.
   */
  ask(wish: Wish | Command, show?: (failure: CallError) => void): Promise<boolean>;
  ask(wish: OwnWish, show: ((failure: CallError) => void) | undefined, carryOut: CarryOut): Promise<boolean>;
  ask(wish: Wish | Command | OwnWish, show?: (failure: CallError) => void, carryOut?: CarryOut): Promise<boolean> {
    return this.#room ? ask(this.#host, this.#room, wish, show, carryOut) : Promise.resolve(false);
  }

  readonly #find = (): void => {
    const host = this.#host;
    this.#named = [host.room, host.htmlFor];
    const former = this.#formerRoom;
    const room = findRoom(host) ?? (former && former.ownerDocument !== host.ownerDocument ? former : null);
    this.#use(room);
    this.#unwait?.();
    if (!room) this.#wait();
    this.#pageLang = langOf(host, room);
    this.#language = supportedLanguage(this.#pageLang);
    this.#locale = localeOf(this.#pageLang, this.#language);
    const texts = loadTexts(this.#language);
    if (texts) void this.#redrawWith(texts);
    const around = [room, room?.call, room?.strings, this.#pageLang, ...this.#selectOfRoom(room)];
    if (!isSame(around, this.#around)) host.requestUpdate();
    this.#around = around;
  };

  /** Whether the kit's texts are in the page's language, or are the page's own texts. */
  get #isPageOwn(): boolean {
    return isOfLanguage(this.#pageLang, this.#language) || Object.keys(this.#room?.strings ?? {}).length > 0;
  }

  async #redrawWith(texts: Promise<unknown>): Promise<void> {
    try {
      await texts;
      this.#host.requestUpdate();
    } catch {
      // Offline: the next rendering tries again.
    }
  }

  /** Listens on the document while there is no room: a room that is added, or gets an id, announces itself. */
  #wait(): void {
    const document = this.#host.ownerDocument;
    const hear = (event: ContextProviderEvent): void => {
      if (event.context === ROOM) this.#find();
    };
    document.addEventListener('context-provider', hear as EventListener);
    this.#unwait = () => {
      document.removeEventListener('context-provider', hear as EventListener);
      this.#unwait = null;
    };
  }

  #use(room: RoomHost | null): void {
    if (room !== this.#room) {
      this.#room?.removeEventListener('noom-room-changed', this.#find);
      this.#room?.linked.delete(this.#host);
      this.#room = room;
      room?.addEventListener('noom-room-changed', this.#find);
      room?.linked.add(this.#host);
    }
    const call = room?.call ?? null;
    if (call === this.#call) return;
    this.#unsubscribe?.();
    this.#call = call;
    this.#unsubscribe =
      call?.subscribe((snapshot) => {
        this.#read(snapshot);
      }) ?? null;
    this.#read(call?.snapshot);
  }

  #read(snapshot: CallSnapshot | undefined): void {
    const value = snapshot && this.#select(snapshot);
    if (isSame(value, this.#value)) return;
    this.#value = value;
    this.#host.requestUpdate();
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || !isPlain(a) || !isPlain(b)) return Object.is(a, b);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.is(a[key], b[key]));
}

function isPlain(value: unknown): value is Record<string, unknown> {
  const maker: unknown = (value as object | null | undefined)?.constructor;
  return maker === Object || maker === Array;
}
