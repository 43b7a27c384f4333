import type { CallController, CallError, CallSnapshot } from '../../../core/index.js';
import type { ShortcutKeys } from '../keyboard/shortcut-keys.js';
import type { Texts } from '../localization/texts.js';

/** How the stage arranges participants. */
export type Layout = 'auto' | 'grid' | 'spotlight' | 'filmstrip';
/** What can be open beside the stage. */
export type Panel = 'chat' | 'participants' | 'settings';
/** What a room asks or shows over the page. */
export type RoomDialog = 'leave' | 'shortcuts';

/**
 * The key of the context (W3C community context protocol), and the property by which a room is recognized. From the
 * global registry, so that two copies of the kit on one page understand each other.
 */
export const ROOM = Symbol.for('noom-room');

/** What is shown in picture-in-picture now. */
export interface Pip {
  /** The window with a stage; `null` where it is one video alone. */
  readonly window: (Window & typeof globalThis) | null;
  /** Ends it; harmless when it has ended. */
  close(): void;
}

/**
 * What tags need of a `<noom-room>`. What is no page's business is left out of the package's types, here as in the class,
 * which would not be one of these otherwise. It dispatches `noom-room-changed` when anything here except the snapshot changes.
 */
export interface RoomHost extends HTMLElement {
  readonly [ROOM]: true;
  call: CallController;
  readonly snapshot: CallSnapshot;
  room: string;
  displayName: string;
  layout: Layout;
  /** What is open beside the stage of the built-in UI. */
  panel: Panel | null;
  /** A person opens a panel, or closes the open one: the focus goes with them. @internal */
  showPanel(panel: Panel | null): void;
  /** The number of unread messages of the other participants. */
  readonly unread: number;
  /** Marks all messages as read. */
  markRead(): void;
  /** The tags linked to this room now: shortcuts work in them too. */
  readonly linked: Set<HTMLElement>;
  /** Whether keyboard shortcuts are on, and the page's keys for them. */
  readonly shortcuts: boolean;
  readonly shortcutKeys: ShortcutKeys;
  /** The dialog that is open over the page: the question how to leave, or the list of the shortcuts. @internal */
  dialog: RoomDialog | null;
  /** The room's language, one that `translate` supports. */
  readonly language: string;
  /** The page's own texts, by key. */
  strings: Partial<Texts>;
  join(): Promise<void>;
  leave(): Promise<void>;
  /** Leaves; the only host of others is asked first how to leave them. @internal */
  confirmLeave(): Promise<void>;
  toggleFullscreen(): Promise<void>;
  /** The picture-in-picture of the call; `null` while there is none. @internal */
  pip: Pip | null;
  /** Shows the call in picture-in-picture, or no longer. @internal */
  setPip(on: boolean): Promise<void>;
  /**
   * The focused element of a tag was removed; `next` are candidates for the focus in that tag, nearest first. @internal
   */
  keepFocus(from: HTMLElement, next: readonly HTMLElement[]): void;
  /**
   * Tells a failure as `noom-error`, once for each error. With `isShown` false a tag shows it, and the room does not.
   */
  report(error: CallError, isShown?: boolean): void;
  /** The person has begun something: the room does nothing by itself any more. @internal */
  handlePerson(): void;
}

/** Whether a value is an upgraded `<noom-room>`. */
export function isRoomHost(value: unknown): value is RoomHost {
  return value instanceof Object && ROOM in value;
}

/** A consumer asks its ancestors for a value: `context-request` of the context protocol. */
export class ContextRequestEvent extends Event {
  readonly context: unknown;
  readonly contextTarget: Element;
  readonly callback: (room: RoomHost) => void;

  constructor(contextTarget: Element, callback: (room: RoomHost) => void) {
    super('context-request', { bubbles: true, composed: true });
    this.context = ROOM;
    this.contextTarget = contextTarget;
    this.callback = callback;
  }
}

/** A room was added, so that tags that asked too early ask again: `context-provider` of the context protocol. */
export class ContextProviderEvent extends Event {
  readonly context: unknown = ROOM;
  readonly contextTarget: Element;

  constructor(contextTarget: Element) {
    super('context-provider', { bubbles: true, composed: true });
    this.contextTarget = contextTarget;
  }
}

declare global {
  interface HTMLElementEventMap {
    'context-request': ContextRequestEvent;
    'context-provider': ContextProviderEvent;
    'noom-room-changed': Event;
  }
}

/**
 * Finds the room of a tag: its `.room`, else the element named by `for` (`htmlFor`; in its own tree first, then in
 * those of the shadow hosts around it), else the nearest room above it. While the element named by `for` is missing,
 * there is no room.
 */
export function findRoom(tag: HTMLElement & { room?: unknown; htmlFor?: unknown }): RoomHost | null {
  if (isRoomHost(tag)) return tag;
  if (isRoomHost(tag.room)) return tag.room;
  const id = typeof tag.htmlFor === 'string' ? tag.htmlFor : tag.getAttribute('for');
  if (id) return findById(tag, id);
  let found: RoomHost | null = null;
  tag.dispatchEvent(
    new ContextRequestEvent(tag, (room) => {
      found = room;
    }),
  );
  return found;
}

function findById(from: Element, id: string): RoomHost | null {
  const root: Node & { getElementById?: Document['getElementById']; host?: Element } = from.getRootNode();
  const element = root.getElementById?.(id);
  if (element) return isRoomHost(element) ? element : null;
  return root.host ? findById(root.host, id) : null;
}
