import type { Clock } from '../../core/base/clock.js';
import type { EventName, EventPayload } from '../../protocol/protocol.js';

/** How many events are kept for a seat; beyond that the roster in the reply has to do. */
const SEAT_EVENTS = 256;
/** Eleven peers that all restart ICE while a participant is away send about 200 kB; twice that fits. */
const SEAT_CHARACTERS = 512 * 1024;
/** For all seats of a process: 64 MiB of memory at most, enough for a hundred seats that use all they may. */
const ALL_CHARACTERS = 32 * 1024 * 1024;
/** A lost connection is noticed within a ping and the wait for its answer. */
const UNNOTICED_MS = 20_000;

/** An event as it was sent. */
export interface KeptEvent {
  readonly name: EventName;
  readonly payload: { readonly seq: number };
}

/** What names a message of the chat. */
export interface MessageName {
  readonly from: string;
  readonly id: string;
}

/** An event of the chat, as it was sent. */
export type KeptChatEvent = {
  [Name in 'chat:message' | 'chat:deleted']: { readonly name: Name; readonly payload: EventPayload<Name> };
}['chat:message' | 'chat:deleted'];

/** Whether an event is of the chat: these are kept longest, since nothing else brings them. */
export function isOfChat(event: KeptEvent): event is KeptEvent & KeptChatEvent {
  return event.name === 'chat:message' || event.name === 'chat:deleted';
}

/** What a field takes beside its key and its text, about. */
const FIELD_CHARACTERS = 8;

/** How much a value takes in memory, about: its texts, and a share for each field. */
export function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let characters = 0;
  for (const key in value)
    characters += FIELD_CHARACTERS + key.length + sizeOf((value as Record<string, unknown>)[key]);
  return characters;
}

interface Entry extends KeptEvent {
  readonly replay: Replay;
  readonly characters: number;
  readonly forgetAt: number;
}

/** What a budget needs. */
export interface ReplayBudgetOptions {
  clock: Clock;
  graceMs: number;
  /** How much is kept for all seats together. */
  maxCharacters?: number;
}

/** The kept events of all seats, the oldest first: bounded, and none kept for longer than a seat could wait for it. */
export class ReplayBudget {
  readonly #clock: Clock;
  readonly #keepMs: number;
  readonly #maxCharacters: number;
  readonly #entries = new Set<Entry>();
  /** Stands at the oldest: a new iterator would pass over every place that was emptied before it, with each event. */
  #order = this.#entries.values();
  #oldest: Entry | undefined;
  #characters = 0;

  constructor({ clock, graceMs, maxCharacters = ALL_CHARACTERS }: ReplayBudgetOptions) {
    this.#clock = clock;
    this.#keepMs = graceMs + UNNOTICED_MS;
    this.#maxCharacters = maxCharacters;
  }

  /** How much is kept. */
  get characters(): number {
    return this.#characters;
  }

  /** When an event that is sent now is to be forgotten, by the monotonic clock. */
  get forgetAt(): number {
    return this.#clock.monotonic() + this.#keepMs;
  }

  add(entry: Entry): void {
    this.#entries.add(entry);
    this.#characters += entry.characters;
    this.forgetOld();
    this.#forgetWhile(() => this.#characters > this.#maxCharacters);
  }

  remove(entry: Entry): void {
    if (this.#entries.delete(entry)) this.#characters -= entry.characters;
  }

  /**
   * Forgets what can no longer be asked for; done with every event, and to be called now and then where there are none.
   */
  forgetOld(): void {
    const now = this.#clock.monotonic();
    this.#forgetWhile(({ forgetAt }) => forgetAt <= now);
  }

  #forgetWhile(isTooMuch: (oldest: Entry) => boolean): void {
    for (let entry = this.#findOldest(); entry !== undefined && isTooMuch(entry); entry = this.#findOldest())
      entry.replay.forget(entry);
  }

  #findOldest(): Entry | undefined {
    while (this.#entries.size > 0 && (this.#oldest === undefined || !this.#entries.has(this.#oldest))) {
      const next = this.#order.next();
      // An iterator that came to the end stays there.
      if (next.done === true) this.#order = this.#entries.values();
      else this.#oldest = next.value;
    }
    return this.#entries.size > 0 ? this.#oldest : undefined;
  }
}

/** The latest events of one seat, for the participant who comes back to it. */
export class Replay {
  readonly #budget: ReplayBudget;
  readonly #entries = new Set<Entry>();
  #characters = 0;
  /** Of the chat: how many, and their characters. */
  readonly #chat = { count: 0, characters: 0 };

  constructor(budget: ReplayBudget) {
    this.#budget = budget;
  }

  keep({ name, payload }: KeptEvent): void {
    const characters = sizeOf(payload);
    // Field by field: on the server's hot path, a spread takes longer than all else that is done here.
    const entry: Entry = { name, payload, replay: this, characters, forgetAt: this.#budget.forgetAt };
    this.#entries.add(entry);
    this.#count(entry, 1);
    this.#budget.add(entry);
    while (this.#entries.size > SEAT_EVENTS || this.#characters > SEAT_CHARACTERS)
      this.forget(this.#leastNeeded(entry));
  }

  /** The events after the one of that number, as far as they are kept. */
  after(seq: number): KeptEvent[] {
    this.#budget.forgetOld();
    return [...this.#entries].filter(({ payload }) => payload.seq > seq);
  }

  /**
   * The oldest event that is not of the chat, as the roster or a new connection makes up for it; the oldest of all once
   * messages fill more than half of what may be kept.
   */
  #leastNeeded(newest: Entry): Entry {
    const { count, characters } = this.#chat;
    const isMuch = count > SEAT_EVENTS / 2 || characters > SEAT_CHARACTERS / 2;
    let oldest: Entry | undefined;
    for (const each of this.#entries) {
      if (isMuch || !isOfChat(each)) return each;
      oldest ??= each;
    }
    return oldest ?? newest;
  }

  #count(entry: Entry, sign: 1 | -1): void {
    this.#characters += sign * entry.characters;
    if (!isOfChat(entry)) return;
    this.#chat.count += sign;
    this.#chat.characters += sign * entry.characters;
  }

  /** Forgets a message that was deleted. */
  forgetMessage({ from, id }: MessageName): void {
    for (const each of this.#entries) {
      const isIt =
        each.name === 'chat:message' && isOfChat(each) && each.payload.from === from && each.payload.id === id;
      if (isIt) this.forget(each);
    }
  }

  /** Forgets everything. */
  clear(): void {
    for (const each of this.#entries) this.forget(each);
  }

  /** Called by the budget, too. */
  forget(entry: Entry): void {
    this.#budget.remove(entry);
    if (this.#entries.delete(entry)) this.#count(entry, -1);
  }
}
