import type { CallController, CallError, CallSnapshot } from '../../../core/index.js';
import type { Texts } from '../localization/texts.js';

/** How the stage arranges participants. */
export type Layout = 'auto' | 'grid' | 'spotlight' | 'filmstrip';
/** What can be open beside the stage. */
export type Panel = 'chat' | 'settings';

/**
 * The context's key (W3C community context protocol) and the mark by which a room is known. From the global registry, so
 * that two copies of the kit on one page understand each other.
 */
export const ROOM = Symbol.for('noom-room');

/** What tags need of a `<noom-room>`. It dispatches `noom-room-changed` on itself when anything here but the snapshot changes. */
export interface RoomHost extends HTMLElement {
  readonly [ROOM]: true;
  call: CallController;
  readonly snapshot: CallSnapshot;
  room: string;
  displayName: string;
  layout: Layout;
  /** What is open beside the stage of the built-in UI. */
  panel: Panel | null;
  /** Messages of others that nobody has looked at yet. */
  readonly unread: number;
  /** The person sees the messages: none is unread any more. */
  markRead(): void;
  /** The tags tied to this room now, wherever they are: shortcuts work in them too. */
  readonly linked: Set<HTMLElement>;
  /** The room's language, one that `translate` takes. */
  readonly language: string;
  /** The page's own words, by key. */
  strings: Partial<Texts>;
  join(): Promise<void>;
  leave(): Promise<void>;
  toggleFullscreen(): Promise<void>;
  /** The focus went with what a tag of the room drew; `next` is what could take it in there, nearest first. */
  keepFocus(from: HTMLElement, next: readonly HTMLElement[]): void;
  /** Tells a failure as `noom-error`, once, whoever reports it first. */
  report(error: CallError): void;
  /** A person has begun something: the room does nothing by itself any more. */
  handlePerson(): void;
}

/** Whether something is a `<noom-room>` that has been upgraded. */
export function isRoomHost(value: unknown): value is RoomHost {
  return value instanceof Object && ROOM in value;
}

/** A consumer asks whoever is above it for a value: `context-request` of the context protocol. */
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

/** A room has just come, so whoever asked too early may ask again: `context-provider` of the context protocol. */
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
 * Finds the room of a tag: its `.room`, else the element named by `for` (`htmlFor`; own tree first, then outward through shadow
 * hosts), else the nearest room above it. A `for` that names nothing yet means waiting, not falling back.
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
