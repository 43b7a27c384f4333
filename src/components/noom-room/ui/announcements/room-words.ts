import { systemClock } from '../../../../core/index.js';
import type {
  CallEventMap,
  CallSnapshot,
  Clock,
  DeviceKind,
  NoomEvent,
  Participant,
  Role,
  SharedFile,
} from '../../../../core/index.js';
import { hintOf } from '../../../internal/audio/microphone-hint.js';
import type { RoomHost } from '../../../internal/link/room-context.js';
import type { TextKey, TextParams } from '../../../internal/localization/index.js';
import { isCameraPaused, pausedText } from '../../../noom-video/participant/paused-camera.js';
import { noteAsked } from '../notices/asked-notice.js';
import { Gathering } from './gathering.js';

type Say = (key: TextKey, params?: TextParams) => void;

/** After this, a hand that the same participant raises again is announced again. */
const HAND_AGAIN_MS = 30_000;
/** The most emoji in one sentence. */
const MOST_EMOJI = 3;

type DeviceFact = Pick<CallEventMap['noom-device-changed'], 'kind' | 'label' | 'reason'>;

/** What is announced when a device was unplugged and another one is used, and when it is back. */
const DEVICE_TEXTS: Readonly<Record<DeviceKind, { readonly gone: TextKey; readonly back: TextKey }>> = {
  microphone: { gone: 'sayMicrophoneGone', back: 'sayMicrophoneBack' },
  camera: { gone: 'sayCameraGone', back: 'sayCameraBack' },
  speaker: { gone: 'saySpeakerGone', back: 'saySpeakerBack' },
};

/** What is announced to a participant whose role changes, as when a host hands the room over. */
const ROLE_TEXTS: Readonly<Record<Role, TextKey>> = {
  host: 'sayNowHost',
  cohost: 'sayNowCohost',
  guest: 'sayNowGuest',
  viewer: 'sayNowViewer',
};

/** Chooses what a room announces to screen readers, and when: what many do at once is one sentence. */
export class RoomWords {
  readonly #room: RoomHost;
  readonly #say: Say;
  readonly #clock: Clock;
  readonly #emoji = new Set<string>();
  readonly #reactions: Gathering;
  readonly #hands: Gathering;
  readonly #failures: Gathering;
  readonly #arrivals: Gathering;
  readonly #departures: Gathering;
  readonly #knocks: Gathering;
  /** When the hand of each participant was announced last. */
  readonly #handTimes = new Map<string, number>();

