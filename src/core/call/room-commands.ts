import { toPlainData, type PageData } from './data-channels.js';
import type { PlaneData } from '../media/data-frame.js';
import type { CallEventMap } from '../model/events.js';
import type { RequestPayload, RequestName, Role } from '../../protocol/protocol.js';
import { TypedEventTarget } from '../base/typed-events.js';

/** A request that only a host or cohost may make. */
export type ModerationName = Extract<RequestName, `moderate:${string}`>;

/** What a stay in a room lets do inside of it. */
export interface InsideRoom {
  sendMessage(text: string, to: string | null): Promise<void>;
  retryMessage(id: string): Promise<void>;
  sendData(data: PlaneData, to: string | null): Promise<void>;
  changeSelf(change: { hand?: boolean; name?: string }): Promise<void>;
  askRoom<Name extends ModerationName>(name: Name, payload: RequestPayload<Name>): Promise<void>;
}

/**
 * What one does inside a room: to write, to send, to raise a hand; and what hosts and cohosts ask of it. The server decides who may
 * (see the table in docs/protocol.md); whoever may not, and whoever is not in the room, gets a `CallError` with the code
 * `not-allowed`. What came of it is in the snapshot.
 */
export abstract class RoomCommands extends TypedEventTarget<CallEventMap> {
  /**
   * Writes to everybody, or to one participant; white space alone is not sent. Resolves when it was handed over to each, or the
   * server has it; how far it comes is the `state` of the message in the snapshot. `to` may have lost the connection in the last
   * ten minutes.
   * @throws CallError `message-too-large` beyond 4000 characters, `not-allowed` when not joined or `to` is not in the room,
   * `rate-limited`. A message that stands in the snapshot is `failed` then.
   */
  sendMessage(text: string, { to = null }: { to?: string | null } = {}): Promise<void> {
    return this.inside((room) => room.sendMessage(text, to));
  }

  /**
   * Sends a message that is `failed` again, by its `id`; who has it already does not get it twice.
   * @throws CallError as `sendMessage`; `not-allowed` when there is no such message, or it is not `failed`.
   */
  retryMessage(id: string): Promise<void> {
    return this.inside((session) => session.retryMessage(id));
  }

  /**
   * Sends any text or bytes peer to peer, in order, to everybody or to one participant; resolves when handed to the network.
   * `channel` tells uses apart; at most 64 bytes, not beginning with `noom:`.
   * @throws CallError `message-too-large` beyond 256 KiB, `not-allowed` when not joined or `to` is not in the room.
   */
  sendData(
    data: PageData,
    { to = null, channel = 'data' }: { to?: string | null; channel?: string } = {},
  ): Promise<void> {
    return this.inside((room) => room.sendData({ channel, data: toPlainData(data) }, to));
  }

  /** @throws CallError `not-allowed` when not joined. */
  raiseHand(on: boolean): Promise<void> {
    return this.inside((room) => room.changeSelf({ hand: on }));
  }

  /** Lets somebody in who waits in the lobby. @throws CallError `room-full`, `not-allowed`. */
  admit(participantId: string): Promise<void> {
    return this.#ask('moderate:admit', { id: participantId });
  }

  /** Sends somebody away who waits in the lobby. @throws CallError `not-allowed`. */
  deny(participantId: string): Promise<void> {
    return this.#ask('moderate:deny', { id: participantId });
  }

  /** Puts somebody out of the room, who does not come back as long as it lives. @throws CallError `not-allowed`. */
  remove(participantId: string): Promise<void> {
    return this.#ask('moderate:remove', { id: participantId });
  }

  /** Turns somebody's microphone off; they may turn it on again. @throws CallError `not-allowed`. */
  muteParticipant(participantId: string): Promise<void> {
    return this.#ask('moderate:mute', { id: participantId });
  }

  /** Turns everybody's microphone off but one's own. @throws CallError `not-allowed`. */
  muteAll(): Promise<void> {
    return this.#ask('moderate:mute', {});
  }

  /** Keeps newcomers out, or no longer. @throws CallError `not-allowed`. */
  lock(on: boolean): Promise<void> {
    return this.#ask('moderate:lock', { on });
  }

  /** Has newcomers wait until they are let in; off lets in who waits. @throws CallError `not-allowed`. */
  setLobby(on: boolean): Promise<void> {
    return this.#ask('moderate:lobby', { on });
  }

  /** Puts a participant first for everybody; `null` puts nobody. @throws CallError `not-allowed`. */
  spotlight(participantId: string | null): Promise<void> {
    return this.#ask('moderate:spotlight', { id: participantId });
  }

  /** Gives somebody another role; without tokens, `host` hands the room over. @throws CallError `not-allowed`. */
  setRole(participantId: string, role: Role): Promise<void> {
    return this.#ask('moderate:role', { id: participantId, role });
  }

  /** Ends the call for everybody. @throws CallError `not-allowed`. */
  endForAll(): Promise<void> {
    return this.#ask('moderate:end', {});
  }

  /** Does something with the session of whoever is in the room. @throws CallError `not-allowed` outside of it. */
  protected abstract inside(work: (room: InsideRoom) => Promise<void>): Promise<void>;

  #ask<Name extends ModerationName>(name: Name, payload: RequestPayload<Name>): Promise<void> {
    return this.inside((room) => room.askRoom(name, payload));
  }
}
