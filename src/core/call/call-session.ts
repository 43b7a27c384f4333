import { KIT_CHANNEL_PREFIX, sendData } from './data-channels.js';
import { createCallEvent } from '../model/events.js';
import type { ModerationName } from './room-commands.js';
import { CallLinks } from './links/call-links.js';
import { CallRoster } from './roster.js';
import { endingOf, handleRuling } from './rulings.js';
import type { SessionSurroundings } from './session-context.js';
import { prepareOffer } from './spare-offer.js';
import { flagsOf, type Source } from '../model/sources.js';
import { CallError } from '../base/errors.js';
import { LateChat } from '../features/late-chat.js';
import { followVoicesLater } from '../features/late-voices.js';
import type { MediaPlane, PlaneData, PlaneEvents } from '../media/media-plane.js';
import {
  KEEPING,
  type Admission,
  type LeaveReason,
  type RequestPayload,
  type ServerEvent,
  type WireDescription,
} from '../../protocol/protocol.js';
import { RoomSeat, type JoinRequest, type SeatEvents } from '../signaling/room-seat.js';
import type { SignalingTransport } from '../signaling/signaling-transport.js';
import { ToldSources } from './told-sources.js';
import { listen } from '../base/typed-events.js';

/** A new version of the server is started within a minute or so; what does not come back in this time was meant to be the end. */
const SERVER_PATIENCE_MS = 120_000;

/** One stay in a room, from joining to leaving: a seat, a media plane, and the chat between them. */
export class CallSession {
  readonly plane: MediaPlane;
  readonly #call: SessionSurroundings;
  readonly #transport: SignalingTransport;
  readonly #seat: RoomSeat;
  readonly #chat: LateChat;
  readonly #closed = new AbortController();
  readonly #roster: CallRoster;
  readonly #links: CallLinks;
  readonly #sources: ToldSources;
  #offer: Promise<WireDescription | null> = Promise.resolve(null);
  #stopListening: () => void = () => undefined;
  #stopAwaitingServer: () => void = () => undefined;