  constructor(room: RoomHost, say: Say, clock: Clock = systemClock) {
    this.#room = room;
    this.#say = say;
    this.#clock = clock;
    this.#arrivals = this.#gatherPassage('sayParticipantJoined', 'sayManyJoined');
    this.#departures = this.#gatherPassage('sayParticipantLeft', 'sayManyLeft');
    this.#knocks = this.#gatherPassage('knockWaits', 'sayManyWait');
    this.#reactions = new Gathering(
      (participants) => {
        const emoji = [...this.#emoji].slice(0, MOST_EMOJI).join(' ');
        this.#emoji.clear();
        const { name, count } = firstAndCount(participants);
        say(count > 0 ? 'sayManyReacted' : 'sayReacted', { name, emoji, count });
      },
      { clock },
    );
    this.#hands = new Gathering(
      (participants) => {
        const now = this.#clock.monotonic();
        for (const { id } of participants) this.#handTimes.set(id, now);
        const { name, count } = firstAndCount(participants);
        say(count > 0 ? 'sayHandsUp' : 'sayHandUp', { name, count });
      },
      { isPrompt: true, clock },
    );
    this.#failures = new Gathering(
      (participants) => {
        const { name, count } = firstAndCount(participants);
        say(count > 0 ? 'sayManyFailed' : 'sayFailed', { name, count });
      },
      { clock },
    );
  }

  /** In a large room many may come, go or wait at once. */
  #gatherPassage(one: TextKey, many: TextKey): Gathering {
    return new Gathering(
      (participants) => {
        const { name, count } = firstAndCount(participants);
        this.#say(count > 0 ? many : one, { name, count });
      },
      { isPrompt: true, clock: this.#clock },
    );
  }

  /**
   * Announces a fact of the call. `isArriving`: the local participant is just joining, and those who were there before
   * are not announced. A question to the local participant is noted for the room to show.
   */
  handleFact({ type, fields }: NoomEvent, isArriving: boolean): void {
    const say = this.#say;
    const { participant, by, file } = fields as Partial<{
      participant: Participant;
      by: Participant | null;
      file: SharedFile;
    }>;
    if (type === 'noom-file-offered' && file) say('sayFileOffered', { name: file.sender, file: file.name });
    if (type === 'noom-file-received' && file) say('sayFileReceived', { file: file.name });
    if (type === 'noom-unmute-asked' && by) {
      noteAsked(this.#room, by);
      say('askedToUnmute', { name: by.name });
    }
    if (type === 'noom-muted' && by) say('sayMuted', { name: by.name });
    if (type === 'noom-device-changed') this.#handleDevice(fields as DeviceFact);
    if (type === 'noom-knocked' && participant) this.#knocks.add(participant);
    if (type === 'noom-joined') say('sayJoined');
    // What was done in this room is no news in the next one.
    if (type === 'noom-left') this.#forget();
    if (!participant || participant.isLocal || isArriving) return;
    const { name } = participant;
    if (type === 'noom-participant-joined') this.#arrivals.add(participant);
    if (type === 'noom-screen-started') say('sayScreenOn', { name });
    if (type === 'noom-screen-stopped') say('sayScreenOff', { name });
    if (type === 'noom-hand-changed') this.#handleHand(participant);
    if (type === 'noom-participant-updated') {
      this.#arrivals.update(participant);
      this.#hands.update(participant);
      this.#reactions.update(participant);
    }
    if (type === 'noom-participant-left') {
      // Who came and went before that was told is not missed.
      if (!this.#arrivals.drop(participant)) this.#departures.add(participant);
      this.#hands.drop(participant);
      this.#failures.drop(participant);
      this.#handTimes.delete(participant.id);
    }
    if (type === 'noom-reaction') {
      this.#emoji.add((fields as { emoji: string }).emoji);
      this.#reactions.add(participant);
    }
  }

  /** Announces local sources that were turned on or off, that the call goes on, and whose connection has failed. */
  handleSnapshot(previous: CallSnapshot, next: CallSnapshot): void {
    const say = this.#say;
    this.#handleLinks(previous, next);
    this.#handleKnocking(previous, next);
    if (previous.state === 'reconnecting' && next.state === 'joined') say('sayReconnected');
    const wasIn = previous.state === 'reconnecting' || previous.state === 'joined';
    if (wasIn && previous.self.role !== next.self.role) say(ROLE_TEXTS[next.self.role]);
    if (previous.state !== next.state || next.state !== 'joined') return;
    const before = previous.self.sources;
    const { microphone, camera, screen } = next.self.sources;
    // A key that is held to talk is not announced with every word: the participant knows of it.
    const isByKey = hintOf(this.#room)?.type === 'talking';
    if (before.microphone.on !== microphone.on && !isByKey) say(microphone.on ? 'sayMicrophoneOn' : 'sayMicrophoneOff');
    if (before.camera.on !== camera.on) say(camera.on ? 'sayCameraOn' : 'sayCameraOff');
    const isPaused = isCameraPaused(next.self);
    if (isPaused && !isCameraPaused(previous.self)) say(pausedText(next.self));
    if (camera.on && !isPaused && isCameraPaused(previous.self)) say('sayCameraSent');
    if (before.screen.on !== screen.on) say(screen.on ? 'sayOwnScreenOn' : 'sayOwnScreenOff');
    if (previous.self.hand !== next.self.hand) say(next.self.hand ? 'sayOwnHandUp' : 'sayOwnHandDown');
  }

  /** Announces nothing any more. */
  close(): void {
    this.#forget();
  }

  /** Announces nothing any more of what happened until now. */
  #forget(): void {
    this.#reactions.clear();
    this.#hands.clear();
    this.#failures.clear();
    this.#arrivals.clear();
    this.#departures.clear();
    this.#knocks.clear();
    this.#emoji.clear();
    this.#handTimes.clear();
  }

  #handleLinks(previous: CallSnapshot, next: CallSnapshot): void {
    if (previous.participants === next.participants) return;
    const before = new Map(previous.participants.map(({ id, connection }) => [id, connection]));
    for (const participant of next.participants) {
      if (participant.connection !== 'failed') this.#failures.drop(participant);
      else if (before.get(participant.id) !== 'failed') this.#failures.add(participant);
    }
  }

  /** Who no longer waits is not announced any more. */
  #handleKnocking({ knocking: before }: CallSnapshot, { knocking }: CallSnapshot): void {
    if (before === knocking) return;
    for (const participant of before)
      if (!knocking.some(({ id }) => id === participant.id)) this.#knocks.drop(participant);
  }

  /** What is opened or chosen by hand is no news to the person. */
  #handleDevice({ kind, label: device, reason }: DeviceFact): void {
    const texts = DEVICE_TEXTS[kind];
    if (reason === 'unplugged') this.#say(texts.gone, { device });
    if (reason === 'returned') this.#say(texts.back, { device });
  }

  #handleHand(participant: Participant): void {
    const { id, hand } = participant;
    if (!hand) {
      this.#hands.drop(participant);
      return;
    }
    const last = this.#handTimes.get(id);
    if (last !== undefined && this.#clock.monotonic() - last < HAND_AGAIN_MS) return;
    this.#hands.add(participant);
  }
}

/** The name in a sentence about several, and how many others there are. */
function firstAndCount([first, ...others]: readonly Participant[]): { name: string; count: number } {
  return { name: first?.name ?? '', count: others.length };
}
