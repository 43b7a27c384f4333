import { systemClock } from '../../../../src/core/base/clock.js';
import { startEncodeOnce, type EncodeOnceContext } from '../../../../src/core/media/mesh/once/index.js';
import type { PlaneSignal } from '../../../../src/core/media/plane-signaling.js';
import type { Colour } from '../../../contracts/coloured-track.js';
import { PlaneWitness } from '../../../contracts/plane-pair.js';
import { FEATURES } from '../../../../src/protocol/protocol.js';
import { createMesh } from '../../../fakes/worlds/create-mesh.js';
import { createMovingCamera } from '../../../fakes/browser/moving-camera.js';
import { until } from '../../../harness/until.js';

/** What is sent of the camera to one participant. */
export interface Sent {
  readonly height: number;
  readonly frames: number;
  readonly bytes: number;
  readonly codec: string;
  readonly keyFrames: number;
}

/** How the pictures of a participant are presented to another one. */
export class Screening {
  readonly #video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  readonly #stop: () => void;
  /** When each was presented, in milliseconds, and how large it was. */
  readonly presented: { readonly at: number; readonly height: number }[] = [];

  constructor(plane: PlaneWitness['plane'], id: string, source: 'camera' | 'screen' = 'camera') {
    Object.assign(this.#video.style, { width: '64px', height: '36px' });
    document.body.append(this.#video);
    const show = (): void => {
      const track = plane.tracksOf(id).get(source) ?? null;
      const shown = (this.#video.srcObject as MediaStream | null)?.getTracks()[0];
      if (track === (shown ?? null)) return;
      this.#video.srcObject = track && new MediaStream([track]);
      if (track) this.#video.play().catch(() => undefined);
    };
    plane.addEventListener('plane-tracks', show);
    this.#stop = () => {
      plane.removeEventListener('plane-tracks', show);
    };
    show();
    this.#watch();
  }

  /** Resolves when so many more were presented. */
  async presents(count: number): Promise<void> {
    const wanted = this.presented.length + count;
    await until(() => this.presented.length >= wanted);
  }

  /** The longest time without a new picture since a moment, also the one that lasts. */
  longestPauseMs(since: number): number {
    const times = [since, ...this.presented.map(({ at }) => at).filter((at) => at > since), performance.now()];
    return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)));
  }

  close(): void {
    this.#stop();
    this.#video.srcObject = null;
    this.#video.remove();
  }

  #watch(): void {
    this.#video.requestVideoFrameCallback((at, { height }) => {
      this.presented.push({ at, height });
      this.#watch();
    });
  }
}

/** A participant, `ann`, whose camera goes to several others. */
export class OnceScene {
  readonly witnesses: PlaneWitness[] = [];
  readonly #tracks: MediaStreamTrack[] = [];
  readonly #screenings: Screening[] = [];
  readonly ann: PlaneWitness;
  readonly warnings: unknown[][] = [];

  constructor(start: (context: EncodeOnceContext) => ReturnType<typeof startEncodeOnce> = startEncodeOnce) {
    const logger = {
      debug: () => undefined,
      info: () => undefined,
      warn: (...texts: unknown[]) => {
        this.warnings.push(texts);
      },
    };
    this.ann = new PlaneWitness(
      (signaling) => createMesh({ signaling, logger, once: start({ clock: systemClock, logger }) }),
      'ann',
    );
    this.witnesses.push(this.ann);
    this.#wire(this.ann);
  }

  track(colour: Colour, size?: { width: number; height: number }): MediaStreamTrack {
    const track = createMovingCamera(colour, size);
    this.#tracks.push(track);
    return track;
  }