  constructor(transport: SignalingTransport, plane: MediaPlane, surroundings: SessionSurroundings) {
    this.plane = plane;
    this.#transport = transport;
    this.#call = surroundings;
    const getRequest = async (signal: AbortSignal): Promise<JoinRequest> => {
      // Whoever has been in the room already is known there.
      const offer = surroundings.getSnapshot().room === null ? await this.#offer : null;
      const request = await surroundings.getRequest(signal);
      this.#sources.handleJoining(request.sources ?? {});
      return offer === null ? request : { ...request, offer };
    };
    this.#seat = new RoomSeat(transport, getRequest, surroundings.clock);
    this.#sources = new ToldSources({
      tell: (sources) => this.#seat.request('state:set', { sources }),
      getSources: () => {
        const { state, self } = surroundings.getSnapshot();
        return state === 'joined' ? flagsOf(self.sources) : null;
      },
      clock: surroundings.clock,
      logger: surroundings.logger,
    });
    this.#chat = new LateChat(async () => {
      const { createCallChat } = await import('../features/chat.js');
      return createCallChat(surroundings, plane, this.#seat, this.#roster);
    });
    this.#links = new CallLinks(surroundings, plane, (to, signal) =>
      this.#seat.request('signal:send', { to, ...signal }),
    );
    this.#roster = new CallRoster(surroundings, plane, (id, reason) => {
      this.#handleGone(id, reason);
    });
    this.#listen();
  }

  /** Connects, and makes ready what can be made ready before one joins. */
  prepare(): void {
    this.#transport.open();
    void prepareOffer(this.#call, this.plane);
  }

  /** Asks for a seat; resolves when that was answered. What came of it is in the snapshot. */
  join(): Promise<void> {
    // Made while the socket connects.
    this.#offer = prepareOffer(this.#call, this.plane);
    return this.#seat.take();
  }

  /** @throws as `LateChat.send`. */
  sendMessage(text: string, to: string | null): Promise<void> {
    return this.#chat.send(text, to);
  }

  /** @throws as `LateChat.retry`. */
  retryMessage(id: string): Promise<void> {
    return this.#chat.retry(id);
  }

  /** @throws as `sendData` of `call-data.ts`. */
  sendData(data: PlaneData, to: string | null): Promise<void> {
    return sendData(this.plane, data, to, () => this.#roster.others);
  }

  /** Asks something of the room. @throws CallError with the code of the server's refusal. */
  async askRoom<Name extends ModerationName>(name: Name, payload: RequestPayload<Name>): Promise<void> {
    await this.#seat.request(name, payload);
  }

  /** Changes what the others see of oneself. @throws CallError when the server does not take it. */
  async changeSelf(change: { hand?: boolean; name?: string }): Promise<void> {
    await this.#seat.request('state:set', change);
    const { self } = this.#call.getSnapshot();
    const participant = { ...self, ...change, sources: flagsOf(self.sources) };
    this.#call.apply({ type: 'present', participant, tracks: new Map() });
  }

  /** As `CallController.reportPicture`. */
  handlePicture(id: string, source: Source, isPresented: boolean): void {
    this.#links.handlePicture(id, source, isPresented);
  }

  /** Tells the others which local sources are on, when that is not what they were told last. */
  tellSources(): void {
    this.#sources.update();
  }

  /** Leaves: every connection is closed, everything that waits fails. May be called twice. */
  close(): void {
    if (this.#closed.signal.aborted) return;
    this.#closed.abort();
    this.#stopListening();
    this.#stopAwaitingServer();
    this.#sources.close();
    this.#links.close();
    this.#roster.close();
    this.#chat.close();
    this.#seat.leave();
    this.plane.close();
  }

  #listen(): void {
    const { apply } = this.#call;
    listen<SeatEvents>(
      this.#seat,
      {
        'seat-admitted': ({ admission, isReturn }) => {
          this.#handleAdmitted(admission, isReturn);
        },
        'seat-waiting': () => {
          this.#stopAwaitingServer();
          apply({ type: 'state', state: 'lobby' });
        },
        'seat-lost': () => {
          apply({ type: 'state', state: 'reconnecting' });
        },
        'seat-refused': ({ error }) => {
          this.#call.handleEnded(...endingOf(error, this.#call.getSnapshot().state));
        },
        'seat-message': ({ message }) => {
          this.#handleMessage(message);
        },
      },
      this.#closed.signal,
    );
    listen<PlaneEvents>(
      this.plane,
      {
        'plane-tracks': ({ participantId: id }) => {
          apply({ type: 'tracks', id, tracks: this.plane.tracksOf(id) });
        },
        'plane-ready': ({ participantId }) => {
          this.#chat.handle((chat) => {
            chat.handleReachable(participantId);
          });
        },
        'plane-data': (event) => {
          this.#handleData(event.from, event);
        },
      },
      this.#closed.signal,
    );
  }

  #handleGone(id: string, reason: LeaveReason): void {
    this.#links.forget(id);
    this.#chat.handle((chat) => {
      chat.handleGone(id, reason === 'network');
    });
  }

  #handleAdmitted(admission: Admission, isReturn: boolean): void {
    const { self, participants, iceServers, room, offeredTo } = admission;
    const { clock, apply } = this.#call;
    this.#stopAwaitingServer();
    this.plane.setIceServers(this.#call.getIceServers() ?? iceServers);
    this.#call.rememberIceServers(iceServers);
    apply({ type: 'admitted', self, room, startedAt: Math.min(room.startedAt, clock.now()) });
    this.#roster.handleAdmitted(self, participants, offeredTo);
    this.plane.dropOffer();
    if (this.#closed.signal.aborted) return;
    this.#roster.awaitMissing(participants);
    // Whatever kept the server out of reach kept the others out of reach, too.
    if (isReturn) this.#links.mend();
    this.#tellChat(admission, isReturn);
    if (!isReturn) {
      this.#stopListening = followVoicesLater(this.#call, this.plane);
    }
    this.tellSources();
  }

  #tellChat({ participants, features }: Admission, isReturn: boolean): void {
    const elders = participants.map(({ id }) => id);
    const isKeeping = features?.includes(KEEPING) ?? false;
    this.#chat.handle(
      (chat) => {
        if (isReturn) chat.handleReturned(isKeeping);
        else chat.handleAdmitted(elders, isKeeping);
      },
      { isReason: elders.length > 0 },
    );
  }

  #handleMessage(message: ServerEvent): void {
    const { name, payload } = message;
    switch (name) {
      case 'participant:joined':
        this.#roster.handleJoined(payload.participant);
        break;
      case 'participant:updated':
        this.#roster.handleUpdated(payload.participant);
        break;
      case 'participant:left':
        this.#roster.remove(payload.id, payload.reason);
        break;
      case 'signal:message':
        this.plane.handleSignal(payload.from, payload);
        break;
      case 'chat:message':
        this.#chat.handle((chat) => {
          chat.handleRelayed(payload);
        });
        break;
      case 'room:updated':
        this.#call.apply({ type: 'room', room: payload.room });
        break;
      case 'ice:servers':
        this.plane.setIceServers(this.#call.getIceServers() ?? payload.iceServers);
        break;
      case 'room:ended':
        this.#handleEnded(payload.reason);
        break;
      case 'lobby:denied':
        this.#call.handleEnded('denied', new CallError('denied'));
        break;
      default:
        handleRuling(message, this.#call, this.#seat);
    }
  }

  #handleEnded(reason: LeaveReason): void {
    if (reason !== 'server-shutdown') {
      this.#call.handleEnded(reason, null);
      return;
    }
    // The call does not need the server to go on, and most often it is only started anew.
    this.#stopAwaitingServer();
    this.#stopAwaitingServer = this.#call.clock.after(SERVER_PATIENCE_MS, () => {
      this.#call.handleEnded(reason, null);
    });
  }

  #handleData(from: string, { channel, data }: PlaneData): void {
    if (channel.startsWith(KIT_CHANNEL_PREFIX)) {
      this.#chat.handle(
        (chat) => {
          chat.handleData(from, channel, data);
        },
        { characters: data.length },
      );
      return;
    }
    const participant = this.#roster.others.find(({ id }) => id === from);
    if (participant === undefined) return;
    this.#call.tell(createCallEvent('noom-data-received', { participant, channel, data }));
  }
}
