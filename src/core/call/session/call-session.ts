import { CallError } from '../../base/errors.js';
import { listen } from '../../base/typed-events.js';
import type { ChatFeature } from '../../features/chat.js';
import type { PlaneData } from '../../media/data-frame.js';
import type { DataEvents } from '../../media/data-path.js';
import type { JoinHint, MediaPlane } from '../../media/media-plane.js';
import type { PlaneEvents } from '../../media/plane-events.js';
import { flagsOf, type Source } from '../../model/sources.js';
import type { Admission, Reply, RequestPayload } from '../../../protocol/protocol.js';
import type { RoomPeek, ServerEvent, WireIceServers } from '../../../protocol/protocol.js';
import { RoomSeat, type JoinRequest, type FormerSeat, type SeatEvents } from '../../signaling/room-seat.js';
import type { SignalingTransport } from '../../signaling/signaling-transport.js';
import type { MessageTable, SessionContext } from '../context/context.js';
import { KIT_CHANNEL_PREFIX, sendData, tellData } from '../commands/data-channels.js';
import { endingOf } from './ending.js';
import { createFeatures } from '../lazy/features.js';
import { FirstMesh } from './first-mesh.js';
import { prepareHint } from './join-hint.js';
import { CallLinks } from '../links/call-links.js';
import type { RoomRequest } from '../commands/room-commands.js';
import { CallRoster } from './roster.js';
import { SourceAnnouncer } from './source-announcer.js';

/** One stay in a room, from joining to leaving: a seat, a media plane, and the features between them. */
export class CallSession {
  readonly plane: MediaPlane;
  readonly #context: SessionContext;
  readonly #first: FirstMesh;
  readonly #transport: SignalingTransport;
  readonly #seat: RoomSeat;
  readonly #features: ReturnType<typeof createFeatures>;
  readonly #closed = new AbortController();
  readonly #roster: CallRoster;
  readonly #links: CallLinks;
  readonly #sources: SourceAnnouncer;
  #iceServers: WireIceServers = [];
  #hint: Promise<JoinHint | null> = Promise.resolve(null);

