import { createCallEvent } from './call-events.js';
import type { Participant } from './call-snapshot.js';
import { createCallChat } from './call-chat.js';
import { endingOf, handleRuling, type RulingSurroundings } from './call-rulings.js';
import { followVoices } from './call-voices.js';
import { KIT_CHANNEL_PREFIX, type ChatChannel } from './chat/chat-channel.js';
import type { Clock } from './clock.js';
import { CallError, toCallError } from './errors.js';
import type { Logger } from './logger.js';
import { MAX_DATA_LENGTH, type MediaPlane, type PlaneSignal } from './media/media-plane.js';
import type { ModerationName } from './moderated-call.js';
import type {
  Admission,
  LeaveReason,
  RequestPayload,
  ServerEvent,
  SourceFlags,
  WireDescription,
  WireIceServers,
} from './signaling/protocol.js';
import { RoomSeat, type JoinRequest } from './signaling/room-seat.js';
import type { SignalingTransport } from './signaling/signaling-transport.js';

/** The server keeps a dropped seat for 30 s by default; so long a healthy connection is kept to who is missing after a restart. */
const MISSING_PATIENCE_MS = 30_000;

/** What a session needs of the call around it. */
export interface SessionSurroundings extends RulingSurroundings {
  /** The session is over; `error` says why when nobody wanted it. */
  handleEnded(reason: LeaveReason | null, error: CallError | null): void;
  getRequest(): Promise<JoinRequest>;
  /** The servers the page wants in place of those the signaling server names. */
  getIceServers(): WireIceServers | null;
  /** What the signaling server named the last time; `null` when that is not known. */
  recallIceServers(): WireIceServers | null;
  rememberIceServers(iceServers: WireIceServers): void;
  getOwnLevel(): number;
  createId(): string;
  clock: Clock;
  logger: Logger;
}

/** One stay in a room, from joining to leaving: a seat, a media plane, and the chat between them. */
export class CallSession {
  readonly plane: MediaPlane;
  readonly #call: SessionSurroundings;
  readonly #transport: SignalingTransport;
  readonly #seat: RoomSeat;
  readonly #chat: ChatChannel;
  readonly #closed = new AbortController();
  /** Participants a restarted server does not know yet, and the end of waiting for each. */
  readonly #missing = new Map<string, () => void>();
  /** Everybody who was ever here. */
  readonly #met = new Set<string>();
  #told: Partial<SourceFlags> = {};
  #stopListening: () => void = () => undefined;

  constructor(transport: SignalingTransport, plane: MediaPlane, surroundings: SessionSurroundings) {
    this.plane = plane;
    this.#transport = transport;
    this.#call = surroundings;
    const getRequest = async (): Promise<JoinRequest> => {
      const offer = await this.#prepareOffer();
      const request = await surroundings.getRequest();
      this.#told = request.sources ?? {};
      return offer === null ? request : { ...request, offer };
    };
    this.#seat = new RoomSeat(transport, getRequest, surroundings.clock);
    this.#chat = createCallChat(surroundings, plane, this.#seat);
    this.#listen();
  }

  /** Connects, and makes ready what can be made ready before one joins. */
  prepare(): void {
    this.#transport.open();
    void this.#prepareOffer();
  }

  /** Asks for a seat; resolves when that was answered. What came of it is in the snapshot. */
  join(): Promise<void> {
    return this.#seat.take();
  }

  /** @throws as `ChatChannel.send`. */
  sendMessage(text: string, to: string | null): Promise<void> {
    return this.#chat.send(text, to);
  }

