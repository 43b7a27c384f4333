import type { ChatMessage } from '../call-snapshot.js';
import type { Clock } from '../clock.js';
import { CallError } from '../errors.js';
import { isLonger, MAX_MESSAGE_CHARACTERS, readMessage } from '../wire-texts.js';
import {
  MAX_HISTORY_MESSAGES,
  parseChatFrame,
  parseHistoryFrame,
  toHistoryFrames,
  type PastMessage,
} from './chat-wire.js';
import { HistoryRequest } from './history.js';
import { PeerAllowance } from './peer-allowance.js';

/** The data channels that chat uses, among those that are the kit's own. */
const CHAT_CHANNEL = 'noom:chat';
const HISTORY_CHANNEL = 'noom:history';
const HISTORY_REQUEST_CHANNEL = 'noom:history-request';

/** What chat needs of the call around it. */
export interface ChatSurroundings {
  /** Whether data goes to a participant peer to peer now. */
  canSend(participantId: string): boolean;
  sendData(participantId: string, data: { channel: string; data: string }): Promise<void>;
  /** Sends by the signaling server: to one, or to everybody (who has the message already drops it by its id). */
  relay(message: { id: string; text: string; to?: string }): Promise<unknown>;
  /** The others in the room. */
  getParticipantIds(): readonly string[];
  getName(participantId: string): string | null;
  getSelf(): { id: string; name: string };
  getMessages(): readonly ChatMessage[];
  handleMessage(message: ChatMessage): void;
  handleHistory(messages: readonly ChatMessage[]): void;
  createId(): string;
  clock: Clock;
}

/** Chat: peer to peer where a data channel reaches, by the server where none does, and the past for late joiners. */
export class ChatChannel {
  readonly #call: ChatSurroundings;
  readonly #history: HistoryRequest;
  readonly #allowance: PeerAllowance;
  /** Who has asked for the past over their present connection: a second time is once too often. */
  readonly #toldPast = new Set<string>();
  #past: PastMessage[] = [];