  /** The transport is made first: it holds nothing before it is opened. @throws what making it, or a plane, throws. */
  constructor(context: SessionContext) {
    const { createPlane, createTransport, getSnapshot, createId, clock, logger } = context;
    this.#context = context;
    this.#transport = createTransport();
    this.#first = new FirstMesh(createPlane, () => this.#seat);
    const plane = (this.plane = this.#first.parts.movable.value);
    this.#seat = new RoomSeat(this.#transport, (signal) => this.#createRequest(signal), clock, createId());
    this.#sources = new SourceAnnouncer({
      tell: (sources) => this.#seat.request('state:set', { sources }),
      getSources: () => (getSnapshot().state === 'joined' ? flagsOf(getSnapshot().self.sources) : null),
      clock,
      logger,
    });
    this.#links = new CallLinks(context, plane);
    this.#roster = new CallRoster(context, plane, (id, reason) => {
      this.#links.forget(id);
      this.#features.handleGone(id, reason);
    });
    this.#features = createFeatures({
      ...context,
      plane,
      seat: this.#seat,
      hasFeature: (id, feature) => this.#roster.hasFeature(id, feature),
      changeSelf: (change) => this.changeSelf(change),
      ...this.#first.parts,
      takeParticipants: () => this.#roster.takeKnown(),
      createMesh: createPlane,
      getIceServers: () => this.#iceServers,
    });
    this.#listen();
  }

  /** Connects, and prepares what can be prepared before the join. */
  prepare(): void {
    this.#transport.open();
    void prepareHint(this.#context, this.plane);
  }

  /** Who is in a room, which is about to be entered; before the join. @throws CallError as `SignalingTransport.request`, or what `ask` throws. */
  async peek(ask: (signal: AbortSignal) => Promise<RequestPayload<'room:peek'>>): Promise<RoomPeek> {
    const inside = await this.#transport.request('room:peek', await ask(this.#closed.signal), this.#closed.signal);
    if (inside.topology === 'sfu') this.#context.prefetchServed(true);
    return inside;
  }

  /** Asks for a seat, as `RoomSeat.take`; resolves when that was answered. The outcome is in the snapshot. */
  join(former?: FormerSeat): Promise<void> {
    // Made while the socket connects.
    this.#hint = prepareHint(this.#context, this.plane);
    return this.#seat.take(former);
  }

  /** Runs `work` with the chat. @throws CallError what that throws, and as `SessionFeatures.run`. */
  withChat(work: (chat: ChatFeature) => Promise<void>): Promise<void> {
    return this.#features.run('chat', work);
  }

  /** @throws CallError as `FilesFeature.send`, and as `SessionFeatures.run`. */
  sendFile(file: Blob, to: string | null): Promise<void> {
    return this.#features.run('files', (files) => files.send(file, to));
  }

  /** @throws CallError as `ReactionsFeature.send`, and as `SessionFeatures.run`. */
  react(emoji: string): Promise<void> {
    return this.#features.run('reactions', (reactions) => reactions.send(emoji));
  }

  /** @throws CallError as `sendData` of `data-channels.ts`. */
  sendData(data: PlaneData, to: string | null): Promise<void> {
    return sendData(this.plane.data, data, to);
  }

  setVolume(id: string, volume: number): void {
    this.#roster.setVolume(id, volume);
  }

  /** @throws CallError as `HealingFeature.reconnect`, and as `SessionFeatures.run`. */
  reconnect(id: string): Promise<void> {
    return this.#features.run('healing', (healing) => healing.reconnect(id));
  }

  /** Sends a request about the room. @throws CallError with the code of the server's refusal. */
  askRoom<Name extends RoomRequest>(name: Name, payload: RequestPayload<Name>): Promise<Reply<Name>> {
    return this.#seat.request(name, payload);
  }

  /** Changes what the others see of the local participant. @throws CallError when the server does not take it. */
  async changeSelf(change: { hand?: boolean; name?: string }): Promise<void> {
    const { handOrder } = await this.#seat.request('state:set', change);
    const { self } = this.#context.getSnapshot();
    const participant = { ...self, ...change, handOrder, sources: flagsOf(self.sources) };
    this.#context.apply({ type: 'present', participant, tracks: new Map() });
  }

  /** Changes the name of the local participant; a refusal is told. */
  rename(name: string): void {
    this.#features.queue('localName', (localName) => {
      localName.want(name);
    });
  }

  /** As `CallController.reportPicture`. Dropped while the feature is not loaded: the view reports again soon. */
  handlePicture(id: string, source: Source, isPresented: boolean): void {
    this.#features.peek('healing')?.handlePicture(id, source, isPresented);
  }

  /** Views of pictures have come, gone or changed; the feature reads them when it is loaded. */
  handleViews(): void {
    this.#features.peek('demand')?.handleViews();
  }

  /** Tells the others which local sources are on, if they were told otherwise last. */
  tellSources(): void {
    void this.#sources.update();
  }

  /** Leaves, as `RoomSeat.leave`: closes every connection; everything that waits fails. May be called twice. */
  close(): FormerSeat | undefined {
    if (this.#closed.signal.aborted) return undefined;
    this.#closed.abort(new CallError('not-allowed'));
    this.#sources.close();
    this.#links.close();
    this.#roster.close();
    this.#features.close();
    const former = this.#seat.leave();
    this.plane.close();
    return former;
  }

  #listen(): void {
    const { apply, getSnapshot, handleEnded } = this.#context;
    listen<SeatEvents>(
      this.#seat,
      {
        'seat-admitted': ({ admission, isReturn }) => {
          this.#handleAdmitted(admission, isReturn);
        },
        'seat-waiting': () => {
          apply({ type: 'state', state: 'lobby' });
        },
        'seat-lost': () => {
          this.#roster.stopAwaiting();
          apply({ type: 'state', state: 'reconnecting' });
        },
        'seat-refused': ({ error }) => {
          handleEnded(...endingOf(error, getSnapshot().state));
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
        'plane-unsent': ({ participantId, cause }) => {
          this.#features.queue('healing', (healing) => {
            healing.handleUnsent(participantId, cause);
          });
        },
        'plane-relay': (relay) => {
          this.#features.queueLater('healing', (healing) => {
            healing.handleRelay(relay);
          });
        },
      },
      this.#closed.signal,
    );
    listen<DataEvents>(
      this.plane.data,
      {
        'data-reachable': ({ participantId }) => {
          this.#features.handleReachable(participantId);
        },
        'data-received': ({ from, channel, data }) => {
          if (channel.startsWith(KIT_CHANNEL_PREFIX)) this.#features.handleData(from, channel, data);
          else tellData(this.#context, from, { channel, data });
        },
      },
      this.#closed.signal,
    );
  }

  async #createRequest(signal: AbortSignal): Promise<JoinRequest> {
    // Only for the first join: afterwards there are connections already.
    const hint = this.#context.getSnapshot().room === null ? await this.#hint : null;
    const request = await this.#context.getRequest(signal);
    this.#sources.handleJoining(request.sources ?? {});
    this.#first.wish = request.topology;
    return { ...request, ...hint };
  }

  #handleAdmitted(admission: Admission, isReturn: boolean): void {
    const refusal = this.#first.refuse(admission);
    // What was refused in the call is no reason to end it.
    if (refusal !== null && !isReturn) {
      this.#context.handleEnded('unsupported', refusal);
      return;
    }
    const { self, participants, iceServers, room, offeredTo: hintTakenBy = null } = admission;
    const { clock, apply, rememberIceServers } = this.#context;
    rememberIceServers(iceServers);
    apply({ type: 'admitted', self, room, startedAt: Math.min(room.startedAt, clock.now()) });
    const servers = this.#takeIceServers(iceServers);
    if (!isReturn) this.#roster.isHeldBack = this.#first.handleAdmitted(admission);
    if (this.#roster.isHeldBack) this.#context.prefetchServed(true);
    else this.plane.handleAdmitted({ selfId: self.id, iceServers: servers, hintTakenBy });
    this.#roster.handleAdmitted(self, participants);
    if (this.#closed.signal.aborted) return;
    this.#roster.awaitMissing(participants);
    // What cut off the server may have cut off the other participants, too.
    if (isReturn) this.#links.restart();
    this.#features.handleAdmitted(admission, isReturn);
    this.tellSources();
  }

  /** The messages that it handles itself; the others are of its roster or its features. */
  readonly #messages: MessageTable = {
    gathered: ({ events }) => {
      this.#context.together(() => {
        // A listener of an earlier one may have left the call.
        for (const event of events) if (!this.#closed.signal.aborted) this.#handleMessage(event);
      });
    },
    'signal:message': (payload) => {
      const message = { name: 'signal:message', payload } as const;
      if (this.#first.isOwn(payload)) this.plane.handleMessage(message);
      else this.#features.handleMessage(message);
    },
    'room:updated': ({ room }) => {
      this.#context.apply({ type: 'room', room });
    },
    'ice:servers': ({ iceServers }) => {
      this.plane.setIceServers(this.#takeIceServers(iceServers));
    },
    'room:ended': ({ reason }) => {
      if (reason !== 'server-shutdown') this.#context.handleEnded(reason, null);
      else
        this.#features.queue('healing', (healing) => {
          healing.handleServerStopped();
        });
    },
    'lobby:denied': () => {
      this.#context.handleEnded('denied', new CallError('denied'));
    },
  };

  #handleMessage(message: ServerEvent): void {
    // Each entry takes its own payload; the compiler cannot tie the two together across a union.
    const handle = (this.#roster.messages[message.name] ?? this.#messages[message.name]) as
      ((payload: unknown) => void) | undefined;
    if (handle) handle(message.payload);
    else this.#features.handleMessage(message);
  }

  /** The ICE servers of the page, or those of the signaling server where the page names none. */
  #takeIceServers(iceServers: WireIceServers): WireIceServers {
    return (this.#iceServers = this.#context.getIceServers() ?? iceServers);
  }
}
