import { systemClock } from '../../base/clock.js';
import { listen, TypedEventTarget, tell } from '../../base/typed-events.js';
import type { LinkState } from '../../model/snapshot.js';
import type { Source } from '../../model/sources.js';
import type { Topology, WireIceServers } from '../../../protocol/protocol.js';
import type { Demand } from '../demand.js';
import { holdPlane, isWarm, renewOnce, shownTracksOf, type HeldPlane, type SwitchOptions } from './held-plane.js';
import { nextLinkState } from '../link-state.js';
import type {
  Arrival,
  JoinHint,
  LinkReport,
  MediaPlane,
  PlaneAdmission,
  PlaneCapabilities,
  PublishHints,
  RestartReason,
} from '../media-plane.js';
import type { PlaneStateEvent, PlaneEvents } from '../plane-events.js';
import { FormerPlane } from './former-plane.js';
import { PlaneFacts } from './plane-facts.js';
import type { SentShape } from '../sent-shape.js';
import type { MediaMessage } from '../plane-signaling.js';
import { demandAll, demandLittle, isPicture, little } from './next-demand.js';
import { SwitchData } from './switch-data.js';

/**
 * A media plane made of two: the present one, which carries the call, and, while the room moves, the next one. The next plane is told all
 * that the present one was told, and sends the same. Each source is shown from the next plane once it is warm there. The present plane
 * goes on until `commit()`, so that `abort()` can go back without a gap. Data is sent over the present plane until then. A plane that
 * works, and that another one takes the place of, goes on for a moment: what shows a source goes over with a frame of its next track.
 *
 * Moves have ascending numbers (epochs): calls for an older move are ignored. A next plane that is refused is given up, and one that is
 * lost may come back; when the present plane is lost or refused during a move, the move is committed at once. During a move the next plane
 * is asked for the smallest pictures, and sends such. The state of the next plane as a whole is not an event
 * of the switch: the caller who made that plane listens to it.
 */
export class PlaneSwitch extends TypedEventTarget<PlaneEvents> implements MediaPlane {
  readonly data: SwitchData;
  readonly #facts: PlaneFacts;
  readonly #isFor: NonNullable<SwitchOptions['isFor']>;
  #present: HeldPlane;
  #next: HeldPlane | null = null;
  /** The state that was reported last for the link to each participant. */
  readonly #links: Map<string, LinkState>;
  readonly #former: FormerPlane;
  /** The epoch of the last move that is over. */
  #epoch: number;
  #isClosed = false;

  constructor(
    plane: MediaPlane,
    { epoch = 0, facts = new PlaneFacts(), links, isFor = () => true, clock = systemClock }: SwitchOptions = {},
  ) {
    super();
    this.#facts = facts;
    this.#links = new Map(links);
    this.#isFor = isFor;
    this.#epoch = epoch;
    this.#former = new FormerPlane(clock, this.#close.bind(this));
    this.#present = this.#hold(plane, epoch);
    this.data = new SwitchData(plane.data);
  }

  /** The epoch of the plane that carries the call. */
  get epoch(): number {
    return this.#present.epoch;
  }

  get topology(): Topology {
    return this.#present.plane.topology;
  }

  get ready(): Promise<void> | undefined {
    return this.#present.plane.ready;
  }

  get capabilities(): PlaneCapabilities {
    return this.#present.plane.capabilities;
  }

