import type { Clock } from '../../../base/clock.js';
import type { Source } from '../../../model/sources.js';
import type { Demand } from '../../demand.js';
import { isPicture } from '../../switch/next-demand.js';
import { SourceValues } from '../../source-values.js';
import { FirstMedia } from './first-media.js';
import { receiverOf } from '../library/livekit-internals.js';
import type { LiveKit, RemoteParticipant, RemoteTrack, RemoteTrackPublication, Room } from '../library/load-livekit.js';
import { endShown, shownOf, type ReceivedSource } from './received-source.js';
import { listenToRoom } from '../room/room-events.js';
import { Subscription } from './subscription.js';
import type { TrackOwner } from '../room/track-stats.js';

/**
 * Chosen: more than a stage shows at once. In a larger room pictures are asked for when the room is connected: it is known
 * by then which of them are shown.
 */
const EARLY_MOST = 25;

/** What is reported of the other participants' tracks. */
export interface RemoteHandlers {
  readonly clock: Clock;
  handleTracks: (id: string) => void;
  handleWarm: (id: string, source: Source) => void;
}

/**
 * What is received of the participants of the call: subscriptions to what they publish, and the tracks that came of
 * them. Of anyone else in the room nothing is received. Tracks of a participant who is away for a moment, or of a room
 * that is made anew, stay until others take their place.
 */
export class RemotePublications {
  readonly #handlers: RemoteHandlers;
  readonly #firsts: FirstMedia;
  /** By participant. */
  readonly #received = new Map<string, Map<Source, ReceivedSource>>();
  readonly #subscriptions = new Map<RemoteTrackPublication, Subscription>();
  readonly #demands = new SourceValues<Demand>();
  #livekit: LiveKit | null = null;
  #room: Room | null = null;
  #isConnected = false;

  constructor(handlers: RemoteHandlers) {
    this.#handlers = handlers;
    this.#firsts = new FirstMedia(handlers.clock);
  }

