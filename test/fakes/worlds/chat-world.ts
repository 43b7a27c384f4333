import type { ChatMessage, MessageState } from '../../../src/core/model/snapshot.js';
import { ChatChannel } from '../../../src/core/chat/chat-channel.js';
import { appendMessage, mergeHistory, withoutText, withState } from '../../../src/core/chat/chat-log.js';
import { FakeClock } from '../browser/fake-clock.js';

/** A server of this release. */
export const ABLE = { isKeeping: true, isDeleting: true };

/** A message on its way to a peer. */
export interface SentData {
  readonly to: string;
  readonly channel: string;
  readonly data: string;
}

/** What chat depends on: everyone named is in the room and reachable, until a test says otherwise. */
export class ChatWorld {
  readonly clock = new FakeClock();
  readonly chat: ChatChannel;
  readonly participantIds: string[];
  readonly unreachable = new Set<string>();
  /** Reachable as far as is known, and yet nothing can be sent to them. */
  readonly broken = new Set<string>();
  /** Whose pages are of a release without acknowledgements. */
  readonly older = new Set<string>();
  readonly sent: SentData[] = [];
  readonly relayed: { id: string; text: string; to?: string }[] = [];
  /** What the server answers messages with. */
  answerMessage: () => Promise<unknown> = () => Promise.resolve();
  readonly deletions: { id: string; from?: string; to?: string }[] = [];
  /** What the server answers the next deletions with. */
  answerDeletion: () => Promise<unknown> = () => Promise.resolve();
  messages: readonly ChatMessage[] = [];
  /** The states of the local participant's messages, in order. */
  readonly states: [id: string, state: MessageState][] = [];
  readonly errors: string[] = [];
  #ids = 0;

  constructor(...participantIds: string[]) {
    this.participantIds = participantIds;
    this.chat = new ChatChannel({
      canSend: (id) => !this.unreachable.has(id),
      sendData: (to, { channel, data }) => {
        if (this.broken.has(to)) return Promise.reject(new Error('closed'));
        this.sent.push({ to, channel, data });
        return Promise.resolve();
      },
      relay: (message) => {
        this.relayed.push(message);
        return this.answerMessage();
      },
      getParticipantIds: () => this.participantIds,
      getName: (id) => (this.participantIds.includes(id) ? id.toUpperCase() : null),
      getSelf: () => ({ id: 'me', name: 'Me' }),
      getMessages: () => this.messages,
      handleMessage: (message, isMovable) =>
        (this.messages = appendMessage(this.messages, message, () => true, isMovable)),
      handleHistory: (messages) => (this.messages = mergeHistory(this.messages, messages, () => true)),
      askToDelete: (deletion) => {
        this.deletions.push(deletion);
        return this.answerDeletion();
      },
      handleDeleted: (message) => (this.messages = withoutText(this.messages, message)),
      handleState: (id, state, error) => {
        this.states.push([id, state]);
        this.messages = withState(this.messages, id, state, error);
      },
      canAcknowledge: (id) => !this.older.has(id),
      tellError: ({ code }) => this.errors.push(code),
      createId: () => `own ${String((this.#ids += 1))}`,
      clock: this.clock,
    });
  }

  /** A live message arrives from a peer. */
  hear(from: string, frame: object): void {
    this.chat.handleData(from, 'noom:chat', JSON.stringify(frame));
  }

  /** A peer acknowledges a message. */
  acknowledge(from: string, id: string): void {
    this.hear(from, { ack: id });
  }

  /** What was sent to a peer in the chat: the texts of messages, and the ids of what was acknowledged. */
  sentTo(id: string): string[] {
    const frames = this.sent.filter(({ to, channel }) => to === id && channel === 'noom:chat');
    return frames.map(({ data }) => {
      const { text, ack } = JSON.parse(data) as { text?: string; ack?: string };
      return text ?? `ack ${String(ack)}`;
    });
  }

  /** A part of the history arrives from a peer. */
  tellPast(from: string, messages: readonly object[], isLast = true): void {
    this.chat.handleData(from, 'noom:history', JSON.stringify({ messages, isLast }));
  }

  /** Who was asked for the history, in order. */
  get askedForPast(): string[] {
    return this.sent.filter(({ channel }) => channel === 'noom:history-request').map(({ to }) => to);
  }
}
