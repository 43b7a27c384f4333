import { createCallEvent, type CallEvent } from '../model/events.js';
import type { CallChange } from '../model/reducer.js';
import type { CallSnapshot, Participant } from '../model/snapshot.js';
import { ChatChannel } from '../chat/chat-channel.js';
import { appendMessage, mergeHistory, withState } from '../chat/chat-log.js';
import type { Clock } from '../base/clock.js';
import type { CallError } from '../base/errors.js';
import type { MediaPlane } from '../media/media-plane.js';
import { ACKNOWLEDGING } from '../../protocol/protocol.js';
import type { RoomSeat } from '../signaling/room-seat.js';

/** What chat in a call needs of the call around it. */
export interface CallChatSurroundings {
  getSnapshot(): CallSnapshot;
  apply(change: CallChange): void;
  tell(event: CallEvent): void;
  tellError(error: CallError): void;
  createId(): string;
  clock: Clock;
}

/** The chat of one stay in a room: over the plane's data channels, by the seat's server, into the snapshot. */
export function createCallChat(
  { getSnapshot, apply, tell, tellError, createId, clock }: CallChatSurroundings,
  plane: MediaPlane,
  seat: RoomSeat,
  roster: { hasFeature(id: string, feature: string): boolean },
): ChatChannel {
  const others = (): readonly Participant[] => getSnapshot().participants.filter(({ isLocal }) => !isLocal);
  return new ChatChannel({
    canSend: (id) => plane.canSend(id),
    sendData: (id, data) => plane.sendData(id, data),
    relay: (message) => seat.request('chat:send', message),
    getParticipantIds: () => others().map(({ id }) => id),
    getName: (id) => others().find((participant) => participant.id === id)?.name ?? null,
    getSelf: () => getSnapshot().self,
    getMessages: () => getSnapshot().messages,
    handleMessage: (message, isMovable) => {
      const before = getSnapshot().messages;
      apply({ type: 'messages', messages: appendMessage(before, message, isMovable) });
      if (getSnapshot().messages === before || message.isLocal) return;
      tell(createCallEvent('noom-message-received', { message }));
    },
    handleHistory: (messages) => {
      apply({ type: 'messages', messages: mergeHistory(getSnapshot().messages, messages) });
    },
    handleState: (id, state, error) => {
      apply({ type: 'messages', messages: withState(getSnapshot().messages, id, state, error) });
    },
    canAcknowledge: (id) => roster.hasFeature(id, ACKNOWLEDGING),
    tellError,
    createId,
    clock,
  });
}