  /** Participants who come later than `ann`, or were there before; resolves once they are connected. */
  async join(ids: readonly string[], prepare: (newcomer: PlaneWitness) => void = () => undefined): Promise<void> {
    await this.ann.plane.ready;
    const newcomers = ids.map((id) => new PlaneWitness((signaling) => createMesh({ signaling }), id));
    this.witnesses.push(...newcomers);
    for (const newcomer of newcomers) {
      this.#wire(newcomer);
      prepare(newcomer);
      newcomer.plane.addParticipant('ann', 'before-us', FEATURES.page);
      this.ann.plane.addParticipant(newcomer.id, 'after-us', FEATURES.page);
    }
    await Promise.all(newcomers.map((newcomer) => newcomer.connectedTo('ann')));
  }

  leave(id: string): void {
    const index = this.witnesses.findIndex((each) => each.id === id);
    const [gone] = this.witnesses.splice(index, 1);
    gone?.close();
    this.ann.plane.removeParticipant(id);
  }

  witness(id: string): PlaneWitness {
    const found = this.witnesses.find((each) => each.id === id);
    if (found === undefined) throw new Error(`${id} is not there.`);
    return found;
  }

  screening(id: string, source: 'camera' | 'screen' = 'camera'): Screening {
    const screening = new Screening(this.witness(id).plane, 'ann', source);
    this.#screenings.push(screening);
    return screening;
  }

  /** What is sent of the camera, by participant. */
  async sent(): Promise<ReadonlyMap<string, Sent>> {
    const sent = new Map<string, Sent>();
    for (const { participantId, stats } of await this.ann.plane.getStats()) {
      const all = [...stats.values()] as Record<string, unknown>[];
      // Microphone and camera are the first sections.
      const camera = all.find(({ type, mid }) => type === 'outbound-rtp' && mid === '1');
      const codec = all.find(({ id }) => id === camera?.codecId)?.mimeType;
      sent.set(participantId ?? '', {
        height: Number(camera?.frameHeight ?? 0),
        frames: Number(camera?.framesEncoded ?? 0),
        bytes: Number(camera?.bytesSent ?? 0),
        keyFrames: Number(camera?.keyFramesEncoded ?? 0),
        codec: String(codec).replace('video/', ''),
      });
    }
    return sent;
  }

  /** Who, of all or of these, is sent what an encoder of their own makes, and who is not. */
  async encoders(ids?: readonly string[]): Promise<{ own: string[]; shared: string[] }> {
    const own: string[] = [];
    const shared: string[] = [];
    for (const [id, { height }] of await this.sent())
      if (ids === undefined || ids.includes(id)) (height > 16 ? own : shared).push(id);
    return { own, shared };
  }

  /** Resolves once so many encoders make the pictures of all, or of these, with who has one. */
  async encodesFor(count: number, ids?: readonly string[]): Promise<{ own: string[]; shared: string[] }> {
    let found = await this.encoders(ids);
    await until(async () => {
      found = await this.encoders(ids);
      return found.own.length === count;
    });
    return found;
  }

  /** Carries the signals of a participant, in order. */
  #wire(from: PlaneWitness): void {
    from.carry = (to, signal) => {
      const copy = structuredClone(signal);
      queueMicrotask(() => {
        this.witnesses.find(({ id }) => id === to)?.handleSignal(from.id, copy);
      });
    };
  }

  close(): void {
    for (const screening of this.#screenings) screening.close();
    for (const witness of this.witnesses) witness.close();
    for (const track of this.#tracks) track.stop();
  }
}

/** As if a participant's browser did not know some codecs: descriptions to and from it name others, which nobody knows. */
export function lack(witness: PlaneWitness, codecs: RegExp): void {
  const rename = (signal: PlaneSignal): PlaneSignal => {
    const { description } = signal;
    if (description === undefined) return signal;
    const sdp = description.sdp.replaceAll(new RegExp(`^(a=rtpmap:\\d+ )(${codecs.source})/`, 'gm'), '$1X-$2/');
    return { ...signal, description: { ...description, sdp } };
  };
  const { carry } = witness;
  witness.carry = (to, signal) => {
    carry(to, rename(signal));
  };
  const handle = witness.handleSignal.bind(witness);
  witness.handleSignal = (from, signal) => {
    handle(from, rename(signal));
  };
}
