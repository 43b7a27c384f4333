import type { CallController, CallEventMap, MessageReference } from '../../core/index.js';
import { isCrowded } from '../internal/link/is-crowded.js';
import type { ChatNote } from './log/group-messages.js';

/** The one participant whom a private message is for. */
export interface Recipient {
  readonly id: string;
  /** Their name, also once they have left. */
  readonly name: string;
}

/** What is being written: it is lost or changed together, so that nothing private goes to all by accident. */
export interface Draft {
  readonly text: string;
  /** `null` for all participants. */
  readonly recipient: Recipient | null;
  /** The message that it answers: by reference, since it may be deleted while the answer is being written. */
  readonly reply: MessageReference | null;
}

export const NO_DRAFT: Draft = { text: '', recipient: null, reply: null };

/** Bounded, for rooms where people come and go all day. */
const MAX_NOTES = 100;

/** In a crowded room, who comes or goes within a minute after another is one line with them. */
const TOGETHER_MS = 60_000;

/**
 * The state of a chat beside its messages, kept for as long as the call lives, so that closing the panel loses nothing.
 */
export class ChatMemory {
  /** Unsent drafts, by room. */
  readonly drafts = new Map<string, Draft>();
  readonly #call: CallController;
  readonly #notes: ChatNote[] = [];
  #isArriving = false;

  constructor(call: CallController) {
    this.#call = call;
    // The call holds the memory by these listeners, and both are collected together.
    call.addEventListener('noom-joined', this.#handleJoined);
    call.addEventListener('noom-participant-joined', this.#handleParticipant);
    call.addEventListener('noom-participant-left', this.#handleParticipant);
  }

  /** Who joined and left since the chat was first shown, oldest first. */
  get notes(): readonly ChatNote[] {
    return this.#notes;
  }

  /** Participants who were there before are announced in the same task: they have not just joined. */
  readonly #handleJoined = (): void => {
    this.#isArriving = true;
    queueMicrotask(() => {
      this.#isArriving = false;
    });
  };

  readonly #handleParticipant = (
    event: CallEventMap['noom-participant-joined'] | CallEventMap['noom-participant-left'],
  ): void => {
    const { snapshot } = this.#call;
    // When the local participant leaves, all others are removed: they have not just left.
    if (this.#isArriving || snapshot.state !== 'joined') return;
    const { id, name } = event.participant;
    const kind = event.type === 'noom-participant-left' ? 'left' : 'joined';
    const at = Date.now();
    const last = this.#notes.at(-1);
    if (last?.kind === kind && isCrowded(snapshot) && at - last.at < TOGETHER_MS) {
      this.#notes[this.#notes.length - 1] = { ...last, others: last.others + 1 };
      return;
    }
    this.#notes.push({ id: `${kind}:${id}:${at}`, kind, name, others: 0, at });
    if (this.#notes.length > MAX_NOTES) this.#notes.shift();
  };
}

const memories = new WeakMap<CallController, ChatMemory>();

/** The one memory of a call, whichever chats show it. */
export function memoryOf(call: CallController): ChatMemory {
  const memory = memories.get(call) ?? new ChatMemory(call);
  memories.set(call, memory);
  return memory;
}

/** What a draft belongs to: a call, and its room once it has one. */
export interface DraftPlace {
  readonly call: CallController;
  readonly room: string | null;
}

/** The unsent draft of a place. */
export function draftOf({ call, room }: DraftPlace): Draft {
  return memoryOf(call).drafts.get(room ?? '') ?? NO_DRAFT;
}

/** Keeps the draft of a place. */
export function keepDraft({ call, room }: DraftPlace, draft: Draft): void {
  const { drafts } = memoryOf(call);
  if (draft.text === '' && draft.recipient === null && draft.reply === null) drafts.delete(room ?? '');
  else drafts.set(room ?? '', draft);
}
