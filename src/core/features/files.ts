import { every } from '../base/clock.js';
import { CallError } from '../base/errors.js';
import { PeerAllowance } from '../base/peer-allowance.js';
import { canDigest } from '../files/digests.js';
import { diskStore } from '../files/disk-store.js';
import { FileList } from '../files/file-list.js';
import { toFileName, toFileType } from '../files/file-name.js';
import type { FileStore } from '../files/file-store.js';
import { FILE_CHANNEL, MAX_OFFERED_FILES } from '../files/file-wire.js';
import { parseFileMessage, parsePiece, toFileMessage, toPieceFrame } from '../files/file-wire.js';
import type { FileMessage, FileOffer } from '../files/file-wire.js';
import { PastFiles } from '../files/past-files.js';
import { PendingOffers } from '../files/pending-offers.js';
import { ReceivedFile } from '../files/received-file.js';
import { SentFile, type SentFileContext } from '../files/sent-file.js';
import { checkFile, SourceFile } from '../files/source-file.js';
import { createCallEvent } from '../model/events.js';
import type { FileFacts } from '../model/shared-file.js';
import type { Participant } from '../model/snapshot.js';
import type { Admission, FILES, LeaveReason } from '../../protocol/protocol.js';
import type { FeatureContext, SessionFeature } from './feature.js';

/** How often progress is shown, and silence noticed. */
const TICK_MS = 250;
/** How many files are received at the same time: each has at most 6 MB on the way to the disk. */
const MAX_RUNNING = 6;
/**
 * How many texts of one participant are read in ten seconds: a receiver reports each megabyte, and no data channel
 * carries a third of that.
 */
const MOST_TEXTS = 3000;
/** How many new files of one participant are shown in ten seconds: each is announced. Twice as many as a page offers. */
const MOST_OFFERS = 2 * MAX_OFFERED_FILES;
const TAKES_FILES: typeof FILES = 'files';

/** The files of one session: offers, answers and bytes, between the data channels, the disk and the snapshot. */
export class FilesFeature implements SessionFeature {
  readonly #context: FeatureContext;
  readonly #store: FileStore;
  readonly #list: FileList;
  readonly #past: PastFiles;
  readonly #pending: PendingOffers;
  /** For all texts. */
  readonly #texts: PeerAllowance;
  /** For those that cost more than reading them. */
  readonly #allowance: PeerAllowance;
  /** For new files. */
  readonly #offers: PeerAllowance;
  #stopTicking: (() => void) | null = null;
  #isClosed = false;

