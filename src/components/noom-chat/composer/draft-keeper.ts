import type { CallController, MessageReference } from '../../../core/index.js';
import { draftOf, keepDraft, NO_DRAFT, type Draft, type DraftPlace, type Recipient } from '../chat-memory.js';

/** What is being written, and the call and room that it is for: it is never sent to those of another one. */
export class DraftKeeper {
  readonly #host: { draft: string };
  #place: DraftPlace | null = null;
  /** As it was kept here last. */
  #kept = NO_DRAFT;
  /** Who gets it; `null` for all. */
  recipient: Recipient | null = null;
  /** The message that it answers. */
  reply: MessageReference | null = null;

  constructor(host: { draft: string }) {
    this.#host = host;
  }

  /** What the draft in the field belongs to. */
  get place(): DraftPlace | null {
    return this.#place;
  }

  /** Keeps the draft for as long as the call lives, when it has changed: another chat of the call keeps its own. */
  keep(): void {
    const draft = this.#draft;
    const isChanged = Object.entries(this.#kept).some(([name, value]) => draft[name as keyof Draft] !== value);
    if (isChanged) this.#keep(draft);
  }

  /**
   * Changes the draft with the call and its room; returns whether that is another draft. One written before there is a
   * room is kept for the first.
   */
  goTo(call: CallController | null): boolean {
    const before = this.#place;
    const room = call?.snapshot.room ?? null;
    const isSameCall = before?.call === call || (before === null && call === null);
    if (isSameCall && (room === null || before?.room === room)) return false;
    const isOther = before !== null && !(isSameCall && before.room === null);
    if (isOther) {
      if (this.#host.draft === '') this.keep();
      else this.#keep(this.#draft);
      this.#host.draft = '';
      this.recipient = null;
      this.reply = null;
    }
    this.#place = call === null ? null : { call, room };
    this.#kept = NO_DRAFT;
    if (this.#place !== null && this.#host.draft === '') this.#restore(this.#place);
    return isOther;
  }

  get #draft(): Draft {
    return { text: this.#host.draft, recipient: this.recipient, reply: this.reply };
  }

  #keep(draft: Draft): void {
    if (this.#place === null) return;
    this.#kept = draft;
    keepDraft(this.#place, draft);
  }

  #restore(place: DraftPlace): void {
    const kept = draftOf(place);
    const { text, recipient, reply } = kept;
    this.#kept = kept;
    this.#host.draft = text;
    this.recipient = recipient ?? this.recipient;
    this.reply = reply ?? this.reply;
  }
}

/** A draft was sent while the tag showed another room. */
export function forgetSent(place: DraftPlace, sent: string): void {
  const kept = draftOf(place);
  keepDraft(place, { ...kept, text: withoutStart(kept.text, sent), reply: null });
}

/** What is written after a text that was sent. */
export function withoutStart(text: string, start: string): string {
  return text.startsWith(start) ? text.slice(start.length) : text;
}
