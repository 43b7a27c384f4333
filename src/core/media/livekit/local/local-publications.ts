import { SOURCES, type Source } from '../../../model/sources.js';
import type { LiveKit, Room } from '../library/load-livekit.js';
import { listenToRoom } from '../room/room-events.js';
import { SourcePublication, type PublicationHandlers } from './source-publication.js';

/** What the local participant sends: the wishes, which outlive a room, and their publications in the present one. */
export class LocalPublications {
  readonly #handlers: PublicationHandlers;
  readonly #wanted = new Map<Source, MediaStreamTrack | null>();
  readonly #publications = new Map<Source, SourcePublication>();
  #place: { readonly livekit: LiveKit; readonly room: Room } | null = null;

  constructor(handlers: PublicationHandlers) {
    this.#handlers = handlers;
  }

  /** The sources that are sent now, in the order of the table. */
  get sent(): readonly Source[] {
    return SOURCES.filter((source) => this.#publications.get(source)?.isSent === true);
  }

  /** Whether there is a room, and all that is wished is sent to it, or cannot be. */
  get isSettled(): boolean {
    return this.#place !== null && [...this.#publications.values()].every(({ isSettled }) => isSettled);
  }

  /** Whether something that is wished could not be sent. */
  get isRefused(): boolean {
    return [...this.#publications.values()].some(({ isRefused }) => isRefused);
  }

  /** Tries again to send what could not be sent. */
  retry(): void {
    for (const publication of this.#publications.values()) publication.retry();
  }

  publish(source: Source, track: MediaStreamTrack | null): void {
    this.#wanted.set(source, track);
    this.#send(source);
  }

  /** Sends what is wished to this room from now on. */
  setRoom(livekit: LiveKit, room: Room, signal: AbortSignal): void {
    const { RoomEvent } = livekit;
    this.#place = { livekit, room };
    listenToRoom(
      room,
      {
        [RoomEvent.LocalTrackUnpublished]: ({ track }) => {
          for (const publication of this.#publications.values()) publication.handleUnpublished(track);
        },
        [RoomEvent.ParticipantPermissionsChanged]: (_before, participant) => {
          if (participant !== room.localParticipant) return;
          this.retry();
        },
      },
      signal,
    );
    for (const source of this.#wanted.keys()) this.#send(source);
  }

  /** There is no room any more. May be called twice. */
  leaveRoom(): void {
    this.#place = null;
    for (const publication of this.#publications.values()) publication.close();
    this.#publications.clear();
  }

  #send(source: Source): void {
    const track = this.#wanted.get(source) ?? null;
    const known = this.#publications.get(source);
    if (known !== undefined) {
      known.want(track);
      return;
    }
    // What was never on has no section.
    if (this.#place === null || track === null) return;
    const publication = new SourcePublication({ ...this.#place, source, handlers: this.#handlers });
    this.#publications.set(source, publication);
    publication.want(track);
  }
}
