import {
  NoomEvent,
  type CallController,
  type CallError,
  type CallSnapshot,
  type ChatMessage,
} from '../../../core/index.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import type { OwnAttributes } from '../../internal/element/own-attributes.js';
import { RoomAudio } from '../../internal/audio/room-audio.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import { RoomAnnouncer } from '../ui/room-announcer.js';
import { hearFacts } from '../mirror/room-facts.js';
import { reflect } from '../mirror/room-reflection.js';
import { regionOf } from '../ui/room-view.js';

/** What a binding needs of its room beside the tag itself. */
export interface BindingSurroundings {
  readonly attributes: OwnAttributes;
  readonly states: CustomStateSet;
  /** Has a fact be heard. */
  tell(event: NoomEvent): void;
  say(key: TextKey, params?: TextParams): void;
  /** The unread messages, or whether sound is refused, changed. */
  handleChange(): void;
  /** The call is in another part of its life, which nobody has been told yet. */
  handleRegion(): void;
  /** What had failed works now. */
  handleMended(): void;
}

/** Ties a room to its call: tells its facts again on the tag, shows its state there, plays its sound, counts what is unread. */
export class CallBinding {
  readonly #room: RoomHost;
  readonly #call: CallController;
  readonly #surroundings: BindingSurroundings;
  readonly #announcer: RoomAnnouncer;
  readonly #audio: RoomAudio;
  readonly #undo: readonly (() => void)[];
  readonly #read = new WeakSet<ChatMessage>();
  #seen: CallSnapshot;
  #unread = 0;

  constructor(room: RoomHost, call: CallController, surroundings: BindingSurroundings) {
    this.#room = room;
    this.#call = call;
    this.#surroundings = surroundings;
    this.#announcer = new RoomAnnouncer((key, params) => {
      surroundings.say(key, params);
    });
    this.#seen = call.snapshot;
    this.#audio = new RoomAudio(call, (isBlocked) => {
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

  /** Messages of others that nobody has looked at yet. */
  get unread(): number {
    return this.#unread;
  }

  /** Whether the browser refuses sound until the person touches the page. */
  get isPlaybackBlocked(): boolean {
    return this.#audio.isBlocked;
  }

  /** Plays again what was refused; called from a gesture. */
  resumePlayback(): void {
    this.#audio.resume();
  }

  /** Every message there is has been seen. */
  markRead(): void {
    for (const message of this.#call.snapshot.messages) this.#read.add(message);
    this.#countUnread();
  }

  /** Shows the present snapshot on the tag; attributes are there before anybody hears a fact. */
  update(): void {
    const { snapshot } = this.#call;
    const previous = this.#seen;
    this.#seen = snapshot;
    if (regionOf(previous) !== regionOf(snapshot)) this.#surroundings.handleRegion();
    reflect(this.#surroundings.attributes, this.#surroundings.states, snapshot);
    if (snapshot === previous) return;
    this.#announcer.handleSnapshot(previous, snapshot);
    if (snapshot.messages !== previous.messages) this.#countUnread();
    if (previous.error && !snapshot.error) this.#surroundings.handleMended();
  }

  /** Lets go of the call. */
  close(): void {
    this.#audio.close();
    for (const undo of this.#undo) undo();
  }

  #handleFact(event: NoomEvent): void {
    this.update();
    if (event.type === 'noom-error') {
      this.#room.report((event.fields as { error: CallError }).error);
      return;
    }
    this.#surroundings.tell(event);
    this.#announcer.handleFact(event);
  }

  #countUnread(): void {
    const unread = this.#call.snapshot.messages.filter(
      (message) => !message.isLocal && !this.#read.has(message),
    ).length;
    if (unread === this.#unread) return;
    this.#unread = unread;
    this.#surroundings.handleChange();
  }
}
