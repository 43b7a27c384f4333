import type { CallErrorCode } from '../../../../src/core/index.js';
import type { LitElement } from 'lit';
import type { NoomRoom } from '../../../../src/components/index.js';
import type { DrawnParticipantOptions, MemoryRoom } from '../../../../src/testing/index.js';

/** A tag of the kit, by its name. */
export type TagName = Extract<keyof HTMLElementTagNameMap, `noom-${string}`>;

/** A tag in a page. */
export type Tag = LitElement & Record<string, unknown>;

/** A room in a page, and the room in memory that its call is in. */
export interface RoomInMemory {
  readonly room: NoomRoom;
  readonly memory: MemoryRoom;
}

/** When in a call a tag has most to show. */
export type Phase = 'prejoin' | 'call';

/** A way in which a tag looks when there is much to show. */
export interface Look {
  readonly title: string;
  /** The tag's attributes. */
  readonly attributes?: string;
  /** As of the tag, unless it says otherwise. */
  readonly phase?: Phase;
  /** The others in the room. */
  readonly others?: readonly DrawnParticipantOptions[];
  /** Brings it about, once all are there. */
  readonly prepare?: (tag: Tag, inRoom: RoomInMemory) => unknown;
  /** The errors that the page hears of by `noom-error`, as it should. */
  readonly errors?: readonly CallErrorCode[];
  /** What there is then, by selectors. */
  readonly shows: readonly string[];
}

/** What the contract has to know of a tag; all else is the same for all. */
export interface TagEntry {
  readonly name: TagName;
  /** Its attributes in a room. */
  readonly attributes?: string;
  readonly phase: Phase;
  /** Something happens in its room which the tag shows. */
  readonly tell: (room: NoomRoom) => unknown;
  readonly isTold: (tag: Tag) => boolean;
  /** What it says without a room, and what in it cannot be used then; `null` where it is closed. */
  readonly alone: { readonly says: readonly string[]; readonly disabled: string | null } | null;
  /** What a page may set before the tag is defined. */
  readonly early: Readonly<Record<string, unknown>>;
  readonly looks: readonly Look[];
}
