import type { Clock } from '../../core/base/clock.js';
import type { EventPayload } from '../../protocol/protocol.js';
import { DELETING } from '../../protocol/protocol.js';
import { AWAY_MS } from './absence.js';
import { Refusal } from '../refusal.js';
import type { Room } from './room.js';
import type { MessageName } from './replay.js';
import type { Seat } from './seat.js';

/** What a message kept for one participant counts beside its text, in UTF-16 units. */
const ENTRY_CHARACTERS = 256;
/** What one sender may have kept in a room: 1024 short messages, or 60 of the longest. */
const SENDER_CHARACTERS = 256 * 1024;
/** What is kept in a room: enough for eight senders who use all they may. */
const ROOM_CHARACTERS = 2 * 1024 * 1024;
/** What a process keeps: enough for sixteen rooms that use all they may. */
const ALL_CHARACTERS = 32 * 1024 * 1024;

/**
 * How much is told at once, and how long until the next part: less than a seat keeps for a connection that is lost
 * meanwhile, and than may wait to be read.
 */
const PART = { count: 100, characters: 128 * 1024, ms: 1000 };

/** A message of the chat, or the deletion of one, as participants are told it. */
export type ChatEvent = {
  [Name in 'chat:message' | 'chat:deleted']: {
    readonly name: Name;
    readonly fields: Omit<EventPayload<Name>, 'seq'>;
  };
}['chat:message' | 'chat:deleted'];

interface Entry {
  readonly for: string;
  readonly event: ChatEvent;
  /** The number under which it was sent to the lost connection; `null` when it was written after that. */
  readonly seq: number | null;
  readonly characters: number;
  readonly forgetAt: number;
}

interface RoomChat {
  /** The eldest first. */
  readonly entries: Set<Entry>;
  /** By whom they are for, and then by what they are, in the order in which they are told: many may be away. */
  readonly byId: Map<string, Map<string, Entry>>;
  /** How many characters each sender has kept. */
  readonly bySender: Map<string, number>;
  characters: number;
}

/** What `KeptChat` needs. */
export interface KeptChatOptions {
  clock: Clock;
  /** How much is kept in all rooms together. */
  maxCharacters?: number;
}

/**
 * Messages, and deletions of messages, for participants whose seats were given up because their connection was lost: kept in memory for ten
 * minutes, sent once and in order when they are back, and gone with the room.
 */
export class KeptChat {
  readonly #clock: Clock;
  readonly #maxCharacters: number;
  readonly #rooms = new Map<Room, RoomChat>();
  /** Cancel the next part of what is being told. */
  readonly #telling = new WeakMap<Seat, () => void>();
  #characters = 0;

  constructor({ clock, maxCharacters = ALL_CHARACTERS }: KeptChatOptions) {
    this.#clock = clock;
    this.#maxCharacters = maxCharacters;
  }

  /** How much is kept. */
  get characters(): number {
    return this.#characters;
  }

  /** A seat is given up because its connection was lost: what was sent to it last may not have arrived. */
  handleLost(room: Room, seat: Seat): void {
    const untold = this.#entriesFor(room, seat.id);
    for (const each of seat.recentChat) {
      const { seq, ...fields } = each.payload;
      this.#add(room, seat.id, { name: each.name, fields } as ChatEvent, seq);
    }
    // What was not told yet is later than that.
    const own = this.#rooms.get(room)?.byId.get(seat.id);
    for (const entry of untold) if (own?.delete(keyOf(entry.event))) own.set(keyOf(entry.event), entry);
  }

