import type { Clock } from '../base/clock.js';
import { CallError, toCallError } from '../base/errors.js';
import type { FileFacts, FileFailure, FileState } from '../model/shared-file.js';
import { canDigest } from './digests.js';
import { toSafeType } from './file-name.js';
import type { FileStore } from './file-store.js';
import type { FileMessage, Piece, StopReason } from './file-wire.js';
import { Incoming } from './incoming.js';

/** What a file that is received needs of its feature. */
export interface ReceivedFileContext {
  /** To its sender. */
  send(message: FileMessage): void;
  /** Whether its sender is connected now. */
  isConnected(): boolean;
  /** It has another state; `isProgress` says that only more of it has arrived. */
  handleChange(isProgress: boolean): void;
  /** It is wanted: `begin()` is to be called once it is its turn. */
  handleWaiting(): void;
  handleWhole(blob: Blob): void;
  tellError(error: CallError): void;
  readonly store: FileStore;
  readonly clock: Clock;
}

/** A sender who sends nothing for so long is asked again, from the last whole piece on. */
const SILENCE_MS = 5000;
/** A sender who sends nothing for so long is given up. */
const PATIENCE_MS = 120_000;
/** Of two ticks so far apart, those between were missed: in a hidden page they come once a minute at least. */
const ASLEEP_MS = 65_000;
const RUNNING: readonly FileState[] = ['waiting', 'transferring', 'paused'];
const FAILURES: readonly StopReason[] = ['unreadable', 'too-large', 'no-room', 'damaged', 'silent'];

/** A file of another participant, from its offer until it is here. */
export class ReceivedFile {
  readonly facts: FileFacts;
  readonly #context: ReceivedFileContext;
  #state: FileState = 'offered';
  #failure: FileFailure | null = null;
  #incoming: Incoming | null = null;
  #blob: Blob | null = null;
  /** When something of it came last. */
  #heardAt = 0;
  #askedAt = 0;
  #tickedAt = 0;
  /** Distinguishes one try from the next. */
  #tries = 0;

  constructor(facts: FileFacts, context: ReceivedFileContext, state: 'offered' | 'gone' = 'offered') {
    this.facts = facts;
    this.#context = context;
    this.#state = state;
  }

  get state(): FileState {
    return this.#state;
  }

  get failure(): FileFailure | null {
    return this.#failure;
  }

  get blob(): Blob | null {
    return this.#blob;
  }

  get bytes(): number {
    return this.#state === 'done' ? this.facts.sizeBytes : (this.#incoming?.bytes ?? 0);
  }

