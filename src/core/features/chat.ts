import { createCallEvent } from '../model/events.js';
import type { Participant } from '../model/snapshot.js';
import { ChatChannel } from '../chat/chat-channel.js';
import { appendMessage, mergeHistory, withoutText, withState } from '../chat/chat-log.js';
import {
  ACKNOWLEDGING,
  DELETING,
  KEEPING,
  type Admission,
  type LeaveReason,
  type ServerEvent,
} from '../../protocol/protocol.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** The chat of one session: connects `ChatChannel` with the plane's data channels, the server and the snapshot. */
export class ChatFeature implements SessionFeature {
  readonly #channel: ChatChannel;

  constructor(context: FeatureContext) {
    this.#channel = createChannel(context);
  }

  /** @throws CallError as `ChatChannel.send`. */
  send(text: string, to: string | null, replyTo: string | null): Promise<void> {
    return this.#channel.send(text, to, replyTo);
  }

  /** @throws CallError as `ChatChannel.retry`. */
  retry(id: string): Promise<void> {
    return this.#channel.retry(id);
  }

  /** @throws CallError as `ChatChannel.delete`. */
  delete(id: string): Promise<void> {
    return this.#channel.delete(id);
  }

  handleAdmitted({ participants, features = [] }: Admission, isReturn: boolean): void {
    const server = { isKeeping: features.includes(KEEPING), isDeleting: features.includes(DELETING) };
    if (isReturn) this.#channel.handleReturned(server);
    else
      this.#channel.handleAdmitted(
        participants.map(({ id }) => id),
        server,
      );
  }

  handleMessage({ name, payload }: ServerEvent): void {
    if (name === 'chat:message') this.#channel.handleRelayed(payload);
    if (name === 'chat:deleted') this.#channel.handleDeleted(payload);
  }

  handleData(from: string, channel: string, data: string | Uint8Array): void {
    this.#channel.handleData(from, channel, data);
  }

  handleReachable(id: string): void {
    this.#channel.handleReachable(id);
  }

  handleGone(id: string, reason: LeaveReason): void {
    this.#channel.handleGone(id, reason === 'network');
  }

  close(): void {
    this.#channel.close();
  }
}

function createChannel(context: FeatureContext): ChatChannel {
  const { getSnapshot, apply, tell, tellError, createId, clock, plane, seat } = context;
  const others = (): readonly Participant[] => getSnapshot().participants.filter(({ isLocal }) => !isLocal);
  const isHere = (id: string): boolean => getSnapshot().participants.some((participant) => participant.id === id);
  return new ChatChannel({
    canSend: (id) => plane.data.canSend(id),
    sendData: (id, data) => plane.data.send(id, data),
    relay: (message) => seat.request('chat:send', message),
    getParticipantIds: () => others().map(({ id }) => id),
    getName: (id) => others().find((participant) => participant.id === id)?.name ?? null,
    getSelf: () => getSnapshot().self,
    getMessages: () => getSnapshot().messages,
    handleMessage: (message, isMovable) => {
      const before = getSnapshot().messages;
      apply({ type: 'messages', messages: appendMessage(before, message, isHere, isMovable) });
      if (getSnapshot().messages === before || message.isLocal) return;
      tell(createCallEvent('noom-message-received', { message }));
    },
    handleHistory: (messages) => {
      apply({ type: 'messages', messages: mergeHistory(getSnapshot().messages, messages, isHere) });
    },
    askToDelete: (deletion) => seat.request('chat:delete', deletion),
    handleDeleted: (deleted) => {
      const before = getSnapshot().messages;
      apply({ type: 'messages', messages: withoutText(before, deleted) });
      const message = getSnapshot().messages.find((each, index) => each !== before[index]);
      if (message !== undefined) tell(createCallEvent('noom-message-deleted', { message }));
    },
    handleState: (id, state, error) => {
      apply({ type: 'messages', messages: withState(getSnapshot().messages, id, state, error) });
    },
    canAcknowledge: (id) => context.hasFeature(id, ACKNOWLEDGING),
    tellError,
    createId,
    clock,
  });
}
