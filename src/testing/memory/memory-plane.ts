import type { LinkState } from '../../core/model/snapshot.js';
import type { Source } from '../../core/model/sources.js';
import { CallError } from '../../core/index.js';
import { MAX_FRAME_BYTES, type PlaneData } from '../../core/media/data-frame.js';
import type { Demand } from '../../core/media/demand.js';
import type { Arrival, LinkReport, MediaPlane, PlaneAdmission } from '../../core/media/media-plane.js';
import type { PlaneEvents } from '../../core/media/plane-events.js';
import type { MediaMessage, PlaneSignal, PlaneSignaling } from '../../core/media/plane-signaling.js';
import type { SentShape } from '../../core/media/sent-shape.js';
import { SourceValues } from '../../core/media/source-values.js';
import { tell, TypedEventTarget } from '../../core/base/typed-events.js';
import type { Topology } from '../../protocol/protocol.js';
import { systemClock, type Clock } from '../../core/base/clock.js';
import { PERFECT, type MemoryConditions } from './memory-conditions.js';
import { CROWD } from './crowd-member.js';
import { MemoryData } from './memory-data.js';
import { MemoryLink } from './memory-link.js';

/** The signaling of a plane that is in no call. */
const NO_SIGNALING: PlaneSignaling = {
  send: () => Promise.resolve(),
  request: () => Promise.reject(new CallError('signaling-unreachable')),
};

let networks = 0;

/** Where planes in memory find one another: each end of a link by the words of its description. */
export class MemoryNetwork {
  readonly name: string;
  readonly clock: Clock;
  /** Whether the tracks of microphones and of the sound of screens arrive. */
  readonly carriesSound: boolean;
  readonly #links = new Map<string, MemoryLink>();
  #conditions: MemoryConditions = PERFECT;
  #count = 0;

  constructor(clock: Clock = systemClock, { carriesSound = true } = {}) {
    this.clock = clock;
    this.carriesSound = carriesSound;
    networks += 1;
    this.name = `memory ${String(networks)}`;
  }

  /** What the network does, from now on, to data, and to media as it is reported. */
  get conditions(): MemoryConditions {
    return this.#conditions;
  }

