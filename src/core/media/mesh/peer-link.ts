import type { Source } from '../../call-snapshot.js';
import type { Clock } from '../../clock.js';
import type { PlaneData, PlaneSignal } from '../media-plane.js';
import type { DataFrame } from './data-frame.js';
import { DataLane } from './data-lane.js';
import { firstScale } from './first-picture.js';
import { Negotiator } from './negotiator.js';
import { offerFewCodecs } from './offered-codecs.js';
import { SenderControl, type SenderState } from './sender-control.js';

/** What every connection has a section for, both ways, in this order: the first of its kind. */
const PERSON = { microphone: 'audio', camera: 'video' } as const;
/** What is sent one way, in sections that are added when it is first shared. */
const SCREEN = { audio: 'screen-audio', video: 'screen' } as const;

/** What this side sends, by source. */
export type LocalTracks = ReadonlyMap<Source, MediaStreamTrack | null>;

/** What a link is made with. */
export interface PeerLinkOptions {
  configuration: RTCConfiguration;
  /** Asked when offers collide: a connection may be made before it is known to whom. */
  isPolite: () => boolean;
  isOffering: boolean;
  localTracks: LocalTracks;
  clock: Clock;
  handlers: PeerLinkHandlers;
}

/** Where a link's facts go. None is called after `close()`. */
export interface PeerLinkHandlers {
  handleSignal: (signal: PlaneSignal) => void;
  handleTracks: () => void;
  handleState: (state: RTCPeerConnectionState) => void;
  handleData: (data: PlaneData) => void;
  handleReady: () => void;
  handleError: (error: unknown) => void;
}

/**
 * One `RTCPeerConnection` to one participant: microphone, camera and a data channel, negotiated once. Whatever is sent later is a
 * `replaceTrack`; a new offer is made for an ICE restart, and for the first screen that one shares.
 */
export class PeerLink {
  readonly #pc: RTCPeerConnection;
  readonly #negotiator: Negotiator;
  readonly #lane: DataLane;
  readonly #localTracks: Map<Source, MediaStreamTrack | null>;
  readonly #remoteTracks = new Map<Source, MediaStreamTrack>();
  readonly #handlers: PeerLinkHandlers;
  /** Microphone and camera share one stream id, the screen and its sound another: that is what keeps them in sync. */
  readonly #streams = { person: new MediaStream(), screen: new MediaStream() };
  /** The sections in which this side sends a screen. */
  readonly #ownScreen = new Map<Source, RTCRtpTransceiver>();
  /** The owner of what is sent of each source, from the moment on that there is a section for it. */
  readonly #senders = new Map<Source, SenderControl>();
  readonly #clock: Clock;