  /** Begins a move to `plane`, and gives up one with a lower epoch. A plane of an older move is closed. */
  begin(epoch: number, plane: MediaPlane): void {
    const isLate = this.#isClosed || epoch <= (this.#next?.epoch ?? this.#epoch);
    if (!isLate) this.#giveUp(false);
    // A listener of that may have closed the call.
    if (isLate || this.#isClosed) {
      plane.close();
      return;
    }
    this.#next = this.#hold(plane, epoch);
    this.data.add(plane.data);
    this.#facts.tellTo(plane);
    for (const id of this.#facts.participantIds) demandLittle(plane, this.#facts, id);
  }

  /** Puts a plane into the place of the present one at once: there is nothing to go on with. A later move goes on. */
  replace(epoch: number, plane: MediaPlane): void {
    const later = (this.#next?.epoch ?? epoch) > epoch ? this.#next : null;
    if (later === null) this.#giveUp(false);
    this.#next = null;
    this.#epoch = epoch - 1;
    this.begin(epoch, plane);
    this.commit(epoch);
    this.#former.close();
    this.#next = later;
    if (this.#isClosed) this.close();
  }

  /** Whether a frame or a sound of a source has arrived over the plane of this epoch. */
  isWarm(epoch: number, id: string, source: Source): boolean {
    return this.#held.some((held) => held.epoch === epoch && isWarm(held, id, source));
  }

  /** Ends a move: the next plane carries the call, and the former one is closed a moment later, or with the call. */
  commit(epoch: number): void {
    const [before, next] = [this.#present, this.#next];
    if (next?.epoch !== epoch) return;
    this.#epoch = epoch;
    this.#present = next;
    this.#next = null;
    const ids = this.#facts.participantIds;
    for (const id of ids) {
      demandAll(next.plane, this.#facts, id);
      tell(this, 'plane-tracks', { participantId: id });
      this.#tellLink(id, next.links.get(id) ?? 'connecting');
    }
    this.data.use(next.plane.data, ids);
    if (this.#isClosed) this.#close(before);
    else this.#former.keep(before);
  }

  /** Gives a move up: everything is shown from the present plane again, and the next one is closed a moment later. */
  abort(epoch: number): void {
    if (this.#next?.epoch === epoch) this.#giveUp(true);
  }

  prepareJoin(iceServers: WireIceServers): Promise<JoinHint | null> {
    return this.#present.plane.prepareJoin(iceServers);
  }

  handleAdmitted(admission: PlaneAdmission): void {
    this.#facts.handleAdmitted(admission);
    this.#present.plane.handleAdmitted(admission);
    this.#next?.plane.handleAdmitted({ ...admission, hintTakenBy: null });
  }

  handleMessage(message: MediaMessage): void {
    for (const { plane, epoch } of this.#held) if (this.#isFor(message, epoch)) plane.handleMessage(message);
  }

  setIceServers(iceServers: WireIceServers): void {
    this.#facts.setIceServers(iceServers);
    for (const plane of this.#planes) plane.setIceServers(iceServers);
  }

  addParticipant(id: string, arrival: Arrival, features: readonly string[] = []): void {
    this.#facts.addParticipant(id, arrival, features);
    for (const plane of this.#planes) plane.addParticipant(id, arrival, features);
    if (this.#next !== null) demandLittle(this.#next.plane, this.#facts, id);
  }

  removeParticipant(id: string): void {
    this.#facts.removeParticipant(id);
    this.#links.delete(id);
    for (const { links } of this.#held) links.delete(id);
    for (const plane of this.#all) plane.removeParticipant(id);
  }

  publish(source: Source, track: MediaStreamTrack | null, hints?: PublishHints): void {
    this.#facts.publish(source, track, hints);
    for (const plane of this.#all) plane.publish(source, track, hints);
  }

  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack> {
    const present = this.#present.plane.tracksOf(id);
    return this.#next === null ? present : new Map([...present, ...shownTracksOf(this.#next, id)]);
  }

  demand(id: string, source: Source, wanted: Demand): void {
    if (this.#facts.participantIds.includes(id)) this.#facts.demands.set(id, source, wanted);
    this.#present.plane.demand(id, source, wanted);
    this.#next?.plane.demand(id, source, little(wanted));
  }

  shape(id: string, source: Source, shape: SentShape): void {
    if (this.#facts.participantIds.includes(id)) this.#facts.shapes.set(id, source, shape);
    this.#present.plane.shape?.(id, source, shape);
    if (!isPicture(source)) this.#next?.plane.shape?.(id, source, shape);
  }

  audioLevel(id: string): number {
    const shown = this.tracksOf(id).get('microphone');
    const next = this.#next?.plane;
    const isMoved = shown !== undefined && shown === next?.tracksOf(id).get('microphone');
    return (isMoved ? next : this.#present.plane).audioLevel(id);
  }

  restart(reason: RestartReason, id?: string): void {
    for (const plane of this.#planes) plane.restart(reason, id);
  }

  renewLink(id: string): void {
    for (const plane of this.#planes) plane.renewLink(id);
  }

  async getStats(): Promise<readonly LinkReport[]> {
    return (await Promise.all(this.#planes.map((plane) => plane.getStats()))).flat();
  }

  close(): void {
    this.#isClosed = true;
    for (const held of this.#held) this.#close(held);
    this.#next = null;
    this.#former.close();
  }

  get #held(): readonly HeldPlane[] {
    return this.#next === null ? [this.#present] : [this.#present, this.#next];
  }

  get #planes(): readonly MediaPlane[] {
    return this.#held.map(({ plane }) => plane);
  }

  /** With those that are about to be closed. */
  get #all(): readonly MediaPlane[] {
    return [...this.#planes, ...this.#former.planes];
  }

  #hold(plane: MediaPlane, epoch: number): HeldPlane {
    const held = holdPlane(plane, epoch);
    listen<PlaneEvents>(
      plane,
      {
        'plane-tracks': ({ participantId: id }) => {
          tell(this, 'plane-tracks', { participantId: id });
        },
        'plane-warm': ({ participantId: id, source }) => {
          const track = plane.tracksOf(id).get(source);
          if (track !== undefined) held.warm.add(track);
          if (held === this.#next) tell(this, 'plane-tracks', { participantId: id });
          tell(this, 'plane-warm', { participantId: id, source });
        },
        'plane-link': ({ participantId: id, state, cause }) => {
          held.links.set(id, state);
          if (held === this.#present) this.#tellLink(id, state, cause);
          else tell(this, 'plane-tracks', { participantId: id });
        },
        'plane-unsent': ({ participantId: id, source, cause }) => {
          if (held === this.#present) tell(this, 'plane-unsent', { participantId: id, source, cause });
          else renewOnce(held, id);
        },
        'plane-relay': ({ errorCode, url }) => {
          tell(this, 'plane-relay', { errorCode, url });
        },
        'plane-state': (event) => {
          this.#handleState(held, event);
        },
      },
      held.closed.signal,
    );
    return held;
  }

  #tellLink(id: string, now: LinkState, cause?: unknown): void {
    const before = this.#links.get(id) ?? 'connecting';
    const state = nextLinkState(before, now);
    if (state === before) return;
    this.#links.set(id, state);
    tell(this, 'plane-link', { participantId: id, state, cause });
  }

  #handleState(held: HeldPlane, { state, sources }: PlaneStateEvent): void {
    const isOver = state === 'lost' || state === 'refused';
    if (held === this.#next) {
      if (state === 'refused') this.#giveUp(false);
    } else if (isOver && this.#next !== null) {
      this.commit(this.#next.epoch);
      this.#former.close();
    } else tell(this, 'plane-state', { state, sources });
  }

  /** @param isWorking whether what is shown from the next plane goes back to the present one in its own time. */
  #giveUp(isWorking: boolean): void {
    const next = this.#next;
    if (next === null) return;
    this.#next = null;
    this.#epoch = next.epoch;
    for (const id of this.#facts.participantIds) tell(this, 'plane-tracks', { participantId: id });
    if (isWorking && !this.#isClosed) this.#former.keep(next);
    else this.#close(next);
  }

  #close({ plane, closed }: HeldPlane): void {
    closed.abort();
    this.data.remove(plane.data);
    plane.close();
  }
}