  set conditions(conditions: MemoryConditions) {
    for (const link of new Set(this.#links.values())) link.count();
    this.#conditions = conditions;
  }

  createPlane({ signaling = NO_SIGNALING }: { signaling?: PlaneSignaling } = {}): MemoryPlane {
    return new MemoryPlane(this, signaling);
  }

  /** The SDP of a link's description, by which the other side finds the link. */
  describe(link: MemoryLink): string {
    this.#count += 1;
    const sdp = `v=0\r\ns=${this.name}\r\no=${String(this.#count)}\r\n`;
    this.#links.set(sdp, link);
    return sdp;
  }

  linkOf(sdp: string): MemoryLink | null {
    return this.#links.get(sdp) ?? null;
  }

  forget(link: MemoryLink): void {
    for (const [sdp, each] of this.#links) if (each === link) this.#links.delete(sdp);
  }
}

/**
 * A media plane without connections: tracks are cloned and data is copied from page to same page, once the two sides
 * have found each other by signals, as real ones do. Planes of different networks ignore one another's signals.
 */
export class MemoryPlane extends TypedEventTarget<PlaneEvents> implements MediaPlane {
  readonly topology: Topology = 'mesh';
  readonly capabilities = { maxMessageBytes: MAX_FRAME_BYTES };
  readonly network: MemoryNetwork;
  /** What is wanted of the others. */
  readonly demands = new SourceValues<Demand>();
  /** How the others are sent each source. Media in memory is what it is. */
  readonly shapes = new SourceValues<SentShape>();
  /** The signaling of the call that the plane is in now. */
  signaling: PlaneSignaling;
  readonly localTracks = new Map<Source, MediaStreamTrack>();
  /** The audio level that the others get from this side while its microphone is on, 0 to 1. */
  level = 0;
  readonly #links = new Map<string, MemoryLink>();
  readonly data = new MemoryData(this.#links);
  readonly #generations = new Map<string, number>();
  #path: LinkState = 'connected';
  /** The id of the local participant. */
  protected selfId = '';

  constructor(network: MemoryNetwork, signaling: PlaneSignaling) {
    super();
    this.network = network;
    this.signaling = signaling;
  }

  get sentLevel(): number {
    return this.localTracks.get('microphone')?.enabled ? this.level : 0;
  }

  get path(): LinkState {
    return this.#path;
  }

  /** Sets the state of this side's links: each link is in this state, or in the other side's where that is worse. */
  setPath(path: LinkState): void {
    this.#path = path;
    for (const link of this.#links.values()) link.updateBoth();
  }

  setIceServers(): void {
    // In memory there is no ICE.
  }

  prepareJoin(): Promise<null> {
    // In memory there is no round trip to save.
    return Promise.resolve(null);
  }

  handleAdmitted({ selfId }: PlaneAdmission): void {
    this.selfId = selfId;
    tell(this, 'plane-state', { state: 'joined', sources: [...this.localTracks.keys()] });
  }

  addParticipant(id: string, arrival: Arrival, features: readonly string[] = []): void {
    if (this.#links.has(id)) return;
    if (features.includes(CROWD)) {
      // There is no other end.
      queueMicrotask(() => {
        tell(this, 'plane-link', { participantId: id, state: 'connected' });
      });
      return;
    }
    const link = this.#createLink(id, (this.#generations.get(id) ?? 0) + 1);
    if (arrival !== 'after-us') link.offer();
  }

  removeParticipant(id: string): void {
    this.#links.get(id)?.close();
    this.#links.delete(id);
    this.demands.forget(id);
    this.shapes.forget(id);
  }

  /** A participant who has gone may come back with another plane, which counts its links anew. */
  protected countAnew(id: string): void {
    this.#generations.delete(id);
  }

  signal(to: string, signal: PlaneSignal): void {
    this.signaling.send(to, signal).catch((error: unknown) => {
      // The connection to the server was lost meanwhile. A signal that the server refuses is not sent again.
      const isCurrent = this.#links.get(to)?.generation === signal.generation;
      const isLost = error instanceof CallError && error.code === 'signaling-unreachable';
      if (isCurrent && isLost) this.signal(to, signal);
    });
  }

  handleMessage({ name, payload }: MediaMessage): void {
    if (name !== 'signal:message') return;
    const { from, ...signal } = payload;
    const { description, candidate } = signal;
    const words = description?.sdp ?? candidate?.candidate ?? '';
    if (!words.split('\r\n').some((line) => line === this.network.name || line === `s=${this.network.name}`)) return;
    let link = this.#links.get(from);
    const generation = signal.generation ?? 0;
    if (!link || generation < link.generation) return;
    if (generation > link.generation) {
      // The other side made a new link.
      link.close();
      link = this.#createLink(from, generation);
    }
    link.handleSignal(signal);
  }

  renewLink(id: string): void {
    const link = this.#links.get(id);
    if (!link) return;
    link.close();
    this.#createLink(id, link.generation + 1).offer();
  }

  restart(): void {
    // In memory nothing waits.
  }

  publish(source: Source, track: MediaStreamTrack | null): void {
    if (track === (this.localTracks.get(source) ?? null)) return;
    if (track) this.localTracks.set(source, track);
    else this.localTracks.delete(source);
    for (const link of this.#links.values()) link.sendTrack(source);
  }

  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#links.get(id)?.tracks ?? new Map<Source, MediaStreamTrack>();
  }

  demand(id: string, source: Source, wanted: Demand): void {
    if (this.#links.has(id)) this.demands.set(id, source, wanted);
  }

  shape(id: string, source: Source, shape: SentShape): void {
    if (this.#links.has(id)) this.shapes.set(id, source, shape);
  }

  handleReachable(id: string): void {
    tell(this.data, 'data-reachable', { participantId: id });
  }

  handleData(from: string, data: PlaneData): void {
    tell(this.data, 'data-received', { from, channel: data.channel, data: data.data });
  }

  audioLevel(id: string): number {
    return this.#links.get(id)?.level ?? 0;
  }

  getStats(): Promise<readonly LinkReport[]> {
    return Promise.resolve([...this.#links].map(([participantId, { stats }]) => ({ participantId, stats })));
  }

  close(): void {
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    this.#generations.clear();
  }

  #createLink(id: string, generation: number): MemoryLink {
    const formerTracks = this.tracksOf(id);
    const link = new MemoryLink(this, id, { generation, isPolite: this.selfId < id, formerTracks });
    this.#links.set(id, link);
    this.#generations.set(id, generation);
    return link;
  }
}
