import type { CallContext } from '../model/call-context.js';
import type { Participant } from '../model/snapshot.js';
import { SOURCES } from '../model/sources.js';
import type { Arrival, MediaPlane } from '../media/media-plane.js';
import type { LeaveReason, WireParticipant } from '../../protocol/protocol.js';

/** The server keeps a dropped seat for 30 s by default; so long a healthy connection is kept to who is missing after a restart. */
const MISSING_PATIENCE_MS = 30_000;

/** Who is in the room: for each of the others a way to them on the media plane, and a place in the snapshot. */
export class CallRoster {
  readonly #context: CallContext;
  readonly #plane: MediaPlane;
  readonly #handleGone: (id: string, reason: LeaveReason) => void;
  /** Participants a restarted server does not know yet, and the end of waiting for each. */
  readonly #missing = new Map<string, () => void>();
  /** What each participant's page can do beyond the first version of the wire. */
  readonly #features = new Map<string, readonly string[]>();
  /** Everybody who was ever here. */
  readonly #met = new Set<string>();
  #isClosed = false;

  constructor(context: CallContext, plane: MediaPlane, handleGone: (id: string, reason: LeaveReason) => void) {
    this.#context = context;
    this.#plane = plane;
    this.#handleGone = handleGone;
  }

  /** Everybody but oneself. */
  get others(): readonly Participant[] {
    return this.#context.getSnapshot().participants.filter(({ isLocal }) => !isLocal);
  }

  /** Whether a participant's page named a feature when it joined. */
  hasFeature(id: string, feature: string): boolean {
    return this.#features.get(id)?.includes(feature) ?? false;
  }

  /** The local participant is admitted; these participants are in the room. */
  handleAdmitted(self: WireParticipant, participants: readonly WireParticipant[]): void {
    this.#heedRole(self);
    for (const participant of participants) this.#add(participant, 'before-us');
  }

  /** A restarted server knows only those who have come back so far: the others get time to do so too. */
  awaitMissing(present: readonly WireParticipant[]): void {
    for (const { id } of this.others) {
      if (this.#missing.has(id) || present.some((participant) => participant.id === id)) continue;
      const cancel = this.#context.clock.after(MISSING_PATIENCE_MS, () => {
        this.remove(id, 'network');
      });
      this.#missing.set(id, cancel);
    }
  }

  handleJoined(participant: WireParticipant): void {
    this.#add(participant, this.#met.has(participant.id) ? 'returning' : 'after-us');
  }

  /** Something about somebody changed, oneself included. */
  handleUpdated(participant: WireParticipant): void {
    this.#heedRole(participant);
    this.#features.set(participant.id, participant.features ?? []);
    this.#context.apply({ type: 'present', participant, tracks: this.#plane.tracksOf(participant.id) });
  }

  remove(id: string, reason: LeaveReason): void {
    this.#stopMissing(id);
    this.#features.delete(id);
    this.#context.apply({ type: 'gone', id, reason });
    this.#plane.removeParticipant(id);
    this.#handleGone(id, reason);
  }

  /** Nobody is waited for any more, and nobody comes. May be called twice. */
  close(): void {
    this.#isClosed = true;
    for (const cancel of this.#missing.values()) cancel();
    this.#missing.clear();
  }

  #add(participant: WireParticipant, arrival: Arrival): void {
    // Whoever heard of one's own arrival, or of another's, may have left at once.
    if (this.#isClosed) return;
    const { id, features = [] } = participant;
    this.#stopMissing(id);
    this.#met.add(id);
    this.#plane.addParticipant(id, arrival, features);
    this.handleUpdated(participant);
  }

  #stopMissing(id: string): void {
    this.#missing.get(id)?.();
    this.#missing.delete(id);
  }

  /** A viewer sends nothing: the camera's light has no reason to be on. */
  #heedRole({ id, role }: WireParticipant): void {
    if (role === 'viewer' && id === this.#context.getSnapshot().self.id) this.#context.turnOff(...SOURCES);
  }
}