  tracksOf(id: string): ReadonlyMap<Source, MediaStreamTrack> {
    return new Map([...(this.#received.get(id) ?? [])].map(([source, { shown }]) => [source, shown]));
  }

  /** Whose each received track is, by its id. */
  get owners(): ReadonlyMap<string, TrackOwner> {
    return new Map(
      [...this.#received].flatMap(([participantId, sources]) =>
        [...sources.values()].map(({ original, shown }) => [original.id, { participantId, shownId: shown.id }]),
      ),
    );
  }

  /** The participants of whom a microphone or a wanted camera arrives; a still screen sends next to nothing. */
  get heard(): readonly string[] {
    const arriving = [...this.#subscriptions.values()].filter(
      ({ isArriving, source }) => isArriving && isSteady(source),
    );
    return [...new Set(arriving.map(({ participantId }) => participantId))];
  }

  /** Receives what this participant publishes from now on. */
  add(id: string): void {
    if (this.#received.has(id)) return;
    this.#received.set(id, new Map());
    const participant = this.#room?.remoteParticipants.get(id);
    if (participant !== undefined) this.#considerAll(participant);
  }

  remove(id: string): void {
    for (const received of this.#received.get(id)?.values() ?? []) this.#end(received);
    this.#received.delete(id);
    this.#demands.forget(id);
    for (const [publication, subscription] of this.#subscriptions) {
      if (subscription.participantId !== id) continue;
      this.#subscriptions.delete(publication);
      subscription.end();
    }
  }

  demand(id: string, source: Source, wanted: Demand): void {
    if (!this.#received.has(id)) return;
    this.#demands.set(id, source, wanted);
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.participantId === id && subscription.source === source) subscription.want(wanted);
    }
  }

  /** Subscribes anew to all that a participant publishes. */
  renew(id: string): void {
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.participantId === id) subscription.renew();
    }
  }

  /** Receives from this room, which is entered, from now on: what is published there is asked for before it connects. */
  setRoom(livekit: LiveKit, room: Room, signal: AbortSignal): void {
    const { RoomEvent } = livekit;
    this.#livekit = livekit;
    this.#room = room;
    listenToRoom(
      room,
      {
        [RoomEvent.TrackPublished]: (publication, { identity }) => {
          this.#consider(publication, identity);
        },
        [RoomEvent.TrackUnpublished]: (publication) => {
          this.#subscriptions.get(publication)?.close();
          this.#subscriptions.delete(publication);
        },
        [RoomEvent.TrackSubscribed]: (track, publication, { identity }) => {
          this.#take(track, publication, identity);
        },
        [RoomEvent.TrackUnsubscribed]: (_track, publication, participant) => {
          // The room may be about to end, or the participant to be away: what is shown of them stays.
          queueMicrotask(() => {
            if (!signal.aborted && room.remoteParticipants.get(participant.identity) === participant) {
              this.#drop(publication, participant.identity);
            }
          });
        },
        [RoomEvent.TrackMuted]: ({ track }, { isLocal }) => {
          // The library disables it, and enables it when it is told, which may be after the first frames.
          if (!isLocal && track !== undefined) track.mediaStreamTrack.enabled = true;
        },
      },
      signal,
    );
    for (const participant of room.remoteParticipants.values()) this.#considerAll(participant);
  }

  /** The room is connected. What was published until then was not told. */
  handleConnected(): void {
    this.#isConnected = true;
    for (const participant of this.#room?.remoteParticipants.values() ?? []) this.#considerAll(participant);
  }

  /** There is no room any more; what was received stays. May be called twice. */
  leaveRoom(): void {
    this.#room = null;
    this.#isConnected = false;
    this.#firsts.close();
    for (const subscription of this.#subscriptions.values()) subscription.close();
    this.#subscriptions.clear();
  }

  /** Ends what is left of sources that a participant does not publish any more, as far as can be seen. */
  dropStale(): void {
    for (const [id, sources] of this.#received) {
      const participant = this.#room?.remoteParticipants.get(id);
      if (participant?.isActive !== true) continue;
      const published = [...participant.trackPublications.values()];
      for (const { publication } of sources.values()) {
        const isThere = published.some((each) => this.#sourceOf(each) === this.#sourceOf(publication));
        if (!isThere) this.#drop(publication, id);
      }
    }
  }

  close(): void {
    this.leaveRoom();
    for (const id of [...this.#received.keys()]) this.remove(id);
  }

  #considerAll({ identity, trackPublications }: RemoteParticipant): void {
    for (const publication of trackPublications.values()) this.#consider(publication, identity);
  }

  #consider(publication: RemoteTrackPublication, id: string): void {
    const source = this.#sourceOf(publication);
    if (source === null || !this.#received.has(id) || this.#subscriptions.has(publication)) return;
    const wanted = this.#demands.get(id, source);
    const isUnsaid = isPicture(source) && wanted === null;
    if (isUnsaid && !this.#isConnected && this.#received.size > EARLY_MOST) return;
    const { clock } = this.#handlers;
    const isConnected = (): boolean => this.#isConnected;
    const subscription = new Subscription({ publication, participantId: id, source, clock, isConnected });
    this.#subscriptions.set(publication, subscription);
    subscription.want(wanted);
  }

  #take(track: RemoteTrack, publication: RemoteTrackPublication, id: string): void {
    const subscription = this.#subscriptions.get(publication);
    const sources = this.#received.get(id);
    if (subscription === undefined || sources === undefined) return;
    const { source } = subscription;
    const former = sources.get(source);
    const original = track.mediaStreamTrack;
    original.enabled = true;
    const received: ReceivedSource = { publication, original, shown: shownOf(original) };
    sources.set(source, received);
    if (former !== undefined) this.#end(former);
    subscription.handleTrack();
    const receiver = receiverOf(track);
    if (receiver !== null) {
      this.#firsts.watch({
        track: received.shown,
        receiver,
        isPaused: () => publication.isMuted,
        handleWarm: () => {
          this.#handlers.handleWarm(id, source);
        },
      });
    }
    this.#handlers.handleTracks(id);
  }

  #drop(publication: RemoteTrackPublication, id: string): void {
    const subscription = this.#subscriptions.get(publication);
    // Something else is about to take its place.
    if (subscription?.handleNoTrack() === true) return;
    const sources = this.#received.get(id);
    for (const [source, received] of sources ?? []) {
      if (received.publication !== publication) continue;
      sources?.delete(source);
      this.#end(received);
      this.#handlers.handleTracks(id);
    }
  }

  #end(received: ReceivedSource): void {
    this.#firsts.forget(received.shown);
    endShown(received);
  }

  #sourceOf({ source }: RemoteTrackPublication): Source | null {
    const names = this.#livekit?.Track.Source;
    switch (source) {
      case names?.Microphone:
        return 'microphone';
      case names?.Camera:
        return 'camera';
      case names?.ScreenShare:
        return 'screen';
      case names?.ScreenShareAudio:
        return 'screen-audio';
      default:
        return null;
    }
  }
}

function isSteady(source: Source): boolean {
  return source === 'microphone' || source === 'camera';
}
