import { every } from '../../base/clock.js';
import type { SessionFeature } from '../../features/feature.js';
import type { MediaPlane } from '../../media/media-plane.js';
import type { PlaneState } from '../../media/plane-events.js';
import type { MediaMessage } from '../../media/plane-signaling.js';
import { PlaneSwitch } from '../../media/switch/plane-switch.js';
import type { Admission, EventPayload, ServerEvent, Topology, WireDirect } from '../../../protocol/protocol.js';
import { ArrivalReports } from './arrival-reports.js';
import { createAttempt, FIRST_MEDIA, type Attempt, type Prepared } from './attempt.js';
import { awaitedSources, sentSources } from './awaited-sources.js';
import { EarlySignals } from './early-signals.js';
import { factsOf, linksOf } from './first-facts.js';
import { makePlane } from './make-plane.js';
import { MediaTrouble } from './media-trouble.js';
import type { MovingContext, Way } from './moving-context.js';
import { Overload } from './overload.js';
import { Stay } from './stay.js';
import { reportProblem, tellTopology } from './topology.js';

/** How often it is looked whether everything has arrived over the next plane. */
const LOOK_MS = 100;
/** The second time: the first attempt over a media server may have failed where TURN helps. */
const ATTEMPTS = 2;

/**
 * Moves a call between a mesh and a media server when the server says so: makes the next plane beside the present one,
 * tells the server once everything has arrived over it, and goes over, or back, at the server's word.
 */
export class Moving implements SessionFeature {
  readonly #context: MovingContext;
  readonly #switch: PlaneSwitch;
  readonly #early = new EarlySignals();
  readonly #trouble: MediaTrouble;
  readonly #overload: Overload;
  #present: Way & { readonly stay: Stay | null };
  #attempt: Attempt | null = null;
  #stopLooking: () => void = () => undefined;
  #isClosed = false;

