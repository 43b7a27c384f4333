import { CallError } from '../../base/errors.js';
import type { CallContext } from '../../model/call-context.js';
import type { Participant } from '../../model/snapshot.js';
import { SOURCES } from '../../model/sources.js';
import type { Arrival, MediaPlane } from '../../media/media-plane.js';
import type { MessageTable } from '../context/context.js';
import type { KnownParticipant } from '../moving/moving-context.js';
import type { LeaveReason, WireParticipant } from '../../../protocol/protocol.js';

/**
 * How long a participant who is missing after a restart is kept; by default the server keeps a dropped seat as long.
 */
const MISSING_PATIENCE_MS = 30_000;

/** The participants in the room: adds each remote one to the media plane and to the snapshot. */
export class CallRoster {
  readonly #context: CallContext;
  readonly #plane: MediaPlane;
  readonly #handleGone: (id: string, reason: LeaveReason) => void;
  /** Participants whom a restarted server does not know yet, and what cancels the wait for each. */
  readonly #missing = new Map<string, () => void>();
  /** The features of each participant's page beyond the first version of the wire. */
  readonly #features = new Map<string, readonly string[]>();
  readonly #arrivals = new Map<string, Arrival>();
  /** Whether the plane is told of nobody, until it is another one. */
  isHeldBack = false;
  /** All participants who were ever in the room. */
  readonly #met = new Set<string>();
  #isClosed = false;

  /** What the server tells of them. */
  readonly messages: MessageTable = {
    'participant:joined': ({ participant }) => {
      this.#add(participant, this.#met.has(participant.id) ? 'returning' : 'after-us');
    },
    'participant:updated': ({ participant }) => {
      this.handleUpdated(participant);
    },
    'participant:left': ({ id, reason }) => {
      this.remove(id, reason);
    },
  };

  constructor(context: CallContext, plane: MediaPlane, handleGone: (id: string, reason: LeaveReason) => void) {
    this.#context = context;
    this.#plane = plane;
    this.#handleGone = handleGone;
  }

  /** The remote participants. */
  get others(): readonly Participant[] {
    return this.#context.getSnapshot().participants.filter(({ isLocal }) => !isLocal);
  }

  /** The remote participants, as a plane is told of them; it is told of who comes from now on. */
  takeKnown(): readonly KnownParticipant[] {
    this.isHeldBack = false;
    return [...this.#arrivals].map(([id, arrival]) => ({ id, arrival, features: this.#features.get(id) ?? [] }));
  }

  /** As `CallController.setVolume`. @throws CallError `not-allowed`. */
  setVolume(id: string, volume: number): void {
    const isHeard = this.others.some((other) => other.id === id);
    if (!isHeard || !(volume >= 0 && volume <= 1)) throw new CallError('not-allowed');
    this.#context.apply({ type: 'volume', id, volume });
  }

  /** Whether a participant's page named a feature when it joined. */
  hasFeature(id: string, feature: string): boolean {
    return this.#features.get(id)?.includes(feature) ?? false;
  }

  /** The local participant is admitted; these participants are in the room. */
  handleAdmitted(self: WireParticipant, participants: readonly WireParticipant[]): void {
    this.#applyRole(self);
    this.#context.together(() => {
      for (const participant of participants) this.#add(participant, 'before-us');
    });
  }

  /** A restarted server knows only those who have come back so far: the others get time to do so. */
  awaitMissing(present: readonly WireParticipant[]): void {
    for (const { id } of this.others) {
      if (this.#missing.has(id) || present.some((participant) => participant.id === id)) continue;
      const cancel = this.#context.clock.after(MISSING_PATIENCE_MS, () => {
        this.remove(id, 'network');
      });
      this.#missing.set(id, cancel);
    }
  }

  /** A participant has changed, possibly the local one. */
  handleUpdated(participant: WireParticipant): void {
    this.#applyRole(participant);
    this.#features.set(participant.id, participant.features ?? []);
    this.#context.apply({ type: 'present', participant, tracks: this.#plane.tracksOf(participant.id) });
  }

  remove(id: string, reason: LeaveReason): void {
    this.#stopMissing(id);
    this.#features.delete(id);
    this.#arrivals.delete(id);
    this.#context.apply({ type: 'gone', id, reason });
    this.#plane.removeParticipant(id);
    this.#handleGone(id, reason);
  }

  /** The server is away: who is missing has no way to come back. */
  stopAwaiting(): void {
    for (const cancel of this.#missing.values()) cancel();
    this.#missing.clear();
  }

  /** Stops waiting, and adds no one any more. May be called twice. */
  close(): void {
    this.#isClosed = true;
    this.stopAwaiting();
  }

  #add(participant: WireParticipant, arrival: Arrival): void {
    // A listener of an earlier arrival may have left the call.
    if (this.#isClosed) return;
    const { id, features = [] } = participant;
    this.#stopMissing(id);
    this.#met.add(id);
    // As the plane has it: that of the first time counts.
    if (!this.#arrivals.has(id)) this.#arrivals.set(id, arrival);
    if (!this.isHeldBack) this.#plane.addParticipant(id, arrival, features);
    this.handleUpdated(participant);
  }

  #stopMissing(id: string): void {
    this.#missing.get(id)?.();
    this.#missing.delete(id);
  }

  /** A viewer sends nothing: the camera's light has no reason to be on. */
  #applyRole({ id, role }: WireParticipant): void {
    if (role === 'viewer' && id === this.#context.getSnapshot().self.id) this.#context.turnOff(...SOURCES);
  }
}
