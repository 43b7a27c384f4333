import type { NoomRoom } from '../../../src/index.js';
import type { PageAction } from './plan.js';

/** A message as its author wished it. */
export interface Said {
  readonly text: string;
  /** The author's participant id then. */
  readonly from: string;
  /** The ids of those the author saw in the room. */
  readonly to: readonly string[];
  readonly isRefused: boolean;
}

/** What is kept in a page. */
interface Kept {
  readonly connections: RTCPeerConnection[];
  readonly said: Said[];
}

declare global {
  interface Window {
    chaos: Kept;
  }
}

/** Keeps the peer connections of a page; runs there before anything else. */
export function keepConnections(): void {
  const kept: Kept = (window.chaos = { connections: [], said: [] });
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      kept.connections.push(this);
    }
  };
}

/** Has a participant receive each file that is offered, or decline it by its name; runs in their page. */
export function answerFilesInPage({ call }: NoomRoom, unwanted: string): void {
  const answered = new Set<unknown>();
  call.subscribe(({ files }) => {
    for (const file of files) {
      // Another object with each change: it is offered anew to a participant who comes back.
      if (file.isLocal || file.state !== 'offered' || answered.has(file)) continue;
      answered.add(file);
      if (new RegExp(unwanted).test(file.name)) file.decline();
      // Who offers it may leave at the same time.
      else void file.accept().catch(() => undefined);
    }
  });
}

/** Does it in the page of a participant. Resolves to `done`, to the code of a refusal, or to an error that is none. */
export async function actInPage(room: NoomRoom, action: PageAction): Promise<string> {
  const { call } = room;
  const { chaos } = window;
  // Methods, because the names of functions are kept by a helper that the page does not have.
  const person = {
    wait(ms: number): Promise<void> {
      return new Promise((resolve) => setTimeout(resolve, ms));
    },
    async say(text: string): Promise<void> {
      const { self, participants } = call.snapshot;
      const to = participants.filter(({ isLocal }) => !isLocal).map(({ id }) => id);
      try {
        await call.sendMessage(text);
        chaos.said.push({ text, from: self.id, to, isRefused: false });
      } catch (error) {
        chaos.said.push({ text, from: self.id, to, isRefused: true });
        throw error;
      }
    },
    async offer(name: string, sizeBytes: number, cancelAfterMs: number | null): Promise<void> {
      const bytes = Uint8Array.from({ length: sizeBytes }, (_, index) => (index * 31 + (index >> 8)) % 256);
      await call.sendFile(new File([bytes], name));
      if (cancelAfterMs === null) return;
      await this.wait(cancelAfterMs);
      call.snapshot.files.find((file) => file.isLocal && file.name === name)?.cancel();
    },
    async choose(kind: 'microphone' | 'camera', which: number): Promise<void> {
      const { cameras, microphones } = call.snapshot.devices;
      // Chromium's second fake camera is a depth camera, which no codec takes.
      const all = (kind === 'camera' ? cameras : microphones).filter(({ label }) => label !== 'fake_device_1');
      const device = all[which % Math.max(1, all.length)];
      if (device) await call.selectDevice(kind, device.deviceId);
    },
    async leave(awayMs: number): Promise<void> {
      await call.leave();
      await this.wait(awayMs);
      await call.join();
    },
    async break(how: 'restart' | 'starve' | 'close', which: number): Promise<void> {
      const open = chaos.connections.filter(({ signalingState }) => signalingState !== 'closed');
      const connection = open[which % Math.max(1, open.length)];
      if (how === 'close') connection?.close();
      if (how === 'restart') connection?.restartIce();
      if (how !== 'starve' || connection === undefined) return;
      // A restart without any candidate: there is no relay.
      const { iceTransportPolicy = 'all', ...rest } = connection.getConfiguration();
      connection.setConfiguration({ ...rest, iceTransportPolicy: 'relay' });
      connection.restartIce();
      await this.wait(3000);
      if (connection.signalingState !== 'closed') connection.setConfiguration({ ...rest, iceTransportPolicy });
    },
    set(source: 'microphone' | 'camera' | 'screen', on: boolean): Promise<void> {
      if (source === 'screen') return call.shareScreen(on);
      return source === 'camera' ? call.setCamera(on) : call.setMicrophone(on);
    },
    do(): Promise<void> {
      switch (action.does) {
        case 'set':
          return this.set(action.source, action.on);
        case 'choose':
          return this.choose(action.kind, action.which);
        case 'hand':
          return call.raiseHand(action.up);
        case 'say':
          return this.say(action.text);
        case 'offer':
          return this.offer(action.file, action.sizeBytes, action.cancelAfterMs);
        case 'leave':
          return this.leave(action.awayMs);
        case 'break':
          return this.break(action.how, action.which);
      }
    },
  };
  try {
    await person.do();
    return 'done';
  } catch (error) {
    const { name, code } = error as { name?: string; code?: string };
    return name === 'CallError' ? String(code) : `an error that is no refusal: ${String(error)}`;
  }
}

/** Resolves once in the room, wherever the last action led; runs in the page. */
export async function returnInPage({ call }: NoomRoom): Promise<void> {
  while (call.snapshot.state !== 'joined') {
    if (['left', 'failed', 'idle', 'prejoin'].includes(call.snapshot.state)) await call.join().catch(() => undefined);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
