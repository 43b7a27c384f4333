import { toPlainData, type PageData } from './data-channels.js';
import type { ChatFeature } from '../../features/chat.js';
import type { PlaneData } from '../../media/data-frame.js';
import type { CallEventMap } from '../../model/events.js';
import type { CallSnapshot } from '../../model/snapshot.js';
import type { RequestPayload, RequestName, Role, RoomPeek, TopologyWish } from '../../../protocol/protocol.js';
import { TypedEventTarget } from '../../base/typed-events.js';

/** A request that only a host or cohost may make. */
export type ModerationName = Extract<RequestName, `moderate:${string}`>;

/** What is asked of the server about the room. */
export type RoomRequest = ModerationName | 'ice:refresh';

/** What a session offers once it has a seat. */
export interface InsideRoom {
  withChat(work: (chat: ChatFeature) => Promise<void>): Promise<void>;
  sendFile(file: Blob, to: string | null): Promise<void>;
  sendData(data: PlaneData, to: string | null): Promise<void>;
  react(emoji: string): Promise<void>;
  changeSelf(change: { hand?: boolean; name?: string }): Promise<void>;
  setVolume(id: string, volume: number): void;
  reconnect(id: string): Promise<void>;
  askRoom<Name extends ModerationName>(name: Name, payload: RequestPayload<Name>): Promise<object>;
}

/**
 * The look into a room before joining, and the commands inside it: writing, sending data, reacting, raising a hand; and
 * the moderation of hosts and cohosts. The server decides who may do what (see the table in docs/protocol.md). A
 * command that is not allowed, or is called outside the room, rejects with a `CallError` with the code `not-allowed`.
 * The outcome is in the snapshot.
 */
export abstract class RoomCommands extends TypedEventTarget<CallEventMap> {
  /**
   * Who is in the room, before joining it: `count`, the `names` of ten at most, the eldest first, and the `topology` of
   * a room with participants. What is missing the server does not tell: nothing of a room with a lock or a lobby.
   * Waits for the connection; those inside see nothing. Of a room at a media server, loads what that needs.
   * @throws CallError `not-allowed` outside of prejoin, `unauthorized`, `token-expired`, `invalid-room`, `rate-limited`
   * beyond 20 times in a minute, `signaling-unreachable`, or `internal` by an older server.
   */
  abstract peek(): Promise<RoomPeek>;

  /**
   * Sends a chat message to all participants, or to one; white space alone is not sent. Resolves when it was handed
   * over to each, or the server has it; its delivery is the `state` of the message in the snapshot. `to` may have lost
   * the connection in the last ten minutes. `replyTo` is the id of the message that it answers.
   * @throws CallError `message-too-large` beyond 4000 characters, `not-allowed` when not joined or `to` is not in the
   * room or `replyTo` no message here, `rate-limited`. A message that is in the snapshot already is `failed` then.
   */
  sendMessage(
    text: string,
    { to = null, replyTo = null }: { to?: string | null; replyTo?: string | null } = {},
  ): Promise<void> {
    return this.inside((room) => room.withChat((chat) => chat.send(text, to, replyTo)));
  }

  /**
   * Sends a `failed` message again, by its `id`; participants who have it do not get it twice.
   * @throws CallError as `sendMessage`; `not-allowed` when there is no such message, or it is not `failed`.
   */
  retryMessage(id: string): Promise<void> {
    return this.inside((room) => room.withChat((chat) => chat.retry(id)));
  }

  /**
   * Deletes a message for all, by its `id`: one's own, or as a host or cohost one of a participant who may be muted. Of
   * it remain its author and its time. Resolves when the server has told the others; it waits while the server cannot
   * be reached.
   * @throws CallError `not-allowed` when there is no such message, or the role may not; `unsupported` by an older
   * server; `rate-limited`.
   */
  deleteMessage(id: string): Promise<void> {
    return this.inside((room) => room.withChat((chat) => chat.delete(id)));
  }

  /**
   * Offers a file of at most 100 MB to all participants, also to those who come later, or to one. Each of them has to
   * accept it; its bytes go from browser to browser. Resolves when it is in `snapshot.files`.
   * @throws CallError `file-rejected` when it cannot be read, is a folder or too large, `not-allowed` when not joined
   * or `to` is not in the room, `rate-limited` with too many files on offer, `insecure-context`.
   */
  sendFile(file: Blob, { to = null }: { to?: string | null } = {}): Promise<void> {
    return this.inside((room) => room.sendFile(file, to));
  }

  /**
   * Sends any text or bytes peer to peer, in order, to all participants or to one; resolves when handed to the network.
   * `channel` distinguishes uses; at most 64 bytes, not beginning with `noom:`.
   * @throws CallError `message-too-large` beyond 256 KiB, `not-allowed` when not joined or `to` is not in the room,
   * `internal` for what is neither text nor bytes.
   */
  sendData(
    data: PageData,
    { to = null, channel = 'data' }: { to?: string | null; channel?: string } = {},
  ): Promise<void> {
    return this.inside((room) => room.sendData({ channel, data: toPlainData(data) }, to));
  }

