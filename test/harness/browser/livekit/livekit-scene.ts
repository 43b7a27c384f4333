import type { LiveKitPlane, LiveKitPlaneOptions } from '../../../../src/core/media/livekit/livekit-plane.js';
import type { Source } from '../../../../src/core/model/sources.js';
import { createColouredTrack, type Colour } from '../../../contracts/coloured-track.js';
import { introduce, allConnected, PlaneWitness } from '../../../contracts/plane-pair.js';
import { LiveKitRoom, type Grant } from './livekit-room.js';

/** A participant of a test, with the plane as what it is. */
export interface Guest extends PlaneWitness {
  readonly plane: LiveKitPlane;
}

/** The statistics of one stream, as far as tests read them. */
export interface StreamStats {
  readonly type: string;
  readonly kind?: string;
  readonly bytesReceived?: number;
  readonly bytesSent?: number;
  readonly framesDecoded?: number;
  readonly frameWidth?: number;
  readonly packetsReceived?: number;
}

/** A room at a real LiveKit server, and everything of a test that ends with it. */
export class LiveKitScene {
  readonly room = new LiveKitRoom();
  /** The clones that the page has made since the scene began. */
  readonly clones: MediaStreamTrack[] = [];
  readonly #guests: Guest[] = [];
  readonly #tracks: MediaStreamTrack[] = [];
  readonly #sounds: AudioContext[] = [];
  readonly #clone = MediaStreamTrack.prototype.clone;

  constructor() {
    const { clones } = this;
    const clone = this.#clone;
    MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
      const made = clone.call(this);
      clones.push(made);
      return made;
    };
  }

  /** A participant who joins now, and is not introduced yet. */
  guest(id: string, options: Partial<LiveKitPlaneOptions> = {}, grant: Grant = {}): Guest {
    const guest = new PlaneWitness(() => this.room.createPlane(options, grant), id) as Guest;
    this.#guests.push(guest);
    return guest;
  }

  /** Two participants who are connected. */
  async pair(): Promise<readonly [Guest, Guest]> {
    const pair = [this.guest('ann'), this.guest('bob')] as const;
    introduce(pair);
    await allConnected(pair);
    return pair;
  }

  track(colour: Colour): MediaStreamTrack {
    const track = createColouredTrack(colour);
    this.#tracks.push(track);
    return track;
  }

  /** The browser's fake camera, or its fake microphone. */
  async device(kind: 'audio' | 'video', constraints: MediaTrackConstraints = {}): Promise<MediaStreamTrack> {
    const stream = await navigator.mediaDevices.getUserMedia({ [kind]: constraints });
    const [track] = stream.getTracks();
    if (track === undefined) throw new Error('There is no device.');
    this.#tracks.push(track);
    return track;
  }

  /** A steady tone. LiveKit tells of no one whose sound is short, as the beeps of the fake microphone are. */
  tone(): MediaStreamTrack {
    const context = new AudioContext();
    const [oscillator, destination] = [context.createOscillator(), context.createMediaStreamDestination()];
    oscillator.connect(destination);
    oscillator.start();
    const [track] = destination.stream.getAudioTracks() as [MediaStreamTrack];
    this.#tracks.push(track);
    this.#sounds.push(context);
    return track;
  }

  async close(): Promise<void> {
    for (const sound of this.#sounds) await sound.close();
    for (const guest of this.#guests) guest.close();
    for (const track of this.#tracks) track.stop();
    MediaStreamTrack.prototype.clone = this.#clone;
    await this.room.close();
  }
}

/** The streams of a direction that a plane has statistics of, of a participant or shared. */
export async function streamsOf(
  { plane }: Guest,
  type: 'inbound-rtp' | 'outbound-rtp',
  id: string | null,
): Promise<readonly StreamStats[]> {
  const reports = (await plane.getStats()).filter(({ participantId }) => participantId === id);
  return reports.flatMap(({ stats }) => [...stats.values()] as StreamStats[]).filter((each) => each.type === type);
}

/** Resolves when a plane has reported that it sends just these. */
export async function sends({ plane }: Guest, ...sources: Source[]): Promise<void> {
  await new Promise<void>((resolve) => {
    plane.addEventListener('plane-state', (event) => {
      if (event.state === 'joined' && event.sources.join() === sources.join()) resolve();
    });
  });
}

/** Resolves when that is so, looking again and again. */
export async function eventually(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}
