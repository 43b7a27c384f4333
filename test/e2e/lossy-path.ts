import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { drawFrom } from '../harness/random.js';
import type { Guest } from './guest.js';

/**
 * The network between two pages on this machine: each of them is told another port in place of the other one’s, where
 * packets are taken on, or lost.
 */
export class LossyPath {
  /** Which part of all packets is lost, from 0 to 1. */
  lostShare = 0;
  readonly #fronts = new Map<string, Promise<Socket>>();
  readonly #sockets: Socket[] = [];
  // By count alone, what is sent in the same order again and again would lose the same each time.
  readonly #draw = drawFrom(1);

  /** What a page has to run before any other script. */
  static readonly script = detourCandidates;

  /** Leads what this page sends to others over the path, from its next connection on. */
  async lead({ page }: Pick<Guest, 'page'>): Promise<void> {
    await page.exposeFunction('detourOf', async (address: string, port: number) => {
      const key = `${address} ${String(port)}`;
      const front = this.#fronts.get(key) ?? this.#open(address, port);
      this.#fronts.set(key, front);
      return portOf(await front);
    });
  }

  close(): void {
    for (const socket of this.#sockets) socket.close();
  }

  /** Opens the port that stands for another one. */
  async #open(address: string, port: number): Promise<Socket> {
    const front = await this.#createSocket();
    const backs = new Map<string, Promise<Socket>>();
    front.on('message', (packet, { address: from, port: fromPort }) => {
      const key = `${from} ${String(fromPort)}`;
      const back = backs.get(key) ?? this.#createSocket((answer) => front.send(answer, fromPort, from));
      backs.set(key, back);
      void back.then((socket) => {
        if (!this.#isLost()) socket.send(packet, port, address);
      });
    });
    return front;
  }

  async #createSocket(handle?: (packet: Buffer) => void): Promise<Socket> {
    const socket = createSocket('udp4');
    this.#sockets.push(socket);
    // Nobody listens any more where a page is closed.
    socket.on('error', () => undefined);
    socket.on('message', (packet) => {
      if (handle && !this.#isLost()) handle(packet);
    });
    socket.bind(0);
    await once(socket, 'listening');
    return socket;
  }

  #isLost(): boolean {
    return this.#draw.below(100) < this.lostShare * 100;
  }
}

/** In a page: what `lead()` has given it. */
declare function detourOf(address: string, port: number): Promise<number>;

function portOf(socket: Socket): number {
  return socket.address().port;
}

/** Changes the ports in all received candidates; those that are not plain UDP are dropped. Runs in the page. */
function detourCandidates(): void {
  const candidates = {} as { detour(line: string): Promise<string | null> };
  // Set later: what gives functions their names at once is not there in the page.
  candidates.detour = async (line) => {
    const words = line.split(' ');
    const [, , protocol = '', , address = '', port = ''] = words;
    if (protocol.toLowerCase() !== 'udp' || !/^[\d.]+$/.test(address)) return null;
    words[5] = String(await detourOf(address, Number(port)));
    return words.join(' ');
  };
  const { prototype } = RTCPeerConnection;
  // The older forms with callbacks, which nobody calls, come last in the declarations.
  const { addIceCandidate, setLocalDescription, setRemoteDescription } = prototype as {
    addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void>;
    setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void>;
    setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void>;
  };
  // A connection does what it is told in turn, also where the caller does not wait.
  const queues = new WeakMap<RTCPeerConnection, Promise<void>>();
  const inTurn = {} as { run(pc: RTCPeerConnection, work: () => Promise<void>): Promise<void> };
  inTurn.run = (pc, work) => {
    const done = (queues.get(pc) ?? Promise.resolve()).then(work);
    queues.set(
      pc,
      done.catch(() => undefined),
    );
    return done;
  };
  prototype.addIceCandidate = function (candidate?: RTCIceCandidateInit | null) {
    return inTurn.run(this, async () => {
      const line = candidate?.candidate ?? '';
      const changed = line === '' ? '' : await candidates.detour(line);
      if (changed !== null) await addIceCandidate.call(this, candidate && { ...candidate, candidate: changed });
    });
  };
  prototype.setLocalDescription = function (description?: RTCLocalSessionDescriptionInit) {
    return inTurn.run(this, () => setLocalDescription.call(this, description));
  };
  prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
    return inTurn.run(this, async () => {
      const lines = (description.sdp ?? '').split('\r\n');
      const changed = await Promise.all(
        lines.map(async (line) => (line.startsWith('a=candidate:') ? candidates.detour(line) : line)),
      );
      const sdp = changed.filter((line) => line !== null).join('\r\n');
      await setRemoteDescription.call(this, { type: description.type, sdp });
    });
  };
}