  /**
   * Reacts with one emoji, for all participants and for the moment: each who can be reached now, or in the next five
   * seconds, gets `noom-reaction`, and so does the local participant. Any role may react.
   * @throws CallError `not-allowed` when not joined, or `emoji` is not one emoji; `rate-limited` beyond 20 in ten
   * seconds.
   */
  react(emoji: string): Promise<void> {
    return this.inside((room) => room.react(emoji));
  }

  /** Raises or lowers the hand; `handOrder` has its place. @throws CallError `not-allowed` when not joined. */
  raiseHand(on: boolean): Promise<void> {
    return this.inside((room) => room.changeSelf({ hand: on }));
  }

  /**
   * How loud a remote participant is played here, 0 (silent) to 1, for as long as they are in the call.
   * @throws CallError `not-allowed` when it is no such number, or they are not in the room.
   */
  setVolume(participantId: string, volume: number): Promise<void> {
    return this.inside((room) => room.setVolume(participantId, volume));
  }

  /**
   * Makes the connection to a participant anew, such as one that has failed; while the server is away, as soon as it is
   * back. Connections are restored by themselves as well; the outcome is their `connection`.
   * @throws CallError `not-allowed` when not joined, or there is no such other participant.
   */
  reconnect(participantId: string): Promise<void> {
    return this.inside((room) => room.reconnect(participantId));
  }

  /**
   * Admits a participant who waits in the lobby; also resolves when they have been answered, or have gone, meanwhile.
   * @throws CallError `room-full`, `not-allowed`.
   */
  admit(participantId: string): Promise<void> {
    return this.#answer('moderate:admit', participantId);
  }

  /** Rejects a participant who waits in the lobby; otherwise as `admit`. @throws CallError `not-allowed`. */
  deny(participantId: string): Promise<void> {
    return this.#answer('moderate:deny', participantId);
  }

  /** Removes a participant, who cannot join again while the room lives. @throws CallError `not-allowed`. */
  remove(participantId: string): Promise<void> {
    return this.#ask('moderate:remove', { id: participantId });
  }

  /** Turns a participant's microphone off; they may turn it on again. @throws CallError `not-allowed`. */
  muteParticipant(participantId: string): Promise<void> {
    return this.#ask('moderate:mute', { id: participantId });
  }

  /**
   * Asks a participant to turn the microphone on, which only they can do.
   * @throws CallError `not-allowed`, also when their page is too old to tell them; `rate-limited` when they were asked
   * less than 10 s ago.
   */
  askToUnmute(participantId: string): Promise<void> {
    return this.#ask('moderate:ask', { id: participantId });
  }

  /** Turns off the microphones of all other participants. @throws CallError `not-allowed`. */
  muteAll(): Promise<void> {
    return this.#ask('moderate:mute', {});
  }

  /** Keeps newcomers out, or no longer. @throws CallError `not-allowed`. */
  lock(on: boolean): Promise<void> {
    return this.#ask('moderate:lock', { on });
  }

  /** Makes newcomers wait in the lobby; turning it off admits those who wait. @throws CallError `not-allowed`. */
  setLobby(on: boolean): Promise<void> {
    return this.#ask('moderate:lobby', { on });
  }

  /** Spotlights a participant for all participants; `null` ends it. @throws CallError `not-allowed`. */
  spotlight(participantId: string | null): Promise<void> {
    return this.#ask('moderate:spotlight', { id: participantId });
  }

  /** Changes a participant's role; without tokens, `host` hands the room over. @throws CallError `not-allowed`. */
  setRole(participantId: string, role: Role): Promise<void> {
    return this.#ask('moderate:role', { id: participantId, role });
  }

  /** Ends the call for all participants. @throws CallError `not-allowed`. */
  endForAll(): Promise<void> {
    return this.#ask('moderate:end', {});
  }

  /** What is known of the call. */
  abstract get snapshot(): CallSnapshot;

  /** Runs `work` with the session in the room. @throws CallError `not-allowed` outside a room. */
  protected abstract inside(work: (room: InsideRoom) => unknown): Promise<void>;

  /** A second answer is refused, and nothing is wrong: nobody is left to be answered. */
  #answer(name: 'moderate:admit' | 'moderate:deny', id: string): Promise<void> {
    return this.inside(async (room) => {
      const { role } = this.snapshot.self;
      const isWaiting = (): boolean => this.snapshot.knocking.some((participant) => participant.id === id);
      const wasWaiting = isWaiting();
      try {
        await room.askRoom(name, { id });
      } catch (error) {
        // One whose role was taken away meanwhile sees nobody wait either.
        if (!wasWaiting || isWaiting() || this.snapshot.self.role !== role) throw error;
      }
    });
  }

  /** How a host wishes media to travel from now on; a refusal is told. */
  protected wishTopology(plane: TopologyWish): void {
    this.#ask('moderate:topology', { plane }).catch(() => {
      // Told as an error already.
    });
  }

  #ask<Name extends ModerationName>(name: Name, payload: RequestPayload<Name>): Promise<void> {
    return this.inside((room) => room.askRoom(name, payload));
  }
}
