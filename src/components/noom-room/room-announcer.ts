import type { CallSnapshot, NoomEvent, Participant } from '../../core/index.js';
import type { TextKey, TextParams } from '../internal/localization/index.js';

type Say = (key: TextKey, params?: TextParams) => void;

/**
 * Puts into words what a person who does not see the screen should know: who comes and goes, and what of one's own is on.
 */
export class RoomAnnouncer {
  readonly #say: Say;
  /** Those who were there before are not news. */
  #isArriving = false;

  constructor(say: Say) {
    this.#say = say;
  }

  /** A fact of the call. */
  handleFact({ type, fields }: NoomEvent): void {
    const { participant, by } = fields as { participant?: Participant; by?: Participant | null };
    if (type === 'noom-muted' && by) this.#say('sayMuted', { name: by.name });
    if (type === 'noom-knocked' && participant) this.#say('knockWaits', { name: participant.name });
    if (type === 'noom-joined') {
      this.#isArriving = true;
      setTimeout(() => {
        this.#isArriving = false;
      });
      this.#say('sayJoined');
    }
    if (!participant || participant.isLocal || this.#isArriving) return;
    const { name } = participant;
    if (type === 'noom-participant-joined') this.#say('sayParticipantJoined', { name });
    if (type === 'noom-participant-left') this.#say('sayParticipantLeft', { name });
    if (type === 'noom-hand-changed' && participant.hand) this.#say('sayHandUp', { name });
  }

  /** A new snapshot. */
  handleSnapshot(previous: CallSnapshot, next: CallSnapshot): void {
    if (previous.state === 'reconnecting' && next.state === 'joined') this.#say('sayReconnected');
    if (previous.state !== next.state || next.state !== 'joined') return;
    const before = previous.self.sources;
    const { microphone, camera } = next.self.sources;
    if (before.microphone.on !== microphone.on) this.#say(microphone.on ? 'sayMicrophoneOn' : 'sayMicrophoneOff');
    if (before.camera.on !== camera.on) this.#say(camera.on ? 'sayCameraOn' : 'sayCameraOff');
  }
}