  /**
   * Keeps a message, or a deletion, for participants who are away.
   * @throws Refusal `rate-limited` when too much is kept already; then it is kept for none of them.
   */
  keep(room: Room, event: ChatEvent, ids: readonly string[]): void {
    this.#forgetOld(room);
    const chat = this.#rooms.get(room);
    const missing = ids.filter((id) => !this.#has(room, id, event));
    const added = missing.length * sizeOf(event);
    const sent = chat?.bySender.get(senderOf(event)) ?? 0;
    const isFull = sent + added > SENDER_CHARACTERS || (chat?.characters ?? 0) + added > ROOM_CHARACTERS;
    if (isFull && missing.length > 0) {
      throw new Refusal(
        'rate-limited',
        'Too many messages wait for participants who are away; write again when they are back.',
      );
    }
    for (const id of missing) this.#add(room, id, event, null);
  }

  /**
   * A participant is back, and knows every event up to `lastSeq`; without that number, everything that was sent to
   * their connection.
   */
  handleBack(room: Room, id: string, lastSeq: number | undefined): void {
    for (const entry of this.#entriesFor(room, id)) {
      if (entry.seq !== null && (lastSeq === undefined || entry.seq <= lastSeq)) this.#remove(room, entry);
    }
  }

  /** Sends a participant what was kept for them, in order, a part at a time, and keeps what was sent no longer. */
  tell(room: Room, seat: Seat): void {
    this.#telling.get(seat)?.();
    this.#forgetOld(room);
    let [count, characters] = [0, 0];
    for (const entry of this.#entriesFor(room, seat.id)) {
      count += 1;
      characters += entry.characters;
      if (count > PART.count || (count > 1 && characters > PART.characters)) {
        this.#tellLater(room, seat);
        return;
      }
      this.#remove(room, entry);
      const { event } = entry;
      if (event.name === 'chat:message') seat.tell(event.name, event.fields);
      else if (seat.participant.features?.includes(DELETING)) seat.tell(event.name, event.fields);
    }
  }

  /** The next part, unless the connection is lost meanwhile: then it is told when they are back. */
  #tellLater(room: Room, seat: Seat): void {
    const end = (): void => {
      cancel();
      room.cancelWaits.delete(end);
      this.#telling.delete(seat);
    };
    const cancel = this.#clock.after(PART.ms, () => {
      end();
      if (seat.isConnected && room.seats.get(seat.id) === seat) this.tell(room, seat);
    });
    room.cancelWaits.add(end);
    this.#telling.set(seat, end);
  }

  /** Keeps a message for nobody: it was deleted. */
  forgetMessage(room: Room, { from, id }: MessageName): void {
    for (const entry of this.#rooms.get(room)?.entries ?? []) {
      const { name, fields } = entry.event;
      if (name === 'chat:message' && fields.from === from && fields.id === id) this.#remove(room, entry);
    }
  }

  /** Keeps nothing more for a participant: they left, or were removed. */
  forget(room: Room, id: string): void {
    for (const entry of this.#entriesFor(room, id)) this.#remove(room, entry);
  }

  /** Forgets what is too old; to be called now and then where nothing is written. */
  forgetOld(): void {
    for (const room of [...this.#rooms.keys()]) this.#forgetOld(room);
  }

  #add(room: Room, id: string, event: ChatEvent, seq: number | null): void {
    if (this.#has(room, id, event)) return;
    const characters = sizeOf(event);
    const forgetAt = this.#clock.monotonic() + AWAY_MS;
    const chat = this.#open(room);
    const entry = { for: id, event, seq, characters, forgetAt };
    chat.entries.add(entry);
    const own = chat.byId.get(id) ?? new Map<string, Entry>();
    chat.byId.set(id, own.set(keyOf(event), entry));
    this.#count(chat, entry, 1);
    while (chat.characters > ROOM_CHARACTERS) this.#forgetOldest(room);
    while (this.#characters > this.#maxCharacters) this.#forgetOldest(this.#findLargest());
  }

  #open(room: Room): RoomChat {
    const known = this.#rooms.get(room);
    if (known) return known;
    const chat: RoomChat = { entries: new Set(), byId: new Map(), bySender: new Map(), characters: 0 };
    this.#rooms.set(room, chat);
    room.cancelWaits.add(() => {
      for (const entry of chat.entries) this.#remove(room, entry);
      this.#rooms.delete(room);
    });
    return chat;
  }

  #remove(room: Room, entry: Entry): void {
    const chat = this.#rooms.get(room);
    if (!chat?.entries.delete(entry)) return;
    const own = chat.byId.get(entry.for);
    own?.delete(keyOf(entry.event));
    if (own?.size === 0) chat.byId.delete(entry.for);
    this.#count(chat, entry, -1);
  }

  #count(chat: RoomChat, { event, characters }: Entry, sign: 1 | -1): void {
    chat.characters += sign * characters;
    this.#characters += sign * characters;
    const sent = (chat.bySender.get(senderOf(event)) ?? 0) + sign * characters;
    if (sent === 0) chat.bySender.delete(senderOf(event));
    else chat.bySender.set(senderOf(event), sent);
  }

  #forgetOld(room: Room): void {
    const now = this.#clock.monotonic();
    for (const entry of this.#rooms.get(room)?.entries ?? []) {
      if (entry.forgetAt > now) break;
      this.#remove(room, entry);
    }
  }

  #forgetOldest(room: Room | undefined): void {
    const [oldest] = (room && this.#rooms.get(room)?.entries) ?? [];
    if (room && oldest) this.#remove(room, oldest);
  }

  /** Who fills the memory of a process does so at the cost of their own room. */
  #findLargest(): Room | undefined {
    const [largest] = [...this.#rooms].sort(([, a], [, b]) => b.characters - a.characters);
    return largest?.[0];
  }

  #entriesFor(room: Room, id: string): Entry[] {
    return [...(this.#rooms.get(room)?.byId.get(id)?.values() ?? [])];
  }

  #has(room: Room, id: string, event: ChatEvent): boolean {
    return this.#rooms.get(room)?.byId.get(id)?.has(keyOf(event)) ?? false;
  }
}

/** What a message, or a deletion, is kept once by. */
function keyOf({ name, fields: { from, id } }: ChatEvent): string {
  return JSON.stringify([name, from, id]);
}

/** Who caused an event, and so what it is counted for. */
function senderOf({ name, fields }: ChatEvent): string {
  return name === 'chat:message' ? fields.from : fields.by;
}

function sizeOf({ name, fields }: ChatEvent): number {
  return ENTRY_CHARACTERS + (name === 'chat:message' ? fields.text.length : 0);
}
