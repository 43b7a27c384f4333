import type { CallEventMap } from './call-events.js';
import type { RequestPayload, RequestName, Role } from './signaling/protocol.js';
import { TypedEventTarget } from './typed-events.js';

/** A request that only a host or cohost may make. */
export type ModerationName = Extract<RequestName, `moderate:${string}`>;

/**
 * What hosts and cohosts ask of a room. The server decides who may (see the table in docs/protocol.md); whoever may not, and whoever
 * is not in the room, gets a `CallError` with the code `not-allowed`. What came of it is in the snapshot.
 */
export abstract class ModeratedCall extends TypedEventTarget<CallEventMap> {
  /** Lets somebody in who waits in the lobby. @throws CallError `room-full`, `not-allowed`. */
  admit(participantId: string): Promise<void> {
    return this.askRoom('moderate:admit', { id: participantId });
  }

  /** Sends somebody away who waits in the lobby. @throws CallError `not-allowed`. */
  deny(participantId: string): Promise<void> {
    return this.askRoom('moderate:deny', { id: participantId });
  }

  /** Puts somebody out of the room, who does not come back as long as it lives. @throws CallError `not-allowed`. */
  remove(participantId: string): Promise<void> {
    return this.askRoom('moderate:remove', { id: participantId });
  }

  /** Turns somebody's microphone off; they may turn it on again. @throws CallError `not-allowed`. */
  muteParticipant(participantId: string): Promise<void> {
    return this.askRoom('moderate:mute', { id: participantId });
  }

  /** Turns everybody's microphone off but one's own. @throws CallError `not-allowed`. */
  muteAll(): Promise<void> {
    return this.askRoom('moderate:mute', {});
  }

  /** Keeps newcomers out, or no longer. @throws CallError `not-allowed`. */
  lock(on: boolean): Promise<void> {
    return this.askRoom('moderate:lock', { on });
  }

  /** Has newcomers wait until they are let in; off lets in who waits. @throws CallError `not-allowed`. */
  setLobby(on: boolean): Promise<void> {
    return this.askRoom('moderate:lobby', { on });
  }

  /** Puts a participant first for everybody; `null` puts nobody. @throws CallError `not-allowed`. */
  spotlight(participantId: string | null): Promise<void> {
    return this.askRoom('moderate:spotlight', { id: participantId });
  }

  /** Gives somebody another role; without tokens, `host` hands the room over. @throws CallError `not-allowed`. */
  setRole(participantId: string, role: Role): Promise<void> {
    return this.askRoom('moderate:role', { id: participantId, role });
  }

  /** Ends the call for everybody. @throws CallError `not-allowed`. */
  endForAll(): Promise<void> {
    return this.askRoom('moderate:end', {});
  }

  /** Asks the server, from inside the room. */
  protected abstract askRoom<Name extends ModerationName>(name: Name, payload: RequestPayload<Name>): Promise<void>;
}
