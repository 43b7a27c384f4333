import type { CallSnapshot, NoomEvent, Participant, SharedFile } from '../../../core/index.js';
import type { RoomHost } from '../../internal/link/room-context.js';
import type { TextKey, TextParams } from '../../internal/localization/index.js';
import { noteAsked } from './asked-notice.js';

type Say = (key: TextKey, params?: TextParams) => void;

/**
 * Announces a fact of the call. `isArriving`: the local participant is just joining, and those who were there before
 * are not announced. A question to the local participant is noted for `room` to show.
 */
export function sayFact({ type, fields }: NoomEvent, isArriving: boolean, say: Say, room: RoomHost): void {
  const { participant, by, file } = fields as { participant?: Participant; by?: Participant | null; file?: SharedFile };
  if (type === 'noom-file-offered' && file) say('sayFileOffered', { name: file.sender, file: file.name });
  if (type === 'noom-file-received' && file) say('sayFileReceived', { file: file.name });
  if (type === 'noom-muted' && by) say('sayMuted', { name: by.name });
  if (type === 'noom-unmute-asked' && by) {
    noteAsked(room, by);
    say('askedToUnmute', { name: by.name });
  }
  if (type === 'noom-knocked' && participant) say('knockWaits', { name: participant.name });
  if (type === 'noom-joined') say('sayJoined');
  if (!participant || participant.isLocal || isArriving) return;
  const { name } = participant;
  if (type === 'noom-participant-joined') say('sayParticipantJoined', { name });
  if (type === 'noom-participant-left') say('sayParticipantLeft', { name });
  if (type === 'noom-screen-started') say('sayScreenOn', { name });
  if (type === 'noom-screen-stopped') say('sayScreenOff', { name });
  if (type === 'noom-hand-changed' && participant.hand) say('sayHandUp', { name });
}

/** Announces local sources that were turned on or off, and that the call goes on. */
export function sayChange(previous: CallSnapshot, next: CallSnapshot, say: Say): void {
  if (previous.state === 'reconnecting' && next.state === 'joined') say('sayReconnected');
  if (previous.state !== next.state || next.state !== 'joined') return;
  const before = previous.self.sources;
  const { microphone, camera, screen } = next.self.sources;
  if (before.microphone.on !== microphone.on) say(microphone.on ? 'sayMicrophoneOn' : 'sayMicrophoneOff');
  if (before.camera.on !== camera.on) say(camera.on ? 'sayCameraOn' : 'sayCameraOff');
  if (before.screen.on !== screen.on) say(screen.on ? 'sayOwnScreenOn' : 'sayOwnScreenOff');
  if (previous.self.hand !== next.self.hand) say(next.self.hand ? 'sayOwnHandUp' : 'sayOwnHandDown');
}
