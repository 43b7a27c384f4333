import { Peer, type MediaConnection, type PeerJSOption } from 'peerjs';
import { CAPTURE, type CallSetup, type Contestant } from './contestant.js';

/**
 * PeerJS with its own server, as in its documentation: it has no rooms, so each page knows beforehand which peers to
 * call.
 */
export function createContestant(setup: CallSetup): Contestant {
  return new PeerJsCall(setup);
}

class PeerJsCall implements Contestant {
  readonly #setup: CallSetup;
  #peer: { peer: Peer; opened: Promise<void> } | null = null;
  #capture: Promise<MediaStream> | null = null;

  constructor(setup: CallSetup) {
    this.#setup = setup;
  }

  async prepare(): Promise<void> {
    await Promise.all([this.#open(), this.#openCamera()]);
  }

  async join(): Promise<void> {
    // It needs the stream to call; both open at the same time.
    const [stream, { peer }] = await Promise.all([this.#openCamera(), this.#open()]);
    for (let index = 0; index < this.#setup.index; index += 1) this.#show(peer.call(this.#idOf(index), stream));
  }

  async #open(): Promise<{ peer: Peer }> {
    if (this.#peer === null) {
      const { url, index, iceServers } = this.#setup;
      const { hostname, port } = new URL(url);
      const config = { iceServers: iceServers ?? [] };
      const options: PeerJSOption = { host: hostname, port: Number(port), path: '/', config };
      // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the package hides this class
      const peer = new Peer(this.#idOf(index), options);
      peer.on('call', (call) => {
        void this.#openCamera().then((stream) => {
          call.answer(stream);
          this.#show(call);
        });
      });
      this.#peer = { peer, opened: new Promise((resolve) => void peer.on('open', () => resolve())) };
    }
    await this.#peer.opened;
    return this.#peer;
  }

  #openCamera(): Promise<MediaStream> {
    this.#capture ??= navigator.mediaDevices.getUserMedia(CAPTURE);
    return this.#capture;
  }

  #show(call: MediaConnection): void {
    // Emitted once for each track of the stream.
    let isShown = false;
    call.on('stream', (stream) => {
      const [track] = stream.getVideoTracks();
      if (isShown || track === undefined) return;
      isShown = true;
      this.#setup.handleVideo(track);
    });
  }

  #idOf(index: number): string {
    return `${this.#setup.room}-${String(index)}`;
  }
}
