import {
  NoomEvent,
  type CallController,
  type CallError,
  type CallSnapshot,
  type ChatMessage,
} from '../../../core/index.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import type { ReflectedAttributes } from '../../internal/element/reflected-attributes.js';
import { RoomAudio } from '../../internal/audio/room-audio.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import { hearFacts } from '../mirror/room-facts.js';
import { reflect } from '../mirror/room-reflection.js';
import { regionOf } from '../ui/room-view.js';
import { LazyCallParts } from './lazy-call-parts.js';

/** What a binding needs of its room, besides the tag. */
export interface BindingSurroundings {
  readonly attributes: ReflectedAttributes;
  readonly states: CustomStateSet;
  /** Dispatches a fact. */
  tell(event: NoomEvent): void;
  say(key: TextKey, params?: TextParams): void;
  /** The number of unread messages, or whether sound is blocked, changed. */
  handleChange(): void;
  /** The call is in another region, which was not told yet. */
  handleRegion(): void;
  /** The error in the snapshot was cleared. */
  handleRecovered(): void;
}

/**
 * Connects a room with its call: dispatches its facts on the tag, reflects its state there, plays its sound, counts
 * unread messages.
 */
export class CallBinding {
  readonly #room: RoomHost;
  readonly #call: CallController;
  readonly #surroundings: BindingSurroundings;
  readonly #parts: LazyCallParts;
  /** Plays the call's sound. */
  readonly audio: RoomAudio;
  readonly #undo: readonly (() => void)[];
  #seen: CallSnapshot;
  /** Since the binding was made. */
  #unread: readonly ChatMessage[] = [];
  /** The number that was told last. */
  #told = 0;

  constructor(room: RoomHost, call: CallController, surroundings: BindingSurroundings) {
    this.#room = room;
    this.#call = call;
    this.#surroundings = surroundings;
    this.#parts = new LazyCallParts(room, (key, params) => {
      surroundings.say(key, params);
    });
    this.#seen = call.snapshot;
    this.audio = new RoomAudio(call, (isBlocked) => {
      if (isBlocked) surroundings.tell(new NoomEvent('noom-playback-blocked', {}));
      surroundings.handleChange();
    });
    this.#undo = [
      call.subscribe(() => {
        this.update();
      }),
      hearFacts(call, (event) => {
        this.#handleFact(event);
      }),
    ];
  }

  /** The number of unread messages of the other participants. */
  get unread(): number {
    return this.#unread.length;
  }

  /** Marks all messages as read. */
  markRead(): void {
    this.#setUnread([]);
  }

  /** Reflects the present snapshot on the tag; attributes are set before facts are dispatched. */
  update(): void {
    const { snapshot } = this.#call;
    const previous = this.#seen;
    this.#seen = snapshot;
    if (regionOf(previous) !== regionOf(snapshot)) this.#surroundings.handleRegion();
    reflect(this.#surroundings.attributes, this.#surroundings.states, snapshot);
    if (snapshot === previous) return;
    this.#parts.handleSnapshot(previous, snapshot);
    if (snapshot.messages !== previous.messages) {
      this.#setUnread(findUnread(this.#unread, previous.messages, snapshot.messages));
    }
    if (previous.error && !snapshot.error) this.#surroundings.handleRecovered();
  }

  /** Releases the call. */
  close(): void {
    this.audio.close();
    this.#parts.close();
    for (const undo of this.#undo) undo();
  }

  #handleFact(event: NoomEvent): void {
    this.update();
    if (event.type === 'noom-error') {
      this.#room.report((event.fields as { error: CallError }).error);
      return;
    }
    this.#surroundings.tell(event);
    this.#parts.handleFact(event);
  }

  #setUnread(unread: readonly ChatMessage[]): void {
    this.#unread = unread;
    // In a task of its own: all tags are drawn anew for it, and a message that an open chat shows is read by then.
    setTimeout(() => {
      if (this.unread === this.#told) return;
      this.#told = this.unread;
      this.#surroundings.handleChange();
    });
  }
}

/** Looks only at new messages where those before are as they were: there may be thousands. */
function findUnread(
  unread: readonly ChatMessage[],
  before: readonly ChatMessage[],
  after: readonly ChatMessage[],
): readonly ChatMessage[] {
  let same = 0;
  for (const message of before) if (message === after[same]) same += 1;
  const isMore = same === before.length;
  const read = new Set(isMore ? [] : before);
  for (const message of unread) read.delete(message);
  return [
    ...(isMore ? unread : []),
    ...after.slice(isMore ? same : 0).filter((message) => !message.isLocal && !message.isDeleted && !read.has(message)),
  ];
}
