import type { ChatMessage, MessageState } from '../model/snapshot.js';
import type { Clock } from '../base/clock.js';
import { CallError } from '../base/errors.js';
import { isLonger, MAX_MESSAGE_CHARACTERS, readMessage } from '../../protocol/texts.js';
import { ChatDelivery, type OwnMessage } from './chat-delivery.js';
import {
  MAX_HISTORY_MESSAGES,
  parseAck,
  parseChatFrame,
  parseHistoryFrame,
  toAck,
  toChatFrame,
  toHistoryFrames,
  type PastMessage,
} from './chat-wire.js';
import { HistoryRequest } from './history.js';
import { Latecomers } from './latecomers.js';
import { PeerAllowance } from './peer-allowance.js';

/** The data channels that chat uses, among those that are the kit's own. */
const CHAT_CHANNEL = 'noom:chat';
const HISTORY_CHANNEL = 'noom:history';
const HISTORY_REQUEST_CHANNEL = 'noom:history-request';

/** What chat needs of the call around it. */
export interface ChatSurroundings {
  /** Whether data goes to a participant peer to peer now. */
  canSend(participantId: string): boolean;
  sendData(participantId: string, data: { channel: string; data: string }): Promise<unknown>;
  /** Sends by the signaling server: to one, or to everybody (who has the message already drops it by its id). */
  relay(message: { id: string; text: string; to?: string }): Promise<unknown>;
  /** The others in the room. */
  getParticipantIds(): readonly string[];
  getName(participantId: string): string | null;
  getSelf(): { id: string; name: string };
  getMessages(): readonly ChatMessage[];
  /** Whether a participant's page says what has arrived, and wants to hear it. */
  canAcknowledge(id: string): boolean;
  /** `isMovable` says which messages it may stand before, if they were written later. */
  handleMessage(message: ChatMessage, isMovable?: (other: ChatMessage) => boolean): void;
  handleHistory(messages: readonly ChatMessage[]): void;
  handleState(id: string, state: MessageState, error?: CallError): void;
  tellError(error: CallError): void;
  createId(): string;
  clock: Clock;
}

/** Chat: peer to peer where a data channel reaches, by the server where none does, and the past for late joiners. */
export class ChatChannel {
  readonly #call: ChatSurroundings;
  readonly #history: HistoryRequest;
  readonly #delivery: ChatDelivery;
  readonly #latecomers: Latecomers;
  readonly #allowance: PeerAllowance;
  /** Who has asked for the past over their present connection: a second time is once too often. */
  readonly #toldPast = new Set<string>();
  #past: PastMessage[] = [];
  /** Whether the server keeps messages for those who lost their connection. */
  #isKeeping = false;

