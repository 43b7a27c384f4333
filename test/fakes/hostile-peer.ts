import type { EventPayload } from '../../src/protocol/protocol.js';
import { SocketIoTransport } from '../../src/core/signaling/socket-io-transport.js';
import { signalingUrl } from '../harness/browser/real-call.js';

type Signal = Pick<EventPayload<'signal:message'>, 'description' | 'candidate'>;

/** Above this many unsent bytes the next frame waits: a browser closes a channel whose buffer is full. */
const HIGH_WATER_BYTES = 4 * 1024 * 1024;

/**
 * A participant made of the wire and the browser alone, who sends others whatever the test says, over a real data
 * channel.
 */
export class HostilePeer {
  readonly id: string;
  /** The texts that arrived, of all participants. */
  readonly heard: string[] = [];
  readonly #transport: SocketIoTransport;
  readonly #connections = new Map<string, RTCPeerConnection>();
  readonly #channels = new Map<string, RTCDataChannel>();
  #signals: Promise<void> = Promise.resolve();

  constructor(transport: SocketIoTransport, id: string) {
    this.#transport = transport;
    this.id = id;
    transport.addEventListener('signaling-message', ({ message }) => {
      if (message.name !== 'signal:message') return;
      const { from, description, candidate } = message.payload;
      this.#signals = this.#signals.then(() => this.#take(from, { description, candidate }));
    });
  }

  /** Joins, and offers to everyone who is there. */
  static async join(room: string, name: string): Promise<HostilePeer> {
    const transport = new SocketIoTransport(await signalingUrl());
    transport.open();
    const reply = await transport.request('room:join', { room, name });
    if (!('self' in reply)) throw new Error('There is a lobby.');
    const peer = new HostilePeer(transport, reply.self.id);
    for (const { id } of reply.participants) await peer.#offer(id);
    return peer;
  }

  /** Sends frames as they are, one after the other, once there is a channel; resolves when the last one is sent. */
  async send(to: string, frames: Iterable<string | ArrayBuffer>): Promise<void> {
    const channel = await this.#channelTo(to);
    for (const frame of frames) {
      while (channel.bufferedAmount > HIGH_WATER_BYTES) await new Promise((resolve) => setTimeout(resolve, 5));
      if (typeof frame === 'string') channel.send(frame);
      else channel.send(frame);
    }
  }

  close(): void {
    this.#transport.close();
    for (const pc of this.#connections.values()) pc.close();
  }

  async #channelTo(id: string): Promise<RTCDataChannel> {
    for (;;) {
      const channel = this.#channels.get(id);
      if (channel?.readyState === 'open') return channel;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async #offer(to: string): Promise<void> {
    const pc = this.#connect(to);
    for (const kind of ['audio', 'video']) pc.addTransceiver(kind);
    this.#open(pc, to);
    await this.#describe(pc, to);
  }

  #connect(to: string): RTCPeerConnection {
    const pc = new RTCPeerConnection();
    this.#connections.set(to, pc);
    pc.onicecandidate = ({ candidate }) => {
      if (candidate !== null) this.#signal(to, { candidate: candidate.toJSON() as Signal['candidate'] });
    };
    return pc;
  }

  #open(pc: RTCPeerConnection, to: string): void {
    const channel = pc.createDataChannel('noom', { negotiated: true, id: 0 });
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string') this.heard.push(data);
    };
    this.#channels.set(to, channel);
  }

  async #describe(pc: RTCPeerConnection, to: string): Promise<void> {
    await pc.setLocalDescription();
    if (pc.localDescription !== null)
      this.#signal(to, { description: pc.localDescription.toJSON() as Signal['description'] });
  }

  async #take(from: string, { description, candidate }: Signal): Promise<void> {
    let pc = this.#connections.get(from);
    if (pc === undefined) {
      pc = this.#connect(from);
      this.#open(pc, from);
    }
    if (description !== undefined) await pc.setRemoteDescription(description);
    if (description?.type === 'offer') await this.#describe(pc, from);
    if (candidate !== undefined) await pc.addIceCandidate(candidate);
  }

  #signal(to: string, signal: Signal): void {
    this.#transport.request('signal:send', { to, generation: 1, ...signal }).catch(() => {
      // The addressee is gone.
    });
  }
}
