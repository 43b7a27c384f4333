import { epochNow } from './videos.js';

/** Something that happened on the page, and when, in milliseconds since the epoch. */
export interface TraceEntry {
  at: number;
  what: string;
}

/** Records what the page's sockets and connections do from now on. Has a small cost, so measured runs do not use it. */
export function startTrace(): TraceEntry[] {
  const entries: TraceEntry[] = [];
  const note = (what: string): void => {
    entries.push({ at: epochNow(), what });
  };
  traceSockets(note);
  traceConnections(note);
  traceCapture(note);
  return entries;
}

function traceSockets(note: (what: string) => void): void {
  globalThis.WebSocket = class extends WebSocket {
    constructor(...parameters: ConstructorParameters<typeof WebSocket>) {
      super(...parameters);
      note('socket: created');
      this.addEventListener('open', () => {
        note('socket: open');
      });
      this.addEventListener('message', ({ data }) => {
        note(`< ${inShort(data)}`);
      });
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      note(`> ${inShort(data)}`);
      super.send(data);
    }
  };
}

function traceConnections(note: (what: string) => void): void {
  let connections = 0;
  globalThis.RTCPeerConnection = class extends RTCPeerConnection {
    readonly #name = `pc${String((connections += 1))}`;

    constructor(configuration?: RTCConfiguration) {
      const startedAt = performance.now();
      super(configuration);
      note(`${this.#name}: created in ${(performance.now() - startedAt).toFixed(1)} ms`);
      this.addEventListener('iceconnectionstatechange', () => {
        note(`${this.#name}: ice ${this.iceConnectionState}`);
      });
      this.addEventListener('connectionstatechange', () => {
        note(`${this.#name}: ${this.connectionState}`);
      });
      this.addEventListener('track', ({ track }) => {
        note(`${this.#name}: track ${track.kind}`);
        track.addEventListener('unmute', () => {
          note(`${this.#name}: ${track.kind} unmuted`);
        });
      });
    }

    override async setLocalDescription(description?: RTCLocalSessionDescriptionInit): Promise<void> {
      note(`${this.#name}: setLocalDescription…`);
      await super.setLocalDescription(description);
      note(`${this.#name}: setLocalDescription ${this.localDescription?.type ?? ''} done`);
      this.#watchTransport();
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      note(`${this.#name}: setRemoteDescription ${description.type}…`);
      await super.setRemoteDescription(description);
      note(`${this.#name}: setRemoteDescription ${description.type} done`);
    }

    #isWatched = false;
    #watchTransport(): void {
      const transport = this.getTransceivers()[0]?.sender.transport;
      if (!transport || this.#isWatched) return;
      this.#isWatched = true;
      transport.addEventListener('statechange', () => {
        note(`${this.#name}: dtls ${transport.state}`);
      });
    }
  };
}

function traceCapture(note: (what: string) => void): void {
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    note('getUserMedia…');
    const stream = await open(constraints);
    note('getUserMedia done');
    return stream;
  };
}

/** Enough of a message to recognize it. */
function inShort(data: unknown): string {
  const text = typeof data === 'string' ? data : '(bytes)';
  const kinds = ['"candidate":"', '"candidate":{', '"offer"', '"answer"'].filter((kind) => text.includes(kind));
  return `${text.slice(0, 60).replaceAll(/\s+/g, ' ')} … ${kinds.map((kind) => kind.replaceAll(/\W/g, '')).join(' ')} (${String(text.length)})`;
}