  /**
   * Sends to one participant, or to everybody who is there.
   * @throws CallError `message-too-large`; `not-allowed` when `to` is not there, or the channel is one of the kit's own.
   */
  async sendData(channel: string, data: string | Uint8Array, to: string | null): Promise<void> {
    if (channel.startsWith(KIT_CHANNEL_PREFIX)) {
      throw new CallError('not-allowed', { message: `Channels that begin with “${KIT_CHANNEL_PREFIX}” are taken.` });
    }
    if (data.length > MAX_DATA_LENGTH) throw new CallError('message-too-large');
    const ids = to === null ? this.#others().map(({ id }) => id) : [to];
    const sendings = ids.map(async (id) => {
      try {
        await this.plane.sendData(id, { channel, data });
      } catch (error) {
        // Whoever leaves while everybody is told is no failure.
        if (to !== null || this.#others().some((participant) => participant.id === id)) throw error;
      }
    });
    await Promise.all(sendings);
  }

  /** Asks something of the room. @throws CallError with the code of the server's refusal. */
  async askRoom<Name extends ModerationName>(name: Name, payload: RequestPayload<Name>): Promise<void> {
    await this.#seat.request(name, payload);
  }

  /** @throws CallError when the server does not take it. */
  async raiseHand(on: boolean): Promise<void> {
    await this.#seat.request('state:set', { hand: on });
    const { id, name, role } = this.#call.getSnapshot().self;
    const participant = { id, name, role, hand: on, sources: this.#ownFlags() };
    this.#call.apply({ type: 'present', participant, tracks: new Map() });
  }

  /** Tells the others which of one's sources are on, when that is not what they were told last. */
  tellSources(): void {
    if (this.#call.getSnapshot().state !== 'joined') return;
    const sources = this.#ownFlags();
    const isTold = Object.entries(sources).every(([key, on]) => (this.#told[key as keyof SourceFlags] ?? false) === on);
    if (isTold) return;
    this.#told = sources;
    this.#seat.request('state:set', { sources }).catch((error: unknown) => {
      // A lost connection tells all sources again when it comes back.
      this.#call.logger.info('sources not told', error);
    });
  }

  /** Leaves: every connection is closed, everything that waits fails. May be called twice. */
  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#stopListening();
    for (const cancel of this.#missing.values()) cancel();
    this.#missing.clear();
    this.#seat.leave();
    this.plane.close();
  }

  #listen(): void {
    const options = { signal: this.#closed.signal };
    this.#seat.addEventListener(
      'seat-admitted',
      ({ admission, isReturn }) => {
        this.#handleAdmitted(admission, isReturn);
      },
      options,
    );
    this.#seat.addEventListener(
      'seat-waiting',
      () => {
        this.#call.apply({ type: 'state', state: 'lobby' });
      },
      options,
    );
    this.#seat.addEventListener(
      'seat-lost',
      () => {
        this.#call.apply({ type: 'state', state: 'reconnecting' });
      },
      options,
    );
    this.#seat.addEventListener(
      'seat-refused',
      ({ error }) => {
        this.#handleRefused(error);
      },
      options,
    );
    this.#seat.addEventListener(
      'seat-message',
      ({ message }) => {
        this.#handleMessage(message);
      },
      options,
    );

    this.plane.addEventListener(
      'plane-signal',
      ({ to, signal }) => {
        this.#sendSignal(to, signal);
      },
      options,
    );
    this.plane.addEventListener(
      'plane-tracks',
      ({ participantId: id }) => {
        this.#call.apply({ type: 'tracks', id, tracks: this.plane.tracksOf(id) });
      },
      options,
    );
    this.plane.addEventListener(
      'plane-link',
      ({ participantId: id, state }) => {
        this.#call.apply({ type: 'connected', id, isConnected: state === 'connected' });
        if (state === 'failed') this.#call.tellError(new CallError('ice-failed'));
      },
      options,
    );
    this.plane.addEventListener(
      'plane-ready',
      ({ participantId }) => {
        this.#chat.handleReachable(participantId);
      },
      options,
    );
    this.plane.addEventListener(
      'plane-data',
      ({ from, channel, data }) => {
        this.#handleData(from, channel, data);
      },
      options,
    );
  }

  #sendSignal(to: string, signal: PlaneSignal): void {
    this.#seat.request('signal:send', { to, ...signal }).catch((error: unknown) => {
      // The connection broke under it: a link whose first offer is lost would wait for ever. To get it twice does no harm.
      if (toCallError(error).code === 'signaling-unreachable') this.#sendSignal(to, signal);
      // To somebody who is just leaving; a link that needs the signal is mended by its next ICE restart.
      else this.#call.logger.info(`signal to ${to} not sent`, error);
    });
  }

  /**
   * An offer that rides in the request to join, where the ICE servers are known: the page named them, or this server did the last
   * time. `null` where not, and for whoever has been in the room already.
   */
  async #prepareOffer(): Promise<WireDescription | null> {
    const iceServers = this.#call.getIceServers() ?? this.#call.recallIceServers();
    if (iceServers === null || this.#call.getSnapshot().room !== null) return null;
    try {
      this.plane.setIceServers(iceServers);
      return await this.plane.prepareOffer();
    } catch (error) {
      // Joining takes a round trip more, and tells what is wrong with the servers.
      this.#call.logger.info('no offer could be made ahead', error);
      return null;
    }
  }

  #handleAdmitted({ self, participants, iceServers, room, offeredTo }: Admission, isReturn: boolean): void {
    const { clock, apply } = this.#call;
    this.plane.setIceServers(this.#call.getIceServers() ?? iceServers);
    this.#call.rememberIceServers(iceServers);
    apply({ type: 'admitted', self, room, startedAt: Math.min(room.startedAt, clock.now()) });
    this.#heedRole(self);
    for (const participant of participants) this.#addParticipant(participant, true, participant.id === offeredTo);
    this.plane.dropOffer();
    if (this.#closed.signal.aborted) return;
    this.#awaitMissing(new Set(participants.map(({ id }) => id)));
    if (!isReturn) {
      this.#chat.handleAdmitted(participants.map(({ id }) => id));
      this.#stopListening = followVoices(this.#call, this.plane);
    }
    this.tellSources();
  }

  #handleRefused(error: CallError): void {
    const ending = endingOf(error, this.#call.getSnapshot().state);
    this.#call.handleEnded(ending.reason, ending.error);
  }

  #handleMessage(message: ServerEvent): void {
    const { name, payload } = message;
    switch (name) {
      case 'participant:joined':
        // Whoever comes back after their seat was given up still holds on to the old connection: this side begins the next.
        this.#addParticipant(payload.participant, this.#met.has(payload.participant.id));
        break;
      case 'participant:updated':
        this.#applyPresent(payload.participant);
        break;
      case 'participant:left':
        this.#removeParticipant(payload.id, payload.reason);
        break;
      case 'signal:message':
        this.plane.handleSignal(payload.from, payload);
        break;
      case 'chat:message':
        this.#chat.handleRelayed(payload);
        break;
      case 'room:updated':
        this.#call.apply({ type: 'room', room: payload.room });
        break;
      case 'ice:servers':
        this.plane.setIceServers(this.#call.getIceServers() ?? payload.iceServers);
        break;
      case 'room:ended':
        this.#call.handleEnded(payload.reason, null);
        break;
      case 'lobby:denied':
        this.#call.handleEnded('denied', new CallError('denied'));
        break;
      default:
        handleRuling(message, this.#call, this.#seat);
    }
  }

  #handleData(from: string, channel: string, data: string | Uint8Array): void {
    if (channel.startsWith(KIT_CHANNEL_PREFIX)) {
      this.#chat.handleData(from, channel, data);
      return;
    }
    const participant = this.#others().find(({ id }) => id === from);
    if (participant === undefined) return;
    this.#call.tell(createCallEvent('noom-data-received', { participant, channel, data }));
  }

  #addParticipant(participant: Admission['self'], isOffering: boolean, hasOffer = false): void {
    // Whoever heard of one's own arrival, or of another's, may have left at once.
    if (this.#closed.signal.aborted) return;
    this.#missing.get(participant.id)?.();
    this.#missing.delete(participant.id);
    this.#met.add(participant.id);
    try {
      this.plane.addParticipant(participant.id, { selfId: this.#call.getSnapshot().self.id, isOffering, hasOffer });
    } catch (cause) {
      // The browser does not take the ICE servers it was given: they are in the room, but cannot be reached.
      this.#call.tellError(new CallError('ice-failed', { hint: 'Check the addresses of the ICE servers.', cause }));
    }
    this.#applyPresent(participant);
  }

  #applyPresent(participant: Admission['self']): void {
    this.#heedRole(participant);
    this.#call.apply({ type: 'present', participant, tracks: this.plane.tracksOf(participant.id) });
  }

  /** A viewer sends nothing: the camera's light has no reason to be on. */
  #heedRole({ id, role }: Admission['self']): void {
    if (role === 'viewer' && id === this.#call.getSnapshot().self.id) this.#call.turnOff('microphone', 'camera');
  }

  #removeParticipant(id: string, reason: LeaveReason): void {
    this.#missing.get(id)?.();
    this.#missing.delete(id);
    this.#call.apply({ type: 'gone', id, reason });
    this.plane.removeParticipant(id);
    this.#chat.handleGone(id);
  }

  /** A restarted server knows only those who have come back so far: the others get time to do so too. */
  #awaitMissing(presentIds: ReadonlySet<string>): void {
    for (const { id } of this.#others()) {
      if (presentIds.has(id) || this.#missing.has(id)) continue;
      const cancel = this.#call.clock.after(MISSING_PATIENCE_MS, () => {
        this.#removeParticipant(id, 'network');
      });
      this.#missing.set(id, cancel);
    }
  }

  #others(): readonly Participant[] {
    return this.#call.getSnapshot().participants.filter(({ isLocal }) => !isLocal);
  }

  #ownFlags(): SourceFlags {
    const { microphone, camera, screen, screenAudio } = this.#call.getSnapshot().self.sources;
    return { microphone: microphone.on, camera: camera.on, screen: screen.on, screenAudio: screenAudio.on };
  }
}
