import type { CallController, CallEventMap } from '../../core/index.js';
import type { ChatNote } from './group-messages.js';

/** Enough to look back on; a room where people come and go all day does not grow without end. */
const MAX_NOTES = 100;

/** What a chat knows of a call beside its messages, for as long as the call lives: a panel that is closed loses nothing. */
export class ChatMemory {
  /** What was written and not sent, by the room it was written for. */
  readonly drafts = new Map<string, string>();
  readonly #call: CallController;
  readonly #notes: ChatNote[] = [];
  #isArriving = false;

  constructor(call: CallController) {
    this.#call = call;
    // The call owns the memory by these listeners, and both go together.
    call.addEventListener('noom-joined', this.#handleJoined);
    call.addEventListener('noom-participant-joined', this.#handleParticipant);
    call.addEventListener('noom-participant-left', this.#handleParticipant);
  }

  /** Who came and went since the chat was first shown, oldest first. */
  get notes(): readonly ChatNote[] {
    return this.#notes;
  }

  /** Those who were there before are told of at the same moment, and are not news. */
  readonly #handleJoined = (): void => {
    this.#isArriving = true;
    queueMicrotask(() => {
      this.#isArriving = false;
    });
  };

  readonly #handleParticipant = (
    event: CallEventMap['noom-participant-joined'] | CallEventMap['noom-participant-left'],
  ): void => {
    // At one's own leaving everybody goes, which is no news either.
    if (this.#isArriving || this.#call.snapshot.state !== 'joined') return;
    const { id, name } = event.participant;
    const kind = event.type === 'noom-participant-left' ? 'left' : 'joined';
    const at = Date.now();
    this.#notes.push({ id: `${kind}:${id}:${at}`, kind, name, at });
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

/** What a draft is written for: a call, and the room in it once it has been in one. */
export interface DraftPlace {
  readonly call: CallController;
  readonly room: string | null;
}

/** What was written there and not sent. */
export function draftOf({ call, room }: DraftPlace): string {
  return memoryOf(call).drafts.get(room ?? '') ?? '';
}

/** Keeps what was written there. */
export function keepDraft({ call, room }: DraftPlace, draft: string): void {
  const { drafts } = memoryOf(call);
  if (draft === '') drafts.delete(room ?? '');
  else drafts.set(room ?? '', draft);
}
