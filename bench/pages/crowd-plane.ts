import { tell, TypedEventTarget } from '../../src/core/base/typed-events.js';
import type { Source } from '../../src/core/model/sources.js';
import type { DataEvents, DataFate, DataPath } from '../../src/core/media/data-path.js';
import type { LinkReport, MediaPlane, PlaneAdmission } from '../../src/core/media/media-plane.js';
import type { PlaneEvents } from '../../src/core/media/plane-events.js';

/** A data path on which everything is handed over, and nothing comes. */
class CrowdData extends TypedEventTarget<DataEvents> implements DataPath {
  readonly #ids: ReadonlyMap<string, unknown>;

  constructor(ids: ReadonlyMap<string, unknown>) {
    super();
    this.#ids = ids;
  }

  canSend(id: string): boolean {
    return this.#ids.has(id);
  }

  send(to: string | null): Promise<ReadonlyMap<string, DataFate>> {
    const ids = to === null ? [...this.#ids.keys()] : [to];
    return Promise.resolve(new Map(ids.map((id) => [id, 'handed-over'])));
  }
}

/**
 * A media plane whose participants all send clones of one camera and one microphone, so that nothing is decoded and
 * the page does no more than it would anyway. Its owner sets how loud each of them is.
 */
export class CrowdPlane extends TypedEventTarget<PlaneEvents> implements MediaPlane {
  readonly topology = 'mesh';
  readonly capabilities = { maxMessageBytes: 256 * 1024 };
  /** How loud each participant is, 0 to 1. */
  readonly levels = new Map<string, number>();
  readonly #tracks = new Map<string, ReadonlyMap<Source, MediaStreamTrack>>();
  readonly data = new CrowdData(this.#tracks);
  readonly #stream: MediaStream;

  constructor(stream: MediaStream) {
    super();
    this.#stream = stream;
  }

  prepareJoin(): Promise<null> {
    return Promise.resolve(null);
  }

  addParticipant(id: string): void {
    const tracks = this.#stream
      .getTracks()
      .map((track): [Source, MediaStreamTrack] => [track.kind === 'video' ? 'camera' : 'microphone', track.clone()]);
    this.#tracks.set(id, new Map(tracks));
    queueMicrotask(() => {
      tell(this, 'plane-tracks', { participantId: id });
      tell(this, 'plane-link', { participantId: id, state: 'connected' });
    });
  }

  removeParticipant(id: string): void {
    for (const track of this.tracksOf(id).values()) track.stop();
    this.#tracks.delete(id);
  }

  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack> {
    return this.#tracks.get(id) ?? new Map<Source, MediaStreamTrack>();
  }

  audioLevel(id: string): number {
    return this.levels.get(id) ?? 0;
  }

  getStats(): Promise<readonly LinkReport[]> {
    return Promise.resolve([]);
  }

  handleAdmitted(_admission: PlaneAdmission): void {
    // Participants are added by the call.
  }

  handleMessage(): void {
    // No one negotiates.
  }

  setIceServers(): void {
    // There is no ICE.
  }

  publish(): void {
    // No one receives it.
  }

  demand(): void {
    // They send what they send.
  }

  restart(): void {
    // Nothing breaks.
  }

  renewLink(): void {
    // As above.
  }

  close(): void {
    for (const id of [...this.#tracks.keys()]) this.removeParticipant(id);
  }
}