  constructor(surroundings: ChatSurroundings) {
    this.#call = surroundings;
    this.#allowance = new PeerAllowance(surroundings.clock);
    this.#history = new HistoryRequest(
      {
        ask: (id) => {
          this.#sendOrForget(id, HISTORY_REQUEST_CHANNEL, '');
        },
        handlePassedOver: () => {
          this.#past = [];
        },
      },
      surroundings.clock,
    );
  }

  /**
   * Sends to one, or to everybody; resolves when handed over to each. What cannot be seen is not sent.
   * @throws CallError `message-too-large` beyond 4000 characters; `not-allowed` when `to` is not in the room; what the
   * server answered when it had to carry the message and did not.
   */
  async send(written: string, to: string | null): Promise<void> {
    if (isLonger(written, MAX_MESSAGE_CHARACTERS)) {
      throw new CallError('message-too-large', { hint: `Write at most ${String(MAX_MESSAGE_CHARACTERS)} characters.` });
    }
    const text = readMessage(written);
    if (text === null) return;
    const others = this.#call.getParticipantIds();
    if (to !== null && !others.includes(to)) {
      throw new CallError('not-allowed', { message: 'There is no such participant.', hint: 'They may have left.' });
    }
    const self = this.#call.getSelf();
    const message = { id: this.#call.createId(), text, at: this.#call.clock.now() };
    const frame = JSON.stringify(to === null ? message : { ...message, isPrivate: true });
    const sendings = (to === null ? others : [to]).map((id) => this.#sendToPeer(id, frame));
    const isEverybodyReached = (await Promise.all(sendings)).every(Boolean);
    if (!isEverybodyReached) await this.#call.relay({ id: message.id, text, ...(to === null ? {} : { to }) });
    this.#call.handleMessage({ ...message, from: self.id, name: self.name, to, isLocal: true });
  }

  /** Who was in the room when one came: one of them is asked for the past. */
  handleAdmitted(participantIds: readonly string[]): void {
    this.#history.handleAdmitted(participantIds);
  }

  handleReachable(participantId: string): void {
    this.#toldPast.delete(participantId);
    this.#history.handleReachable(participantId);
  }

  handleGone(participantId: string): void {
    this.#toldPast.delete(participantId);
    this.#allowance.forget(participantId);
    this.#history.handleGone(participantId);
  }

  /** Nothing is waited for any more. May be called twice. */
  close(): void {
    this.#history.close();
  }

  /** A message that came by the server; `from` is the server's word. */
  handleRelayed({
    id,
    from,
    text,
    to,
    at,
  }: {
    id: string;
    from: string;
    text: string;
    to?: string | undefined;
    at: number;
  }): void {
    this.#receive({ id, from, text, at, isPrivate: to !== undefined });
  }

  /** Data on one of the kit's channels; what is not chat, or cannot be read, is dropped. */
  handleData(from: string, channel: string, data: string | Uint8Array): void {
    if (!this.#allowance.spend(from, data.length)) return;
    if (channel === CHAT_CHANNEL) {
      const frame = parseChatFrame(data);
      if (frame !== null) this.#receive({ ...frame, from, isPrivate: frame.isPrivate ?? false });
    } else if (channel === HISTORY_REQUEST_CHANNEL) {
      void this.#tellHistory(from);
    } else if (channel === HISTORY_CHANNEL) {
      this.#handleHistory(from, data);
    }
  }

  #receive(message: { id: string; from: string; text: string; at: number; isPrivate: boolean }): void {
    const { id, from, text, at, isPrivate } = message;
    const name = this.#call.getName(from);
    // Somebody unknown: they left while the message was under way.
    if (name === null) return;
    const self = this.#call.getSelf();
    this.#call.handleMessage({
      id,
      from,
      name,
      text,
      to: isPrivate ? self.id : null,
      at: this.#toPast(at),
      isLocal: false,
    });
  }

  /** Each frame is made when the one before it has been handed over: who does not read costs no memory here. */
  async #tellHistory(to: string): Promise<void> {
    if (this.#toldPast.has(to)) return;
    this.#toldPast.add(to);
    const messages = this.#call.getMessages().filter((message) => message.to === null);
    try {
      for (const frame of toHistoryFrames(messages)) {
        await this.#call.sendData(to, { channel: HISTORY_CHANNEL, data: JSON.stringify(frame) });
      }
    } catch {
      // The connection broke under it: the newcomer asks again over the next one, or asks another participant.
    }
  }

  #handleHistory(from: string, data: string | Uint8Array): void {
    const frame = parseHistoryFrame(data);
    if (frame === null || !this.#history.isAsked(from)) return;
    this.#past.push(...frame.messages);
    this.#history.handlePart();
    // Whoever never ends has told enough.
    if (!frame.isLast && this.#past.length < MAX_HISTORY_MESSAGES) return;
    this.#history.handleDone();
    // Nothing of it is one's own, whatever it says: one was not there.
    this.#call.handleHistory(
      this.#past.map((message) => ({ ...message, at: this.#toPast(message.at), to: null, isLocal: false })),
    );
    this.#past = [];
  }

  /** Another machine's clock may be ahead, and a hostile one's before all dates. */
  #toPast(at: number): number {
    return Math.max(0, Math.min(at, this.#call.clock.now()));
  }

  async #sendToPeer(id: string, frame: string): Promise<boolean> {
    if (!this.#call.canSend(id)) return false;
    try {
      await this.#call.sendData(id, { channel: CHAT_CHANNEL, data: frame });
      return true;
    } catch {
      // The channel closed under it: the server carries the message.
      return false;
    }
  }

  #sendOrForget(id: string, channel: string, data: string): void {
    this.#call.sendData(id, { channel, data }).catch(() => {
      // Whoever went away needs no answer; a request that failed is made anew when they are gone for good.
    });
  }
}