  constructor(surroundings: ChatSurroundings) {
    this.#call = surroundings;
    this.#allowance = new PeerAllowance(surroundings.clock);
    this.#latecomers = new Latecomers(surroundings.clock);
    const { clock, tellError } = surroundings;
    this.#delivery = new ChatDelivery({
      hand: (id, message) => this.#sendToPeer(id, message),
      relay: ({ id, text, to }) => surroundings.relay({ id, text, ...(to === null ? {} : { to }) }),
      canAcknowledge: (id) => !surroundings.getParticipantIds().includes(id) || surroundings.canAcknowledge(id),
      getPresentIds: () => surroundings.getParticipantIds(),
      handleState: (id, state, error) => {
        surroundings.handleState(id, state, error);
      },
      tellError,
      clock,
    });
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
   * Sends to one, or to everybody: the message stands in the log as `sending`. Resolves when it was handed over to each, or the
   * server has it. What cannot be seen is not sent.
   * @throws CallError `message-too-large` beyond 4000 characters; `not-allowed` when `to` is not in the room, or left before it
   * arrived; what the server answered when it had to carry the message and did not.
   */
  async send(written: string, to: string | null): Promise<void> {
    if (isLonger(written, MAX_MESSAGE_CHARACTERS)) {
      throw new CallError('message-too-large', { hint: `Write at most ${String(MAX_MESSAGE_CHARACTERS)} characters.` });
    }
    const text = readMessage(written);
    if (text === null) return;
    const addressees = this.#addresseesOf(to);
    const self = this.#call.getSelf();
    const message = { id: this.#call.createId(), text, to, at: this.#call.clock.now() };
    this.#call.handleMessage({ ...message, from: self.id, name: self.name, isLocal: true, state: 'sending' });
    await this.#delivery.send(message, addressees);
  }

  /**
   * Sends a message that failed again, as the one it was: who has it already drops it.
   * @throws CallError as `send`; `not-allowed` when there is no such message.
   */
  async retry(id: string): Promise<void> {
    const message = this.#call.getMessages().find((each) => each.isLocal && each.id === id);
    if (message?.state !== 'failed') {
      throw new CallError('not-allowed', { message: 'There is no such message to send again.', hint: '' });
    }
    const addressees = this.#addresseesOf(message.to);
    const retrying = this.#delivery.retry(id);
    if (retrying === null) this.#call.handleState(id, 'sending');
    await (retrying ?? this.#delivery.send(message, addressees));
  }

  /** Who was in the room when the local participant came: one of them is asked for the past. */
  handleAdmitted(participantIds: readonly string[], isKeeping: boolean): void {
    this.#isKeeping = isKeeping;
    this.#history.handleAdmitted(participantIds);
  }

  /** Back at the server, after the way to it was lost. */
  handleReturned(isKeeping: boolean): void {
    this.#isKeeping = isKeeping;
    this.#history.handleReturned();
    this.#delivery.handleReturned();
  }

  handleReachable(participantId: string): void {
    this.#toldPast.delete(participantId);
    this.#history.handleReachable(participantId);
    this.#delivery.handleReachable(participantId);
  }

  /** A participant is no longer in the room; `isLost` says that the connection was lost, so that they may come back. */
  handleGone(participantId: string, isLost: boolean): void {
    this.#toldPast.delete(participantId);
    this.#allowance.forget(participantId);
    this.#history.handleGone(participantId);
    if (isLost && this.#isKeeping) this.#delivery.handleLost(participantId);
    else this.#delivery.handleGone(participantId);
  }

  /** Nothing is waited for any more. May be called twice. */
  close(): void {
    this.#history.close();
    this.#delivery.close();
  }

  /** A message that came by the server; `from` is the server's word. */
  handleRelayed({
    id,
    from,
    text,
    to,
    at,
    name = null,
  }: {
    id: string;
    from: string;
    text: string;
    to?: string | undefined;
    at: number;
    name?: string | null | undefined;
  }): void {
    this.#receive({ id, from, text, at, isPrivate: to !== undefined }, name);
  }

  /** Data on one of the kit's channels; what is not chat, or cannot be read, is dropped. */
  handleData(from: string, channel: string, data: string | Uint8Array): void {
    if (!this.#allowance.spend(from, data.length)) return;
    if (channel === CHAT_CHANNEL) {
      const frame = parseChatFrame(data);
      if (frame !== null) this.#receive({ ...frame, from, isPrivate: frame.isPrivate ?? false }, null);
      else this.#handleAck(from, parseAck(data));
    } else if (channel === HISTORY_REQUEST_CHANNEL) {
      void this.#tellHistory(from);
    } else if (channel === HISTORY_CHANNEL) {
      this.#handleHistory(from, data);
    }
  }

  /** Takes a message; `nameThen` is the name of a sender who is not here any more, where it is known. */
  #receive(
    message: { id: string; from: string; text: string; at: number; isPrivate: boolean },
    nameThen: string | null,
  ): void {
    const { id, from, text, at, isPrivate } = message;
    const nameNow = this.#call.getName(from);
    const name = nameNow ?? nameThen;
    // Somebody unknown: they left while the message was under way.
    if (name === null) return;
    const to = isPrivate ? this.#call.getSelf().id : null;
    const received = { id, from, name, text, to, at: this.#toPast(at), isLocal: false };
    this.#call.handleMessage(received, this.#latecomers.handleMessage(received));
    // Also when it came before: the acknowledgement may have been lost.
    if (nameNow !== null && this.#call.canAcknowledge(from)) this.#sendOrForget(from, CHAT_CHANNEL, toAck(id));
  }

  #handleAck(from: string, id: string | null): void {
    if (id !== null) this.#delivery.handleAcknowledged(from, id);
  }

  /** @throws CallError `not-allowed` when the one it is for is not in the room, and was not lost a moment ago. */
  #addresseesOf(to: string | null): readonly string[] {
    const everybody = [...new Set([...this.#call.getParticipantIds(), ...this.#delivery.lostIds])];
    if (to === null) return everybody;
    if (everybody.includes(to)) return [to];
    throw new CallError('not-allowed', { message: 'There is no such participant.', hint: 'They may have left.' });
  }

  /** Each frame is made when the one before it has been handed over: who does not read costs no memory here. */
  async #tellHistory(to: string): Promise<void> {
    if (this.#toldPast.has(to)) return;
    this.#toldPast.add(to);
    const messages = this.#call.getMessages().filter(({ to: only, state }) => only === null && state !== 'failed');
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
    const asked = this.#history.askedFor(from);
    if (frame === null || asked === null) return;
    this.#past.push(...frame.messages);
    this.#history.handlePart();
    // Whoever never ends has told enough.
    if (!frame.isLast && this.#past.length < MAX_HISTORY_MESSAGES) return;
    // Of whoever's connection was made anew only their own messages can be missing, and nobody else's are taken.
    const past = asked === 'all' ? this.#past : this.#past.filter((message) => message.from === from);
    this.#past = [];
    // Nothing of it is one's own, whatever it says: one was not there.
    this.#call.handleHistory(
      past.map((message) => ({ ...message, at: this.#toPast(message.at), to: null, isLocal: false })),
    );
    this.#history.handleDone();
  }

  /** Another machine's clock may be ahead, and a hostile one's before all dates. */
  #toPast(at: number): number {
    return Math.max(0, Math.min(at, this.#call.clock.now()));
  }

  async #sendToPeer(id: string, { to, ...message }: OwnMessage): Promise<boolean> {
    if (!this.#call.canSend(id)) return false;
    try {
      const data = toChatFrame(to === null ? message : { ...message, isPrivate: true });
      await this.#call.sendData(id, { channel: CHAT_CHANNEL, data });
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
