import type { RelayMessage, RelayRequest } from '../servers/relay-protocol.js';
import { CAPTURE, type CallSetup, type Contestant } from './contestant.js';

/**
 * The smallest and fastest possible call: a WebSocket to a relay, and a connection to each participant. The newcomer is
 * told who is there, and offers at once; candidates trickle; nothing waits for what it does not need (a camera that is
 * still opening is put into its section later).
 */
export function createContestant(setup: CallSetup): Contestant {
  return new BareCall(setup, false);
}

/** The same, with noom's optimization: the offer is made ahead, and is sent in the message that joins. */
export function createContestantAhead(setup: CallSetup): Contestant {
  return new BareCall(setup, true);
}

class BareCall implements Contestant {
  readonly #setup: CallSetup;
  readonly #isAhead: boolean;
  readonly #connections = new Map<string, RTCPeerConnection>();
  #socket: WebSocket | null = null;
  #opened: Promise<unknown> | null = null;
  #capture: Promise<void> | null = null;
  #stream: MediaStream | null = null;
  #spare: { connection: RTCPeerConnection; offer: Promise<void>; candidates: RTCIceCandidate[] } | null = null;
  #joined: () => void = () => undefined;

  constructor(setup: CallSetup, isAhead: boolean) {
    this.#setup = setup;
    this.#isAhead = isAhead;
  }

  async prepare(): Promise<void> {
    await Promise.all([this.#open(), this.#openCamera()]);
    if (this.#isAhead) await this.#getSpare().offer;
  }

  async join(): Promise<void> {
    void this.#openCamera();
    const joined = new Promise<void>((resolve) => (this.#joined = resolve));
    const opened = this.#open();
    if (this.#isAhead) await this.#getSpare().offer;
    // In the same turn if possible.
    if (this.#socket?.readyState !== WebSocket.OPEN) await opened;
    const sdp = this.#spare?.connection.localDescription?.sdp;
    this.#send({
      type: 'join',
      room: this.#setup.room,
      ...(sdp === undefined ? {} : { offer: { type: 'offer', sdp } }),
    });
    await joined;
  }

  #open(): Promise<unknown> {
    if (this.#opened === null) {
      const socket = new WebSocket(this.#setup.url.replace('http', 'ws'));
      socket.onmessage = ({ data }) => {
        this.#handleMessage(JSON.parse(String(data)) as RelayMessage);
      };
      this.#socket = socket;
      this.#opened = new Promise((resolve) => (socket.onopen = resolve));
    }
    return this.#opened;
  }

  #openCamera(): Promise<void> {
    this.#capture ??= navigator.mediaDevices.getUserMedia(CAPTURE).then((stream) => {
      this.#stream = stream;
      for (const connection of [...this.#connections.values(), ...(this.#spare ? [this.#spare.connection] : [])]) {
        for (const { sender, receiver } of connection.getTransceivers()) {
          const track = stream.getTracks().find(({ kind }) => kind === receiver.track.kind);
          if (sender.track === null && track !== undefined) void sender.replaceTrack(track);
        }
      }
    });
    return this.#capture;
  }

  #getSpare() {
    if (this.#spare === null) {
      const candidates: RTCIceCandidate[] = [];
      const connection = this.#connect((candidate) => candidates.push(candidate));
      this.#spare = { connection, offer: connection.setLocalDescription(), candidates };
    }
    return this.#spare;
  }

  /** With both sections, so that the answering side is fast too: they exist when an offer arrives. */
  #connect(handleCandidate: (candidate: RTCIceCandidate) => void): RTCPeerConnection {
    const { iceServers, handleVideo } = this.#setup;
    const connection = new RTCPeerConnection({ bundlePolicy: 'max-bundle', iceServers: iceServers ?? [] });
    const [audio] = this.#stream?.getAudioTracks() ?? [];
    const [video] = this.#stream?.getVideoTracks() ?? [];
    // `addTrack`, because only its transceivers are associated with offered sections.
    for (const [track, kind] of [[audio, 'audio'] as const, [video, 'video'] as const]) {
      if (track && this.#stream) connection.addTrack(track, this.#stream);
      else connection.addTransceiver(kind);
    }
    connection.onicecandidate = ({ candidate }) => {
      if (candidate !== null) handleCandidate(candidate);
    };
    connection.ontrack = ({ track }) => {
      if (track.kind === 'video') handleVideo(track);
    };
    return connection;
  }

  #connectTo(to: string): RTCPeerConnection {
    const connection = this.#connect((candidate) => {
      this.#send({ type: 'signal', to, candidate: candidate.toJSON() });
    });
    this.#connections.set(to, connection);
    return connection;
  }

  #handleMessage(message: RelayMessage): void {
    if (message.type === 'joined') {
      for (const id of message.others) {
        if (id === message.offeredTo) this.#giveSpare(id);
        else void this.#describe(this.#connectTo(id), id);
      }
      this.#joined();
      return;
    }
    const { from, description, candidate } = message;
    const connection = this.#connections.get(from) ?? this.#connectTo(from);
    // A connection queues its operations: no need to wait in between.
    if (description) void connection.setRemoteDescription(description);
    if (description?.type === 'offer') void this.#describe(connection, from);
    if (candidate) void connection.addIceCandidate(candidate);
  }

  #giveSpare(to: string): void {
    if (this.#spare === null) return;
    const { connection, candidates } = this.#spare;
    this.#spare = null;
    this.#connections.set(to, connection);
    connection.onicecandidate = ({ candidate }) => {
      if (candidate !== null) this.#send({ type: 'signal', to, candidate: candidate.toJSON() });
    };
    for (const candidate of candidates) this.#send({ type: 'signal', to, candidate: candidate.toJSON() });
  }

  async #describe(connection: RTCPeerConnection, to: string): Promise<void> {
    await connection.setLocalDescription();
    if (connection.localDescription)
      this.#send({ type: 'signal', to, description: connection.localDescription.toJSON() });
  }

  #send(message: RelayRequest): void {
    this.#socket?.send(JSON.stringify(message));
  }
}
