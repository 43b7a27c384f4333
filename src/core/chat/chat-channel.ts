import type { ChatMessage, MessageReference, MessageState } from '../model/snapshot.js';
import type { RequestPayload } from '../../protocol/protocol.js';
import type { Clock } from '../base/clock.js';
import { CallError } from '../base/errors.js';
import { PeerAllowance } from '../base/peer-allowance.js';
import { readMessage } from '../../protocol/messages.js';
import { isLonger, MAX_MESSAGE_CHARACTERS } from '../../protocol/texts.js';
import { ChatDelivery } from './chat-delivery.js';
import type { LocalMessage } from './chat-log.js';
import { parseAck, parseChatFrame, toAck, toChatFrame, type PastMessage } from './chat-wire.js';
import { Deletions } from './deletions.js';
import { DelayedMessages } from './delayed-messages.js';
import { PastExchange } from './past-exchange.js';

/** The data channel of live messages, among those reserved for the kit. */
const CHAT_CHANNEL = 'noom:chat';

/** What chat needs of the call. */
export interface ChatSurroundings {
  /** Whether data can be sent to a participant peer to peer now. */
  canSend(participantId: string): boolean;
  sendData(participantId: string, data: { channel: string; data: string }): Promise<unknown>;
  /**
   * Sends through the signaling server: to one participant, or to all; one who has the message already drops it by its
   * id.
   */
  relay(message: RequestPayload<'chat:send'>): Promise<unknown>;
  /** The others in the room. */
  getParticipantIds(): readonly string[];
  getName(participantId: string): string | null;
  getSelf(): { id: string; name: string };
  getMessages(): readonly ChatMessage[];
  /** Whether a participant's page sends and takes acknowledgements. */
  canAcknowledge(id: string): boolean;
  /** `isMovable` says before which messages it may be inserted, if they were written later. */
  handleMessage(message: ChatMessage, isMovable?: (other: ChatMessage) => boolean): void;
  handleHistory(messages: readonly ChatMessage[]): void;
  /** Asks the server to have a message deleted. */
  askToDelete(deletion: RequestPayload<'chat:delete'>): Promise<unknown>;
  handleDeleted(message: MessageReference): void;
  handleState(id: string, state: MessageState, error?: CallError): void;
  tellError(error: CallError): void;
  createId(): string;
  clock: Clock;
}

/** What the server can do for the chat. */
export interface ServerAbilities {
  /** Keeps messages for participants who lost their connection. */
  readonly isKeeping: boolean;
  /** Has messages deleted. */
  readonly isDeleting: boolean;
}

/** Chat: peer to peer over data channels, through the server where there is none, and the history for newcomers. */
export class ChatChannel {
  readonly #call: ChatSurroundings;
  readonly #delivery: ChatDelivery;
  readonly #past: PastExchange;
  readonly #deletions: Deletions;
  readonly #delayed: DelayedMessages;
  readonly #allowance: PeerAllowance;
  #server: ServerAbilities = { isKeeping: false, isDeleting: false };

