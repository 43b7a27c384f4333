import type { Source } from '../../call-snapshot.js';
import type { PlaneData, PlaneSignal } from '../media-plane.js';
import type { DataFrame } from './data-frame.js';
import { DataLane } from './data-lane.js';
import { firstScale, scalePictures } from './first-picture.js';
import { Negotiator } from './negotiator.js';
import { offerFewCodecs } from './offered-codecs.js';

/** The fixed media sections of every connection, in their order. */
const SECTIONS = [
  { source: 'microphone', kind: 'audio' },
  { source: 'camera', kind: 'video' },
  { source: 'screen', kind: 'video' },
  { source: 'screen-audio', kind: 'audio' },
] as const satisfies readonly { source: Source; kind: string }[];

/** What this side sends, by source. */
export type LocalTracks = ReadonlyMap<Source, MediaStreamTrack | null>;

/** What a link is made with. */
export interface PeerLinkOptions {
  configuration: RTCConfiguration;
  /** Asked when offers collide: a connection may be made before it is known to whom. */
  isPolite: () => boolean;
  isOffering: boolean;
  localTracks: LocalTracks;
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
 * One `RTCPeerConnection` to one participant: four media sections and a data channel, negotiated once. Whatever is sent later
 * is a `replaceTrack`; a new offer is made for an ICE restart only.
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

  constructor({ configuration, isPolite, isOffering, localTracks, handlers }: PeerLinkOptions) {
    this.#handlers = handlers;
    this.#localTracks = new Map(localTracks);
    this.#pc = new RTCPeerConnection(complete(configuration));
    this.#negotiator = new Negotiator(this.#pc, {
      isPolite,
      sendDescription: (description) => {
        handlers.handleSignal({ description });
      },
      handleOffer: () => {
        this.#adoptSections();
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
      const section = SECTIONS[this.#pc.getTransceivers().indexOf(transceiver)];
      if (section === undefined) return;
      this.#remoteTracks.set(section.source, track);
      handlers.handleTracks();
    };
    this.#pc.onnegotiationneeded = () => {
      // The answering side has nothing to ask for before it has answered once.
      if (isOffering || this.#pc.remoteDescription !== null) this.#run(this.#negotiator.negotiate());
    };
    if (isOffering) this.#addSections();
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
    const sender = this.#senderOf(source);
    if (sender !== undefined && sender.track !== track) this.#run(sender.replaceTrack(track));
  }

  send(frame: DataFrame): Promise<void> {
    return this.#lane.send(frame);
  }

  /** Sends the camera's whole pictures from now on, where a connection begins with smaller ones. */
  sendWholePictures(): void {
    const sender = this.#senderOf('camera');
    if (sender !== undefined) this.#run(scalePictures(sender, 1));
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
    const receiver = this.#pc.getTransceivers()[0]?.receiver;
    return receiver?.getSynchronizationSources()[0]?.audioLevel ?? 0;
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
    this.#pc.close();
  }

  #addSections(): void {
    for (const { source, kind } of SECTIONS) {
      const track = this.#localTracks.get(source);
      const transceiver = this.#pc.addTransceiver(track ?? kind, {
        direction: 'sendrecv',
        streams: [this.#streamFor(source)],
        ...(source === 'camera' && { sendEncodings: [{ scaleResolutionDownBy: firstScale(track) }] }),
      });
      offerFewCodecs(transceiver);
    }
  }

  /** The answering side takes the offered sections by their order, and sends on them too. */
  #adoptSections(): void {
    for (const [index, { source }] of SECTIONS.entries()) {
      const transceiver = this.#pc.getTransceivers()[index];
      if (transceiver === undefined || transceiver.direction === 'sendrecv') continue;
      transceiver.direction = 'sendrecv';
      const track = this.#localTracks.get(source) ?? null;
      transceiver.sender.setStreams(this.#streamFor(source));
      if (source === 'camera') this.#run(scalePictures(transceiver.sender, firstScale(track)));
      // The answer waits for each of these.
      if (track !== null) this.#run(transceiver.sender.replaceTrack(track));
    }
  }

  #senderOf(source: Source): RTCRtpSender | undefined {
    return this.#pc.getTransceivers()[SECTIONS.findIndex((section) => section.source === source)]?.sender;
  }

  #streamFor(source: Source): MediaStream {
    return source === 'microphone' || source === 'camera' ? this.#streams.person : this.#streams.screen;
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
