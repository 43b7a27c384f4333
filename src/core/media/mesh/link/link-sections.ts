import {
  PERSON_SOURCES,
  SCREEN_SOURCES,
  SOURCE_TABLE,
  sourceIn,
  sourceKey,
  sourceOf,
  type Source,
  type SourceEntry,
} from '../../../model/sources.js';
import type { Clock } from '../../../base/clock.js';
import type { AddedSource } from '../../../../protocol/protocol.js';
import { firstScale } from './first-picture.js';
import { HeardLevel } from './heard-level.js';
import { preferCodecs } from './offered-codecs.js';
import { SCREEN_SHAPE, type SentShape } from '../../sent-shape.js';
import { SenderControl, type SenderState } from './sender-control.js';
import { WarmWatch } from './warm-watch.js';

/** What this side sends, by source. */
export type LocalTracks = ReadonlyMap<Source, MediaStreamTrack | null>;
/** How it sends that, by source. */
export type SentShapes = ReadonlyMap<Source, SentShape>;

/** What sections need of their surroundings. */
export interface SectionsOptions {
  localTracks: LocalTracks;
  shapes: SentShapes | undefined;
  clock: Clock;
  /** The other side sends a track that it did not send before. */
  handleTracks: () => void;
  /** The first frame, or the first sound, of it has arrived. */
  handleWarm: (source: Source) => void;
  /** What this side wants to send of a source cannot be sent over this connection. */
  handleUnsent: (source: Source, error: unknown) => void;
  handleError: (error: unknown) => void;
  handleCamera: HandleCamera;
}

/** There is a sender for the camera, of which nothing has been sent yet. */
export type HandleCamera = (sender: RTCRtpSender, control: SenderControl) => void;

/**
 * The sections of a connection: which carries what, this side's and the other one's. Every connection has those of the person, both
 * ways, in the order of the table of sources: each the first of its kind. Those of a screen are one way, and are added when it is first
 * shared.
 */
export class LinkSections {
  readonly #pc: RTCPeerConnection;
  readonly #options: SectionsOptions;
  readonly #localTracks: Map<Source, MediaStreamTrack | null>;
  readonly #shapes: Map<Source, SentShape>;
  readonly #remoteTracks = new Map<Source, MediaStreamTrack>();
  /** Microphone and camera share one stream id, the screen and its sound another: that is what keeps them in sync. */
  readonly #streams = { person: new MediaStream(), screen: new MediaStream() };
  /** The sections in which this side sends a screen. */
  readonly #ownScreen = new Map<Source, RTCRtpTransceiver>();
  /** The owner of what is sent of each source, from the moment on that there is a section for it. */
  readonly #senders = new Map<Source, SenderControl>();
  /** The transceivers in which the other side sends. */
  readonly #receiving = new Set<RTCRtpTransceiver>();
  /** What the other side has asked for: once for each connection. */
  readonly #asked = new Set<AddedSource>();
  readonly #voice: HeardLevel;
  readonly #warmth: WarmWatch;