  constructor(surroundings: ChatSurroundings) {
    this.#call = surroundings;
    this.#allowance = new PeerAllowance(surroundings.clock);
    this.#delayed = new DelayedMessages(surroundings.clock);
    const { clock, tellError } = surroundings;
    this.#delivery = new ChatDelivery({
      hand: (id, message) => this.#sendToPeer(id, message),
      relay: ({ id, text, to, replyTo }) =>
        surroundings.relay({ id, text, ...(to !== null && { to }), ...(replyTo && { replyTo }) }),
      canAcknowledge: (id) => !surroundings.getParticipantIds().includes(id) || surroundings.canAcknowledge(id),
      getPresentIds: () => surroundings.getParticipantIds(),
      handleState: (id, state, error) => {
        surroundings.handleState(id, state, error);
      },
      tellError,
      clock,
    });
    this.#deletions = new Deletions({
      getMessages: () => surroundings.getMessages(),
      getSelfId: () => surroundings.getSelf().id,
      ask: (deletion) => surroundings.askToDelete(deletion),
      withdraw: (id) => this.#delivery.withdraw(id),
      handleKept: (id, error) => {
        surroundings.handleState(id, 'failed', error);
      },
      handleDeleted: (message) => {
        surroundings.handleDeleted(message);
      },
      clock,
    });
    this.#past = new PastExchange({
      sendData: (id, data) => surroundings.sendData(id, data),
      getMessages: () => surroundings.getMessages(),
      handlePast: (past) => {
        this.#handlePast(past);
      },
      clock,
    });
  }

  /**
   * Sends to one participant, or to all: the message is in the log as `sending`. Resolves when it was handed over to
   * each, or the server has it. A message without visible text is not sent.
   * @throws CallError `message-too-large` beyond 4000 characters; `not-allowed` when `to` is not in the room, or left
   * before it arrived, or `replyTo` is no message here; the code of the server when it refuses the message.
   */
  async send(written: string, to: string | null, replyTo: string | null = null): Promise<void> {
    if (isLonger(written, MAX_MESSAGE_CHARACTERS)) {
      throw new CallError('message-too-large', { hint: `Write at most ${String(MAX_MESSAGE_CHARACTERS)} characters.` });
    }
    const text = readMessage(written);
    if (text === null) return;
    const addressees = this.#addresseesOf(to);
    const self = this.#call.getSelf();
    const answered = replyTo === null ? null : this.#referenceTo(replyTo);
    const at = this.#call.clock.now();
    const message = { id: this.#call.createId(), text, to, at, ...(answered && { replyTo: answered }) };
    const toName = to === null ? null : this.#call.getName(to);
    const local = { from: self.id, name: self.name, isLocal: true, state: 'sending' } as const;
    this.#call.handleMessage({ ...message, ...(toName !== null && { toName }), ...local });
    await this.#delivery.send(message, addressees);
  }

  /**
   * Sends a failed message again, with the same id: a participant who has it drops it.
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

  /**
   * Deletes a message for all.
   * @throws CallError as `Deletions.delete`; `unsupported` where the server cannot.
   */
  async delete(id: string): Promise<void> {
    if (!this.#server.isDeleting) throw new CallError('unsupported', { message: 'This server deletes no messages.' });
    await this.#deletions.delete(id);
  }

  /** A message was deleted by a participant who may, says the server. */
  handleDeleted(message: MessageReference): void {
    this.#deletions.handleDeleted(message);
  }

  /** The local participant has joined; one of the participants who were there is asked for the history. */
  handleAdmitted(participantIds: readonly string[], server: ServerAbilities): void {
    this.#server = server;
    this.#past.handleAdmitted(participantIds);
  }

  /** The connection to the server is back. */
  handleReturned(server: ServerAbilities): void {
    this.#server = server;
    this.#past.handleReturned();
    this.#delivery.handleReturned();
  }

  handleReachable(participantId: string): void {
    this.#past.handleReachable(participantId);
    this.#delivery.handleReachable(participantId);
  }

  /** A participant is no longer in the room; `isLost` says that they lost the connection, and so may come back. */
  handleGone(participantId: string, isLost: boolean): void {
    this.#allowance.forget(participantId);
    this.#past.handleGone(participantId);
    if (isLost && this.#server.isKeeping) this.#delivery.handleLost(participantId);
    else this.#delivery.handleGone(participantId);
  }

  /** Stops waiting. May be called twice. */
  close(): void {
    this.#past.close();
    this.#delivery.close();
    this.#deletions.close();
  }

  /** A message that came through the server, which vouches for `from`. */
  handleRelayed({
    id,
    from,
    text,
    to,
    at,
    name = null,
    replyTo,
  }: {
    id: string;
    from: string;
    text: string;
    to?: string | undefined;
    at: number;
    name?: string | null | undefined;
    replyTo?: MessageReference | undefined;
  }): void {
    this.#receive({ id, from, text, at, isPrivate: to !== undefined, replyTo }, name);
  }

  /** Handles data on a channel of the kit; what is not chat, or is invalid, is dropped. */
  handleData(from: string, channel: string, data: string | Uint8Array): void {
    if (!this.#allowance.spend(from, data.length)) return;
    if (channel === CHAT_CHANNEL) {
      const frame = parseChatFrame(data);
      if (frame !== null) this.#receive({ ...frame, from, isPrivate: frame.isPrivate ?? false }, null);
      else this.#handleAck(from, parseAck(data));
    } else {
      this.#past.handleData(from, channel, data);
    }
  }

  /** Takes a message; `nameThen` is the name of a sender who has left, where it is known. */
  #receive(
    message: Pick<ChatMessage, 'id' | 'from' | 'text' | 'at' | 'replyTo'> & { isPrivate: boolean },
    nameThen: string | null,
  ): void {
    const { id, from, text, at, isPrivate, replyTo } = message;
    const nameNow = this.#call.getName(from);
    const name = nameNow ?? nameThen;
    // The sender is unknown: they left while the message was under way.
    if (name === null) return;
    const to = isPrivate ? this.#call.getSelf().id : null;
    const received = { id, from, name, text, to, at: this.#toPast(at), ...(replyTo && { replyTo }), isLocal: false };
    if (!this.#deletions.has(received)) this.#call.handleMessage(received, this.#delayed.handleMessage(received));
    // Also when it has come before: the acknowledgement may have been lost.
    if (nameNow !== null && this.#call.canAcknowledge(from)) this.#acknowledge(from, id);
  }

  #acknowledge(to: string, id: string): void {
    this.#call.sendData(to, { channel: CHAT_CHANNEL, data: toAck(id) }).catch(() => {
      // A participant who has left needs no answer.
    });
  }

  #handleAck(from: string, id: string | null): void {
    if (id !== null) this.#delivery.handleAcknowledged(from, id);
  }

  /** @throws CallError `not-allowed` when there is no such message. */
  #referenceTo(id: string): MessageReference {
    const found = this.#call.getMessages().find((message) => message.id === id);
    if (found) return { id, from: found.from };
    throw new CallError('not-allowed', { message: 'There is no such message to answer.', hint: '' });
  }

  /** @throws CallError `not-allowed` when `to` is neither in the room nor awaited after a lost connection. */
  #addresseesOf(to: string | null): readonly string[] {
    const all = [...new Set([...this.#call.getParticipantIds(), ...this.#delivery.lostIds])];
    if (to === null) return all;
    if (all.includes(to)) return [to];
    throw new CallError('not-allowed', { message: 'There is no such participant.', hint: 'They may have left.' });
  }

  /** None of it is local: the local participant was not there when it was written. */
  #handlePast(past: readonly PastMessage[]): void {
    const messages = past.map((message) => ({ ...message, at: this.#toPast(message.at), to: null, isLocal: false }));
    this.#call.handleHistory(messages.filter((message) => !this.#deletions.has(message)));
  }

  /** Clamps a time: another machine's clock may be ahead, and a hostile one may send any number. */
  #toPast(at: number): number {
    return Math.max(0, Math.min(at, this.#call.clock.now()));
  }

  async #sendToPeer(id: string, { to, ...message }: LocalMessage): Promise<boolean> {
    if (!this.#call.canSend(id)) return false;
    try {
      const data = toChatFrame(to === null ? message : { ...message, isPrivate: true });
      await this.#call.sendData(id, { channel: CHAT_CHANNEL, data });
      return true;
    } catch {
      // The channel closed meanwhile: the message goes through the server.
      return false;
    }
  }
}