  constructor(context: FeatureContext, store: FileStore = diskStore) {
    this.#context = context;
    this.#store = store;
    this.#texts = new PeerAllowance(context.clock, MOST_TEXTS);
    this.#allowance = new PeerAllowance(context.clock);
    this.#offers = new PeerAllowance(context.clock, MOST_OFFERS);
    this.#list = new FileList(context);
    this.#pending = new PendingOffers(() => this.#list.sent, context.clock);
    this.#past = new PastFiles((id) => {
      this.#send(id, { ask: true });
    });
  }

  /** @throws CallError as `CallController.sendFile`. */
  async send(file: Blob, to: string | null): Promise<void> {
    if (!canDigest()) {
      throw new CallError('insecure-context', { message: 'Browsers check files on secure pages only.' });
    }
    await checkFile(file);
    const { self } = this.#context.getSnapshot();
    const addressees = this.#others.filter(({ id }) => to === null || id === to);
    if (this.#isClosed || (to !== null && addressees.length === 0)) {
      throw new CallError('not-allowed', { message: 'There is no such participant.', hint: 'They may have left.' });
    }
    if (!this.#pending.hasPlace(addressees.map((one) => one.id).filter((one) => this.#takesFiles(one)))) {
      const hint = 'Stop offering one of them first.';
      throw new CallError('rate-limited', { message: 'Too many files are on offer.', hint });
    }
    const facts: FileFacts = {
      id: this.#context.createId(),
      name: toFileName(file instanceof File ? file.name : ''),
      sizeBytes: file.size,
      type: toFileType(file.type),
      from: self.id,
      sender: self.name,
      to,
      at: this.#context.clock.now(),
      isLocal: true,
    };
    const sent: SentFile = new SentFile(
      facts,
      new SourceFile(facts.id, file),
      this.#createSentContext(() => sent),
    );
    this.#list.addSent(sent);
    this.#offerPending(addressees);
  }

  handleAdmitted({ participants }: Admission, isReturn: boolean): void {
    if (!isReturn) this.#past.handleAdmitted(participants.map(({ id }) => id));
  }

  handleReachable(id: string): void {
    const participant = this.#find(id);
    if (participant === null || !this.#takesFiles(id)) return;
    for (const sent of this.#list.sent) if (!sent.awaits(id)) sent.offerTo(id, participant.name);
    this.#offerPending([participant]);
    this.#past.handleReachable(id);
  }

  handleData(from: string, _channel: string, data: string | Uint8Array): void {
    if (typeof data !== 'string') {
      const piece = parsePiece(data);
      if (piece !== null) this.#list.findReceived(from, piece.id)?.handlePiece(piece);
      return;
    }
    if (!this.#texts.spend(from, data.length)) return;
    const message = parseFileMessage(data);
    if (message !== null) this.#handle(from, message);
  }

  handleGone(id: string, reason: LeaveReason): void {
    const isLost = reason === 'network';
    if (!isLost) for (const allowance of [this.#texts, this.#allowance, this.#offers]) allowance.forget(id);
    this.#pending.handleGone(id, isLost);
    this.#past.handleGone(id);
    for (const sent of this.#list.sent) sent.handleGone(id, isLost);
    for (const received of this.#list.receivedFrom(id)) received.handleSenderGone(isLost);
    this.#beginWaiting();
  }

  /** May be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopTicking?.();
    this.#stopTicking = null;
    this.#list.close();
  }

  /** What a message says about a file of which nothing is known is dropped. */
  #handle(from: string, { offer, want, kept, end, received, stop, ask, past }: FileMessage): void {
    if (offer !== undefined) this.#handleOffer(from, offer);
    // Each makes the sender begin anew, and read its file.
    if (want !== undefined && this.#allowance.spend(from, 0))
      this.#list.findSent(want.id)?.handleWant(from, want.piece);
    if (kept !== undefined) this.#list.findSent(kept.id)?.handleKept(from, kept.pieces);
    if (received !== undefined) this.#list.findSent(received.id)?.handleReceived(from);
    if (end !== undefined) this.#list.findReceived(from, end.id)?.handleEnd(end.digest);
    if (stop !== undefined) {
      this.#list.findSent(stop.id)?.handleStop(from, stop.reason);
      this.#list.findReceived(from, stop.id)?.handleStop(stop.reason);
    }
    if (ask === true && this.#allowance.spend(from, 0)) this.#send(from, { past: this.#list.createPast() });
    if (past !== undefined && this.#past.handleAnswer(from)) {
      for (const file of past) {
        const facts = { ...file, at: this.#toPast(file.at), to: null, isLocal: false };
        // Those who are here speak for themselves.
        if (this.#find(file.from) === null) this.#list.addReceived(this.#createReceived(facts, 'gone'));
      }
    }
  }

  #handleOffer(from: string, { isPrivate = false, ...offer }: FileOffer): void {
    const participant = this.#find(from);
    if (participant === null || !this.#allowance.spend(from, 0)) return;
    const known = this.#list.findReceived(from, offer.id);
    if (known !== null) {
      known.handleOffer();
      return;
    }
    // Beyond the bounds nothing is shown, and the sender is told.
    if (!this.#list.hasRoomFrom(from) || !this.#offers.spend(from, 0)) {
      this.#send(from, { stop: { id: offer.id, reason: 'declined' } });
      return;
    }
    const to = isPrivate ? this.#context.getSnapshot().self.id : null;
    const facts = { ...offer, at: this.#toPast(offer.at), from, sender: participant.name, to, isLocal: false };
    const received = this.#createReceived(facts, 'offered');
    this.#list.addReceived(received);
    this.#context.tell(createCallEvent('noom-file-offered', { file: this.#list.toShared(received) }));
  }

  #createReceived(facts: FileFacts, state: 'offered' | 'gone'): ReceivedFile {
    const { clock, tell, tellError } = this.#context;
    const received: ReceivedFile = new ReceivedFile(
      facts,
      {
        send: (message) => {
          this.#send(facts.from, message);
        },
        isConnected: () => this.#isConnected(facts.from),
        handleChange: (isProgress) => {
          this.#handleChange(received, isProgress);
        },
        handleWaiting: () => {
          this.#beginWaiting();
        },
        handleWhole: (blob) => {
          tell(createCallEvent('noom-file-received', { file: this.#list.toShared(received), blob }));
        },
        tellError,
        store: this.#store,
        clock,
      },
      state,
    );
    return received;
  }

  #createSentContext(getFile: () => SentFile): SentFileContext {
    const { plane, tellError, clock } = this.#context;
    return {
      send: (to, message) => {
        this.#send(to, message);
      },
      sendPiece: (to, piece, signal) => {
        const data = { channel: FILE_CHANNEL, data: toPieceFrame(piece) };
        return plane.data.send(to, data, { lane: 'bulk', isFixed: true, signal });
      },
      sendEnd: (to, digest, signal) => {
        const data = toFileMessage({ end: { id: getFile().facts.id, digest } });
        return plane.data.send(to, { channel: FILE_CHANNEL, data }, { lane: 'bulk', signal });
      },
      isConnected: (id) => this.#isConnected(id),
      handleChange: (isProgress) => {
        this.#handleChange(getFile(), isProgress);
      },
      handleUnreadable: tellError,
      clock,
    };
  }

  /** Offers what waits for a place, or for time to pass. */
  #offerPending(participants: readonly Participant[]): void {
    for (const { id, name } of participants) if (this.#takesFiles(id)) this.#pending.offerTo(id, name);
    if (this.#pending.isHeld) this.#beginTicking();
  }

  #beginTicking(): void {
    if (!this.#isClosed) this.#stopTicking ??= every(this.#context.clock, TICK_MS, this.#tick);
  }

  /** Progress is shown with the next tick. */
  #handleChange(file: SentFile | ReceivedFile, isProgress: boolean): void {
    if (this.#isClosed && isProgress) return;
    if (isProgress) this.#list.touch(file);
    else this.#list.show(file);
    // What has another state may have given its place to one that is pending, whose turn comes with the next tick.
    if ((!isProgress && file instanceof SentFile) || this.#list.isActive) this.#beginTicking();
    if (!isProgress) this.#beginWaiting();
  }

  readonly #tick = (): void => {
    for (const file of [...this.#list.sent, ...this.#list.received]) file.tick();
    for (const file of this.#list.showTouched()) {
      this.#context.tell(createCallEvent('noom-file-progress', { file, bytes: file.bytes }));
    }
    this.#offerPending(this.#others.filter(({ id }) => this.#isConnected(id)));
    if (this.#list.isActive || this.#pending.isHeld) return;
    this.#stopTicking?.();
    this.#stopTicking = null;
  };

  /** Begins files that are wanted, the oldest first, while there is room among those under way. */
  #beginWaiting(): void {
    if (this.#isClosed) return;
    const states = this.#list.received.filter(({ state }) => state === 'transferring').length;
    const waiting = this.#list.received.filter(({ state }) => state === 'waiting');
    for (const received of waiting.slice(0, Math.max(0, MAX_RUNNING - states))) void received.begin();
  }

  #send(to: string, message: FileMessage): void {
    this.#context.plane.data.send(to, { channel: FILE_CHANNEL, data: toFileMessage(message) }).catch(() => {
      // They have left, or what is lost with the connection is said again over the next one.
    });
  }

  #takesFiles(id: string): boolean {
    return this.#context.hasFeature(id, TAKES_FILES);
  }

  #isConnected(id: string): boolean {
    return this.#find(id)?.connection === 'connected';
  }

  #find(id: string): Participant | null {
    return this.#others.find((participant) => participant.id === id) ?? null;
  }

  get #others(): readonly Participant[] {
    return this.#context.getSnapshot().participants.filter(({ isLocal }) => !isLocal);
  }

  /** Clamps a time: another machine's clock may be ahead, and a hostile one may send any number. */
  #toPast(at: number): number {
    return Math.max(0, Math.min(at, this.#context.clock.now()));
  }
}