  constructor({ configuration, isPolite, isOffering, localTracks, clock, handlers }: PeerLinkOptions) {
    this.#handlers = handlers;
    this.#clock = clock;
    this.#localTracks = new Map(localTracks);
    this.#pc = new RTCPeerConnection(complete(configuration));
    this.#negotiator = new Negotiator(this.#pc, {
      isPolite,
      sendDescription: (description) => {
        handlers.handleSignal({ description });
      },
      handleOffer: () => {
        this.#adoptSections();
        this.#addScreen();
      },
    });
    this.#lane = new DataLane(this.#pc, { handleOpen: handlers.handleReady, handleData: handlers.handleData });
    this.#pc.onicecandidate = ({ candidate }) => {
      if (candidate !== null) handlers.handleSignal({ candidate: toWireCandidate(candidate) });
    };
    this.#pc.onconnectionstatechange = () => {
      handlers.handleState(this.#pc.connectionState);
    };
    this.#pc.ontrack = ({ transceiver, track }) => {
      this.#remoteTracks.set(this.#sourceOf(transceiver), track);
      handlers.handleTracks();
    };
    this.#pc.onnegotiationneeded = () => {
      // The answering side has nothing to ask for before it has answered once.
      if (isOffering || this.#pc.remoteDescription !== null) this.#run(this.#negotiator.negotiate());
    };
    if (!isOffering) return;
    this.#addSections();
    this.#addScreen();
  }

  /** Whether this side's first offer is out and nothing has come back yet. */
  get isOpening(): boolean {
    return this.#negotiator.isOpening;
  }

  get tracks(): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#remoteTracks;
  }

  get canSend(): boolean {
    return this.#lane.isOpen;
  }

  handleSignal({ description, candidate }: PlaneSignal): void {
    if (description !== undefined) this.#run(this.#negotiator.handleDescription(description));
    if (candidate !== undefined) this.#run(this.#negotiator.handleCandidate(candidate));
  }

  setTrack(source: Source, track: MediaStreamTrack | null): void {
    this.#localTracks.set(source, track);
    this.#senders.get(source)?.want({ track });
    // Before the sections of the person are there, theirs would take their places.
    if (this.#sectionOf('camera') !== undefined) this.#addScreen();
  }

  send(frame: DataFrame): Promise<void> {
    return this.#lane.send(frame);
  }

  /** Sends the camera's whole pictures from now on, where a connection begins with smaller ones. */
  sendWholePictures(): void {
    this.#senders.get('camera')?.want({ scale: 1 });
  }

  /** What was gathered stays in use; an ICE restart gathers by the new servers. */
  setConfiguration(configuration: RTCConfiguration): void {
    try {
      this.#pc.setConfiguration(complete(configuration));
    } catch (error) {
      // The browser does not take the servers: the connection goes on with those it has.
      this.#handlers.handleError(error);
    }
  }

  restartIce(): void {
    this.#pc.restartIce();
  }

  /** How loud the participant is, 0 to 1, as the sender measured it (RFC 6464) or the receiver did. */
  get audioLevel(): number {
    return this.#sectionOf('microphone')?.receiver.getSynchronizationSources()[0]?.audioLevel ?? 0;
  }

  getStats(): Promise<RTCStatsReport> {
    return this.#pc.getStats();
  }

  /** May be called twice. */
  close(): void {
    this.#pc.onicecandidate = null;
    this.#pc.onconnectionstatechange = null;
    this.#pc.ontrack = null;
    this.#pc.onnegotiationneeded = null;
    this.#lane.close();
    for (const sender of this.#senders.values()) sender.close();
    this.#pc.close();
  }

  #addSections(): void {
    for (const source of ['microphone', 'camera'] as const) {
      const track = this.#localTracks.get(source) ?? null;
      const scale = source === 'camera' ? firstScale(track) : null;
      const transceiver = this.#pc.addTransceiver(track ?? PERSON[source], {
        direction: 'sendrecv',
        streams: [this.#streams.person],
        ...(scale !== null && { sendEncodings: [{ scaleResolutionDownBy: scale }] }),
      });
      offerFewCodecs(transceiver);
      this.#control(source, transceiver.sender, { track, scale });
    }
  }

  /** The answering side takes the offered sections of the person, and sends in them too. */
  #adoptSections(): void {
    for (const source of ['microphone', 'camera'] as const) {
      const transceiver = this.#sectionOf(source);
      if (transceiver === undefined || transceiver.direction === 'sendrecv') continue;
      transceiver.direction = 'sendrecv';
      const track = this.#localTracks.get(source) ?? null;
      transceiver.sender.setStreams(this.#streams.person);
      const sender = this.#control(source, transceiver.sender, { track: null, scale: null });
      // Before the track, so that no picture of it is too large.
      if (source === 'camera') sender.want({ scale: firstScale(track) });
      sender.want({ track });
    }
  }

  /** Sections for the screen one shares, once: their offer is made when the connection is ready for one. */
  #addScreen(): void {
    for (const source of [SCREEN.video, SCREEN.audio]) {
      const track = this.#localTracks.get(source) ?? null;
      if (track === null || this.#ownScreen.has(source)) continue;
      const transceiver = this.#pc.addTransceiver(track, { direction: 'sendonly', streams: [this.#streams.screen] });
      offerFewCodecs(transceiver);
      this.#ownScreen.set(source, transceiver);
      this.#control(source, transceiver.sender, { track, scale: null });
    }
  }

  #control(source: Source, sender: RTCRtpSender, made: SenderState): SenderControl {
    this.#senders.get(source)?.close();
    const control = new SenderControl(sender, made, {
      clock: this.#clock,
      handleError: (error) => {
        this.#handlers.handleError(error);
      },
    });
    this.#senders.set(source, control);
    return control;
  }

  /** The section in which this side sends a source. */
  #sectionOf(source: Source): RTCRtpTransceiver | undefined {
    if (source === 'microphone' || source === 'camera') return this.#firstOf(PERSON[source]);
    return this.#ownScreen.get(source);
  }

  /** What the other side sends in a section: what is not of the person is of a screen. */
  #sourceOf(transceiver: RTCRtpTransceiver): Source {
    const kind = transceiver.receiver.track.kind as 'audio' | 'video';
    if (this.#firstOf(kind) !== transceiver) return SCREEN[kind];
    return kind === 'audio' ? 'microphone' : 'camera';
  }

  #firstOf(kind: 'audio' | 'video'): RTCRtpTransceiver | undefined {
    return this.#pc.getTransceivers().find(({ receiver }) => receiver.track.kind === kind);
  }

  /** Work that fails because the connection was closed meanwhile has nobody left to tell. */
  #run(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (this.#pc.signalingState !== 'closed') this.#handlers.handleError(error);
    });
  }
}

/** The bundle policy is settled when a connection is made: a configuration without it is refused later. */
function complete(configuration: RTCConfiguration): RTCConfiguration {
  return { bundlePolicy: 'max-bundle', ...configuration };
}

function toWireCandidate({ candidate, sdpMid, sdpMLineIndex, usernameFragment }: RTCIceCandidate) {
  return { candidate, sdpMid, sdpMLineIndex, usernameFragment };
}
