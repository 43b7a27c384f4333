import type { Clock } from '../base/clock.js';
import type { CallError } from '../base/errors.js';
import type { FileFacts, FileFailure, FileRecipient, FileState } from '../model/shared-file.js';
import type { FileMessage, Piece, StopReason } from './file-wire.js';
import { Outgoing } from './outgoing.js';
import { PIECE_BYTES } from './piece-plan.js';
import type { SourceFile } from './source-file.js';

/** What a file that is sent needs of its feature. */
export interface SentFileContext {
  send(to: string, message: FileMessage): void;
  sendPiece(to: string, piece: Piece, signal: AbortSignal): Promise<unknown>;
  /** On the lane of the pieces, after them. */
  sendEnd(to: string, digest: string, signal: AbortSignal): Promise<unknown>;
  isConnected(id: string): boolean;
  /** It has another state; `isProgress` says that only more of it has arrived. */
  handleChange(isProgress: boolean): void;
  handleUnreadable(error: CallError): void;
  readonly clock: Clock;
}

/** A receiver who keeps nothing more for so long is shown as paused. */
const SILENCE_MS = 10_000;
/** One who lost the connection is waited for so long: longer than their seat is kept, and than a laptop is asleep. */
const PATIENCE_MS = 120_000;
/** Of the states at several receivers the first one here is shown. */
const SHOWN_FIRST: readonly FileState[] = [
  'transferring',
  'paused',
  'offered',
  'done',
  'declined',
  'stopped',
  'failed',
];
const OPEN: readonly FileState[] = ['offered', 'transferring', 'paused'];

interface Receiver {
  readonly name: string;
  readonly outgoing: Outgoing;
  state: FileState;
  /** Whether they have asked for its bytes since it was offered. */
  isWanted: boolean;
  /** When they last said that they kept something. */
  heardAt: number;
}

/** A file of the local participant: who was offered it, and how far it has come for each. */
export class SentFile {
  readonly facts: FileFacts;
  readonly #source: SourceFile;
  readonly #context: SentFileContext;
  readonly #receivers = new Map<string, Receiver>();
  #over: 'stopped' | 'failed' | null = null;

  constructor(facts: FileFacts, source: SourceFile, context: SentFileContext) {
    this.facts = facts;
    this.#source = source;
    this.#context = context;
  }

  get blob(): Blob {
    return this.#source.blob;
  }

  get failure(): FileFailure | null {
    return this.#over === 'failed' ? 'unreadable' : null;
  }

  /** Whether a recipient may still want it. */
  get isOnOffer(): boolean {
    return this.#over === null;
  }

  /** Whether a participant was offered it, and has neither answered nor got it whole. */
  isOpenFor(id: string): boolean {
    const receiver = this.#receivers.get(id);
    return receiver !== undefined && OPEN.includes(receiver.state);
  }

  /** Whether a participant is still to be offered it. */
  awaits(id: string): boolean {
    return this.isOnOffer && (this.facts.to === null || this.facts.to === id) && !this.#receivers.has(id);
  }