  /** Whether the local participant has wanted it, and it is not here. */
  get isRunning(): boolean {
    return RUNNING.includes(this.#state);
  }

  /** Wants it. @throws as `SharedFile.accept`. */
  accept(): void {
    if (this.isRunning || this.#state === 'done') return;
    if (this.#state === 'gone')
      throw new CallError('not-allowed', { message: 'The file is no longer there.', hint: '' });
    if (!canDigest()) {
      throw new CallError('insecure-context', { message: 'Browsers check files on secure pages only.' });
    }
    this.#failure = null;
    this.#set('waiting');
    this.#context.handleWaiting();
  }

  /** It is its turn: makes a place for it, and asks for its bytes. */
  async begin(): Promise<void> {
    this.#tries += 1;
    const tries = this.#tries;
    const isSame = (): boolean => tries === this.#tries && this.isRunning;
    this.#heardAt = this.#context.clock.monotonic();
    this.#set('transferring');
    try {
      const { sizeBytes, type } = this.facts;
      const sink = await this.#context.store.open(sizeBytes);
      if (!isSame()) {
        sink.discard();
        return;
      }
      this.#incoming = new Incoming({ sizeBytes, type: toSafeType(type) }, sink, {
        report: (pieces) => {
          this.#context.send({ kept: { id: this.facts.id, pieces } });
          this.#context.handleChange(true);
        },
        handleWhole: (blob) => {
          this.#blob = blob;
          // With what it has written from.
          this.#incoming = null;
          this.#context.send({ received: { id: this.facts.id } });
          this.#set('done');
          this.#context.handleWhole(blob);
        },
        handleFailure: (failure, cause) => {
          this.#fail(failure, cause);
        },
      });
      this.#ask();
    } catch (error) {
      if (isSame()) this.#fail(toCallError(error).code === 'file-rejected' ? 'too-large' : 'no-room', error);
    }
  }

  decline(): void {
    if (this.#state === 'offered') this.#end('declined', 'declined');
  }

  cancel(): void {
    if (this.isRunning) this.#end('stopped', 'stopped');
  }

  /** It is offered again, over another connection: the sender does not know how far it has come, or that it has ended. */
  handleOffer(): void {
    const { id } = this.facts;
    if (this.#state === 'done') this.#context.send({ received: { id } });
    else if (this.#state === 'declined' || this.#state === 'stopped')
      this.#context.send({ stop: { id, reason: this.#state } });
    else if (this.#failure !== null) this.#context.send({ stop: { id, reason: this.#failure } });
    else if (this.#state === 'gone') this.#set('offered');
    else if (this.#incoming !== null && this.isRunning) this.#ask();
  }

  handlePiece(piece: Piece): void {
    if (this.#incoming?.handlePiece(piece) === true) this.#hear();
  }

  handleEnd(digest: string): void {
    if (this.#incoming?.handleEnd(digest) === true) this.#hear();
  }

  /** The sender stops. What was ended here, whose word may have crossed theirs, stays so: it does at the sender, too. */
  handleStop(reason: StopReason): void {
    if (this.#state !== 'offered' && !this.isRunning) return;
    this.#forget();
    this.#failure = FAILURES.includes(reason) ? 'unreadable' : null;
    this.#set(this.#failure === null ? 'gone' : 'failed');
  }

  /** The sender is no longer in the room; `isLost` says that they lost the connection, and so may come back. */
  handleSenderGone(isLost: boolean): void {
    if (isLost && this.#state === 'transferring') this.#set('paused');
    if (isLost || this.#state === 'done') return;
    this.#forget();
    this.#set('gone');
  }

  /** To be called a few times a second while it is under way. */
  tick(): void {
    if (this.#state !== 'transferring' && this.#state !== 'paused') return;
    const now = this.#context.clock.monotonic();
    // The page was asleep, and heard nothing for that reason.
    if (now - this.#tickedAt > ASLEEP_MS) this.#heardAt = now;
    this.#tickedAt = now;
    const isConnected = this.#context.isConnected();
    const silentMs = now - this.#heardAt;
    if (silentMs > PATIENCE_MS) {
      if (isConnected) this.#fail('silent');
      else this.handleSenderGone(false);
      return;
    }
    if (!isConnected || silentMs > SILENCE_MS) this.#set('paused');
    if (isConnected && silentMs > SILENCE_MS && now - this.#askedAt > SILENCE_MS && this.#incoming !== null) {
      this.#send();
    }
  }

  /** Ends it, and tells no one. What is here stays. May be called twice. */
  close(): void {
    this.handleSenderGone(false);
  }

  #ask(): void {
    this.#heardAt = this.#context.clock.monotonic();
    this.#set('transferring');
    this.#send();
  }

  #send(): void {
    this.#askedAt = this.#context.clock.monotonic();
    this.#context.send({ want: { id: this.facts.id, piece: this.#incoming?.next ?? 0 } });
  }

  /** Something came that is of use: a sender who answers, and sends nothing that is, is silent. */
  #hear(): void {
    this.#heardAt = this.#context.clock.monotonic();
    if (this.#state === 'paused') this.#set('transferring');
  }

  #fail(failure: FileFailure, cause?: unknown): void {
    this.#failure = failure;
    this.#end('failed', failure);
    const hints: Partial<Record<FileFailure, string>> = { 'no-room': 'Make room on the disk, and try again.' };
    const error = cause instanceof CallError ? cause : null;
    this.#context.tellError(
      error ??
        new CallError('file-rejected', {
          message: 'The file could not be received.',
          hint: hints[failure] ?? 'Try again, or ask for it once more.',
          cause,
        }),
    );
  }

  #end(state: 'declined' | 'stopped' | 'failed', reason: StopReason): void {
    this.#forget();
    this.#context.send({ stop: { id: this.facts.id, reason } });
    this.#set(state);
  }

  #forget(): void {
    this.#incoming?.close();
    this.#incoming = null;
  }

  #set(state: FileState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#context.handleChange(false);
  }
}
