import type { CallController, CallEventMap } from '../../core/index.js';
import type { ChatNote } from './group-messages.js';

/** Enough to look back on; a room where people come and go all day does not grow without end. */
const MAX_NOTES = 100;

/** What a chat knows of a call beside its messages, for as long as the call lives: a panel that is closed loses nothing. */
export class ChatMemory {
  /** What was written and not sent. */
  draft = '';
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