  constructor(context: MovingContext) {
    this.#context = context;
    const { plane, epoch, isUnused } = context.getFirst();
    this.#switch = new PlaneSwitch(plane, {
      epoch,
      facts: factsOf(context),
      links: linksOf(context),
      clock: context.clock,
      isFor: (message, of) => message.name !== 'signal:message' || (message.payload.epoch ?? 0) === of,
    });
    context.movable.replace(this.#switch);
    if (isUnused) plane.close();
    this.#present = { epoch, topology: 'mesh', stay: null };
    this.#trouble = new MediaTrouble(context, (reason) => {
      this.#switch.restart(reason);
    });
    this.#overload = new Overload(
      context,
      () => this.#attempt === null && this.#present.topology === 'mesh',
      () => {
        reportProblem(this.#context, this.#present.epoch, 'overloaded');
      },
    );
  }

  handleAdmitted({ media = FIRST_MEDIA, participants }: Admission, isReturn: boolean): void {
    const { epoch, plane, isMoving, present, published } = media;
    if (this.#attempt !== null && this.#attempt.epoch !== epoch) this.#goBack(this.#attempt);
    if (this.#attempt !== null && !isMoving) this.#commit(this.#attempt);
    const isThere = this.#stayOf(epoch) !== null || this.#attempt !== null || this.#isPresent(epoch, plane);
    // A newcomer takes the next media alone.
    if (!isThere && isReturn && isMoving && present === this.#present.epoch) this.#begin(media);
    else if (!isThere) this.#replace(media, isReturn);
    else if (this.#attempt === null) this.#restore();
    for (const { id, sources } of published) this.#handlePublished({ epoch, id, sources, serial: 0, seq: 0 });
    if (isReturn) this.#stayOf(epoch)?.tellAgain();
    if (media.isLost === true && !isMoving) this.#trouble.tellLost();
    this.#prefetch(participants.length + 1);
  }

  handleMessage({ name, payload }: ServerEvent): void {
    if (name === 'media:prepare') this.#handlePrepare(payload);
    else if (name === 'media:published') this.#handlePublished(payload);
    else if (name === 'media:commit') this.#handleCommit(payload);
    else if (name === 'media:abort') this.#handleAbort(payload.epoch);
    else if (name === 'media:lost') this.#trouble.tellLost();
    else if (name === 'signal:message') this.#handleSignal({ name, payload });
  }

  handleReachable(): void {
    this.#prefetch(this.#context.getSnapshot().participants.length);
  }

  /** May be called twice. The planes are closed with the session. */
  close(): void {
    this.#isClosed = true;
    this.#stopLooking();
    this.#trouble.close();
    this.#overload.close();
    this.#attempt?.stay?.end();
    this.#present.stay?.end();
  }

  #handlePrepare(prepared: Prepared): void {
    const { epoch } = prepared;
    if (this.#attempt?.epoch === epoch) return;
    // Where the move to the present media came to nothing, the room goes on in what was before.
    if (epoch < this.#present.epoch) this.#replace(prepared, true);
    else if (epoch > (this.#attempt?.epoch ?? this.#present.epoch)) this.#begin(prepared);
  }

  #handlePublished(published: EventPayload<'media:published'>): void {
    const { epoch, id, sources, serial } = published;
    const attempt = this.#attempt;
    if (attempt?.epoch === epoch && attempt.stay === null) attempt.published.push(published);
    this.#stayOf(epoch)?.handlePublished(id, sources, serial);
  }

  #handleCommit({ epoch, plane }: EventPayload<'media:commit'>): void {
    const attempt = this.#attempt;
    if (attempt?.epoch === epoch) this.#commit(attempt);
    // This page heard nothing of it, or has come to it before.
    else if (epoch > this.#present.epoch) this.#replace({ epoch, plane }, true);
    else if (epoch === this.#present.epoch) this.#tellTopology(this.#context.getSnapshot().topology ?? plane, 0);
  }

  #handleAbort(epoch: number): void {
    if (this.#attempt?.epoch === epoch) this.#goBack(this.#attempt);
  }

  #handleSignal(message: Extract<MediaMessage, { name: 'signal:message' }>): void {
    const { epoch = 0 } = message.payload;
    const isKnown = epoch === this.#present.epoch || (epoch === this.#attempt?.epoch && this.#attempt.stay !== null);
    if (isKnown) this.#switch.handleMessage(message);
    else if (epoch > this.#present.epoch) this.#early.keep(epoch, message);
  }

  /** Makes the next plane beside the present one. */
  #begin(prepared: Prepared): void {
    const { epoch } = prepared;
    if (this.#attempt) this.#drop(this.#attempt);
    const attempt = createAttempt(prepared, this.#context.clock.monotonic());
    this.#attempt = attempt;
    this.#make(attempt, (plane) => {
      if (this.#attempt !== attempt) {
        plane.close();
        return;
      }
      const stay = this.#stayFor(attempt, plane);
      attempt.stay = stay;
      attempt.arrivals = new ArrivalReports(epoch, this.#context);
      for (const { id, sources, serial } of attempt.published) stay.handlePublished(id, sources, serial);
      this.#switch.begin(epoch, plane);
      this.#takeEarly(epoch);
      if (attempt.isCommitted) this.#commit(attempt);
      else this.#lookAgain();
    });
  }

  /** Goes over to a plane at once: there is nothing to go on with. @param isTold whether that is a change in the call. */
  #replace({ epoch, plane: topology, direct }: Prepared, isTold: boolean): void {
    if (this.#attempt) this.#drop(this.#attempt);
    const before = this.#present;
    before.stay?.end();
    this.#trouble.handleLeft();
    const way = { epoch, topology };
    this.#present = { ...way, stay: null };
    this.#make({ ...way, direct: direct ?? null }, (plane) => {
      if (!this.#isPresent(epoch, topology) || this.#present.stay !== null) {
        plane.close();
        return;
      }
      this.#present = { ...way, stay: this.#stayFor(way, plane) };
      this.#switch.replace(epoch, plane);
      this.#takeEarly(epoch);
    });
    if (isTold) this.#tellTopology(before.topology, 0);
  }

  #make(way: Way & { direct: WireDirect | null }, use: (plane: MediaPlane) => void): void {
    const { epoch } = way;
    makePlane(this.#context, way, {
      isWanted: () => !this.#isClosed && (this.#attempt?.epoch === epoch || this.#present.epoch === epoch),
      use,
      handleFailed: () => {
        if (this.#attempt?.epoch === epoch && !this.#attempt.isCommitted)
          reportProblem(this.#context, epoch, 'unreachable');
        else this.#trouble.handleState(epoch, 'lost');
      },
    });
  }

  #stayFor({ epoch, topology }: Way, plane: MediaPlane): Stay {
    const { seat, clock } = this.#context;
    return new Stay({
      epoch,
      topology,
      plane,
      seat,
      clock,
      handleState: (state) => {
        this.#handleState(epoch, state);
      },
    });
  }

  #handleState(epoch: number, state: PlaneState): void {
    const attempt = this.#attempt;
    if (attempt?.epoch === epoch) {
      if (state === 'lost') attempt.losses += 1;
      if (state === 'refused' || attempt.losses === ATTEMPTS) reportProblem(this.#context, epoch, 'unreachable');
    } else if (epoch === this.#present.epoch && this.#present.topology === 'sfu')
      this.#trouble.handleState(epoch, state);
  }

  #commit(attempt: Attempt): void {
    attempt.isCommitted = true;
    const { epoch, topology, stay, beganAt } = attempt;
    if (stay === null) return;
    this.#attempt = null;
    this.#stopLooking();
    const before = this.#present;
    before.stay?.end();
    this.#present = { epoch, topology, stay };
    this.#switch.commit(epoch);
    // The switch has given up a plane that was refused.
    if (this.#switch.epoch !== epoch) this.#replace({ epoch, plane: topology }, false);
    else if (topology === 'sfu') this.#trouble.handleCommitted(epoch, stay.state);
    else this.#trouble.handleMesh();
    this.#tellTopology(before.topology, this.#context.clock.monotonic() - beganAt);
  }

  /** A move came to nothing. */
  #goBack(attempt: Attempt): void {
    this.#drop(attempt);
    this.#restore();
  }

  #drop(attempt: Attempt): void {
    this.#attempt = null;
    this.#stopLooking();
    attempt.stay?.end();
    this.#switch.abort(attempt.epoch);
  }

  /** Where the present plane was lost during a move, the switch went over by itself, to where no one else is. */
  #restore(): void {
    const { epoch, topology, stay } = this.#present;
    if (stay !== null && this.#switch.epoch !== epoch) this.#replace({ epoch, plane: topology }, false);
  }

  #takeEarly(epoch: number): void {
    for (const message of this.#early.take(epoch)) this.#switch.handleMessage(message);
  }

  #lookAgain(): void {
    this.#stopLooking();
    this.#stopLooking = every(this.#context.clock, LOOK_MS, () => {
      this.#look();
    });
    this.#look();
  }

  /** Looks whether everything has arrived over the next plane. */
  #look(): void {
    const attempt = this.#attempt;
    const stay = attempt?.stay;
    if (!attempt || !stay) return;
    const { getSnapshot, views } = this.#context;
    // A mesh sends what it is given; a plane over a media server says when that is there.
    if (attempt.topology === 'mesh') stay.handleSent(sentSources(getSnapshot()));
    const awaited = awaitedSources(getSnapshot(), stay.published, views);
    const cold = awaited.filter(({ id, source }) => !this.#switch.isWarm(attempt.epoch, id, source));
    const isTold = attempt.arrivals?.look(
      stay.serial,
      cold.map(({ id }) => id),
    );
    // Where the present media is lost, nobody has to be waited for: what lacks by now may come there as well.
    if (isTold === true && attempt.isLost) this.#commit(attempt);
  }

  #isPresent(epoch: number, topology: Topology): boolean {
    return this.#present.epoch === epoch && this.#present.topology === topology;
  }

  #tellTopology(from: Topology, ms: number): void {
    tellTopology(this.#context, from, this.#present.topology, ms);
  }

  #stayOf(epoch: number): Stay | null {
    if (this.#attempt?.epoch === epoch) return this.#attempt.stay;
    return this.#present.epoch === epoch ? this.#present.stay : null;
  }

  #prefetch(count: number): void {
    if (count >= this.#context.getMeshMax()) this.#context.prefetchServed(false);
  }
}
