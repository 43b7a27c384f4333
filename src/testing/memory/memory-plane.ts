import type { Source } from '../../core/model/sources.js';
import { CallError } from '../../core/base/errors.js';
import type {
  LinkState,
  MediaPlane,
  ParticipantOptions,
  PlaneData,
  PlaneEvents,
  PlaneSignal,
} from '../../core/media/media-plane.js';
import { TypedEventTarget } from '../../core/base/typed-events.js';
import { MemoryLink } from './memory-link.js';

/** Where planes in memory find one another: each end of a link by the words of its description. */
export class MemoryNetwork {
  readonly #links = new Map<string, MemoryLink>();
  #count = 0;

  createPlane(): MemoryPlane {
    return new MemoryPlane(this);
  }

  /** The SDP of a link's description, by which the other side finds the link. */
  describe(link: MemoryLink): string {
    this.#count += 1;
    const sdp = `v=0\r\ns=memory ${String(this.#count)}\r\n`;
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
 * have found each other by signals, as real ones do.
 */
export class MemoryPlane extends TypedEventTarget<PlaneEvents> implements MediaPlane {
  readonly network: MemoryNetwork;
  readonly localTracks = new Map<Source, MediaStreamTrack>();
  /** The audio level that the others get from this side while its microphone is on, 0 to 1. */
  level = 0;
  readonly #links = new Map<string, MemoryLink>();
  readonly #generations = new Map<string, number>();
  #path: LinkState = 'connected';
  #selfId = '';

  constructor(network: MemoryNetwork) {
    super();
    this.network = network;
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

  prepareOffer(): Promise<null> {
    return Promise.resolve(null);
  }

  dropOffer(): void {
    // None is ever made: in memory there is no round trip to save.
  }

  addParticipant(id: string, { selfId, isOffering }: ParticipantOptions): void {
    this.#selfId = selfId;
    if (this.#links.has(id)) return;
    const link = this.#createLink(id, (this.#generations.get(id) ?? 0) + 1);
    if (isOffering) link.offer();
  }

  removeParticipant(id: string): void {
    this.#links.get(id)?.close();
    this.#links.delete(id);
  }

  handleSignal(from: string, signal: PlaneSignal): void {
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

  mendLinks(): void {
    // In memory nothing waits.
  }

  setLocalTrack(source: Source, track: MediaStreamTrack | null): void {
    if (track === (this.localTracks.get(source) ?? null)) return;
    if (track) this.localTracks.set(source, track);
    else this.localTracks.delete(source);
    for (const link of this.#links.values()) link.sendTrack(source);
  }

  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#links.get(id)?.tracks ?? new Map<Source, MediaStreamTrack>();
  }

  canSend(id: string): boolean {
    return this.#links.get(id)?.isConnected ?? false;
  }

  async sendData(id: string, data: PlaneData): Promise<void> {
    const link = this.#links.get(id);
    if (!link) throw new CallError('not-allowed');
    await link.send(data);
  }

  audioLevel(id: string): number {
    return this.#links.get(id)?.level ?? 0;
  }

  getStats(): Promise<ReadonlyMap<string, RTCStatsReport>> {
    return Promise.resolve(new Map([...this.#links.keys()].map((id) => [id, new Map<string, object>()])));
  }

  close(): void {
    for (const link of this.#links.values()) link.close();
    this.#links.clear();
    this.#generations.clear();
  }

  #createLink(id: string, generation: number): MemoryLink {
    const link = new MemoryLink(this, id, { generation, isPolite: this.#selfId < id });
    this.#links.set(id, link);
    this.#generations.set(id, generation);
    return link;
  }
}