  /** Whether bytes are under way. */
  get isActive(): boolean {
    return [...this.#receivers.values()].some(({ state }) => state === 'transferring' || state === 'paused');
  }

  get state(): FileState {
    if (this.#over !== null) return this.#over;
    const states = [...this.#receivers.values()].map(({ state }) => state);
    // One for all is still on offer to newcomers when its receivers have left.
    if (this.facts.to !== null && states.includes('gone')) return 'gone';
    return SHOWN_FIRST.find((state) => states.includes(state)) ?? 'offered';
  }

  get recipients(): readonly FileRecipient[] {
    return [...this.#receivers].map(([id, { name, state, outgoing }]) => {
      const bytes = state === 'done' ? this.facts.sizeBytes : outgoing.kept * PIECE_BYTES;
      return Object.freeze({ id, name, state, bytes: Math.min(bytes, this.facts.sizeBytes) });
    });
  }

  /** Offers it to a participant who can be reached; again where the answer may have been lost with a connection. */
  offerTo(id: string, name: string): void {
    if (this.facts.to !== null && this.facts.to !== id) return;
    const known = this.#receivers.get(id);
    known?.outgoing.stop();
    if (this.#over !== null) {
      // They may not have heard of it: on their side it would stay on offer, and take a place there.
      if (known?.state === this.#over || known?.state === 'gone') this.#stopFor(id);
      return;
    }
    if (known !== undefined && !OPEN.includes(known.state) && known.state !== 'gone') return;
    const receiver = known ?? this.#createReceiver(id, name);
    this.#receivers.set(id, receiver);
    // Who was given up is asked anew. Who was receiving it goes on by themselves.
    if (receiver.state === 'gone') receiver.isWanted = false;
    if (!receiver.isWanted) receiver.state = 'offered';
    const { name: fileName, sizeBytes, type, at, to } = this.facts;
    const offer = { id: this.facts.id, name: fileName, sizeBytes, type, at };
    this.#context.send(id, { offer: to === null ? offer : { ...offer, isPrivate: true } });
    this.#context.handleChange(false);
  }

  /** A receiver wants it, from that piece on. */
  handleWant(id: string, piece: number): void {
    const receiver = this.#receivers.get(id);
    if (receiver === undefined) return;
    if (this.#over !== null) {
      this.#stopFor(id);
      return;
    }
    receiver.isWanted = true;
    receiver.heardAt = this.#context.clock.monotonic();
    receiver.outgoing.handleWant(piece);
    this.#set(receiver, 'transferring');
  }

  handleKept(id: string, pieces: number): void {
    const receiver = this.#receivers.get(id);
    if (receiver?.state !== 'transferring' && receiver?.state !== 'paused') return;
    receiver.heardAt = this.#context.clock.monotonic();
    receiver.outgoing.handleKept(pieces);
    if (receiver.state === 'paused') this.#set(receiver, 'transferring');
    else this.#context.handleChange(true);
  }

  handleReceived(id: string): void {
    const receiver = this.#receivers.get(id);
    if (receiver === undefined || receiver.state === 'done') return;
    receiver.outgoing.stop();
    this.#set(receiver, 'done');
  }

  /** A receiver does not want it, or could not keep it. */
  handleStop(id: string, reason: StopReason): void {
    const receiver = this.#receivers.get(id);
    if (receiver === undefined || receiver.state === 'done') return;
    receiver.outgoing.stop();
    this.#set(receiver, reason === 'declined' || reason === 'stopped' ? reason : 'failed');
  }

  /** A receiver is no longer in the room; `isLost` says that they lost the connection, and so may come back. */
  handleGone(id: string, isLost: boolean): void {
    const receiver = this.#receivers.get(id);
    if (receiver === undefined || !OPEN.includes(receiver.state)) return;
    receiver.outgoing.stop();
    receiver.heardAt = this.#context.clock.monotonic();
    this.#set(receiver, isLost ? 'paused' : 'gone');
  }

  /** To be called a few times a second while bytes are under way. */
  tick(): void {
    for (const [id, receiver] of this.#receivers) {
      const silentMs = this.#context.clock.monotonic() - receiver.heardAt;
      const isConnected = this.#context.isConnected(id);
      if (receiver.state === 'transferring' && (silentMs > SILENCE_MS || !isConnected)) this.#set(receiver, 'paused');
      if (receiver.state === 'paused' && silentMs > PATIENCE_MS && !isConnected) this.#set(receiver, 'gone');
    }
  }

  /** Stops it for all who do not have it yet. May be called twice. */
  cancel(): void {
    this.#end('stopped');
  }

  /** Sends nothing more, and tells no one. May be called twice. */
  close(): void {
    this.#over ??= OPEN.includes(this.state) ? 'stopped' : null;
    for (const receiver of this.#receivers.values()) {
      receiver.outgoing.stop();
      if (OPEN.includes(receiver.state)) receiver.state = 'stopped';
    }
  }

  #end(over: 'stopped' | 'failed'): void {
    if (this.#over !== null) return;
    this.#over = over;
    for (const [id, receiver] of this.#receivers) {
      receiver.outgoing.stop();
      if (!OPEN.includes(receiver.state)) continue;
      receiver.state = over;
      this.#stopFor(id);
    }
    this.#context.handleChange(false);
  }

  #stopFor(id: string): void {
    const reason = this.#over === 'failed' ? 'unreadable' : 'stopped';
    this.#context.send(id, { stop: { id: this.facts.id, reason } });
  }

  #createReceiver(id: string, name: string): Receiver {
    const outgoing = new Outgoing(this.#source, {
      sendPiece: (piece, signal) => this.#context.sendPiece(id, piece, signal),
      sendEnd: (digest, signal) => this.#context.sendEnd(id, digest, signal),
      handleUnreadable: (error) => {
        if (this.#over !== null) return;
        this.#end('failed');
        this.#context.handleUnreadable(error);
      },
    });
    return { name, outgoing, state: 'offered', isWanted: false, heardAt: 0 };
  }

  #set(receiver: Receiver, state: FileState): void {
    if (receiver.state === state) return;
    receiver.state = state;
    this.#context.handleChange(false);
  }
}