  constructor(pc: RTCPeerConnection, options: SectionsOptions) {
    this.#pc = pc;
    this.#options = options;
    this.#voice = new HeardLevel(options.clock);
    this.#warmth = new WarmWatch(options.clock);
    this.#localTracks = new Map(options.localTracks);
    this.#shapes = new Map([['screen', SCREEN_SHAPE], ...(options.shapes ?? [])]);
    pc.ontrack = ({ transceiver, track }) => {
      const source = this.#sourceOf(transceiver);
      this.#receiving.add(transceiver);
      this.#remoteTracks.set(source, track);
      this.#warmth.add(transceiver.receiver, () => {
        options.handleWarm(source);
      });
      options.handleTracks();
    };
  }

  /** What the other side sends, by source. */
  get remoteTracks(): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#remoteTracks;
  }

  /** How loud the participant is, 0 to 1, as the sender measured it (RFC 6464) or the receiver did; 0 when nothing was heard lately. */
  get audioLevel(): number {
    return this.#voice.levelOf(this.#firstOf('audio')?.receiver.getSynchronizationSources()[0]);
  }

  /** The sources of a screen that are to be sent and have no section yet, by their names in an ask. */
  get missing(): AddedSource[] {
    return SCREEN_SOURCES.filter(
      (source) => !this.#ownScreen.has(source) && (this.#localTracks.get(source) ?? null) !== null,
    ).map(sourceKey);
  }

  setTrack(source: Source, track: MediaStreamTrack | null): void {
    this.#localTracks.set(source, track);
    this.#senders.get(source)?.want({ track });
  }

  setShape(source: Source, shape: SentShape): void {
    this.#shapes.set(source, shape);
    this.#senders.get(source)?.want({ shape });
  }

  /** Sends the camera at full size from now on: a connection begins with smaller pictures. */
  sendWholePictures(): void {
    this.#senders.get('camera')?.want({ scale: 1 });
  }

  /** May be called twice. */
  close(): void {
    this.#pc.ontrack = null;
    this.#warmth.close();
    for (const sender of this.#senders.values()) sender.close();
  }

  /** The offering side's sections of the person. */
  addPerson(): void {
    for (const source of PERSON_SOURCES) {
      const track = this.#localTracks.get(source) ?? null;
      const scale = source === 'camera' ? firstScale(track) : null;
      const transceiver = this.#pc.addTransceiver(track ?? SOURCE_TABLE[source].kind, {
        direction: 'sendrecv',
        streams: [this.#streams.person],
        ...(scale !== null && { sendEncodings: [{ scaleResolutionDownBy: scale }] }),
      });
      preferCodecs(transceiver, source, true);
      this.#control(source, transceiver.sender, { track, scale });
    }
  }

  /** The answering side sends in the offered sections too: in those of the person, and in those that were made because it asked. */
  adoptOffered(): void {
    for (const source of PERSON_SOURCES) {
      const transceiver = this.#firstOf(SOURCE_TABLE[source].kind);
      if (transceiver === undefined || transceiver.direction === 'sendrecv') continue;
      transceiver.direction = 'sendrecv';
      preferCodecs(transceiver, source, false);
      const track = this.#localTracks.get(source) ?? null;
      transceiver.sender.setStreams(this.#streams.person);
      const sender = this.#control(source, transceiver.sender, { track: null, scale: null });
      // Before the track, so that no picture of it is too large.
      if (source === 'camera') sender.want({ scale: firstScale(track) });
      sender.want({ track });
    }
    this.#adoptScreen();
  }

  /** Sections for the screen that this side shares, once: their offer is made when the connection is ready for one. */
  addScreen(): void {
    for (const source of SCREEN_SOURCES) {
      const track = this.#localTracks.get(source) ?? null;
      if (track === null || this.#ownScreen.has(source)) continue;
      const transceiver = this.#pc.addTransceiver(track, { direction: 'sendonly', streams: [this.#streams.screen] });
      preferCodecs(transceiver, source, true);
      this.#ownScreen.set(source, transceiver);
      this.#control(source, transceiver.sender, { track, scale: null });
    }
  }

  /** Sections to receive what the other side has asked for. */
  addAsked(sources: readonly AddedSource[]): void {
    for (const added of sources) {
      if (this.#asked.has(added)) continue;
      this.#asked.add(added);
      const source = sourceOf(added);
      preferCodecs(this.#pc.addTransceiver(SOURCE_TABLE[source].kind, { direction: 'recvonly' }), source, true);
    }
  }

  #adoptScreen(): void {
    for (const transceiver of this.#pc.getTransceivers()) {
      const kind = kindOf(transceiver);
      const source = sourceIn('screen', kind);
      const isTaken = this.#receiving.has(transceiver) || this.#ownScreen.has(source);
      if (isTaken || transceiver === this.#firstOf(kind)) continue;
      transceiver.direction = 'sendonly';
      transceiver.sender.setStreams(this.#streams.screen);
      preferCodecs(transceiver, source, false);
      this.#ownScreen.set(source, transceiver);
      const sender = this.#control(source, transceiver.sender, { track: null, scale: null });
      sender.want({ track: this.#localTracks.get(source) ?? null });
    }
  }

  #control(source: Source, sender: RTCRtpSender, made: SenderState): SenderControl {
    const { clock, handleError, handleUnsent, handleCamera } = this.#options;
    const control = new SenderControl(sender, made, {
      clock,
      handleError: (error, isUnsent) => {
        handleError(error);
        if (isUnsent) handleUnsent(source, error);
      },
    });
    this.#senders.get(source)?.close();
    this.#senders.set(source, control);
    if (source === 'camera') handleCamera(sender, control);
    const shape = this.#shapes.get(source);
    if (shape !== undefined) control.want({ shape });
    return control;
  }

  /** What the other side sends in a section: what is not of the person is of a screen. */
  #sourceOf(transceiver: RTCRtpTransceiver): Source {
    const kind = kindOf(transceiver);
    return sourceIn(this.#firstOf(kind) === transceiver ? 'person' : 'screen', kind);
  }

  #firstOf(kind: SourceEntry['kind']): RTCRtpTransceiver | undefined {
    return this.#pc.getTransceivers().find((transceiver) => kindOf(transceiver) === kind);
  }
}

function kindOf({ receiver }: RTCRtpTransceiver): SourceEntry['kind'] {
  return receiver.track.kind as SourceEntry['kind'];
}
