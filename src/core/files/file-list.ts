import type { CallContext } from '../model/call-context.js';
import type { FileFacts, FileFailure, FileRecipient, FileState, SharedFile } from '../model/shared-file.js';
import { MAX_OFFERED_FILES, MAX_PAST_FILES, type PastFile } from './file-wire.js';
import type { ReceivedFile } from './received-file.js';
import type { SentFile } from './sent-file.js';

/** The most files that are shown; the oldest that are over go first, of who has the most. */
const MAX_SHOWN_FILES = 300;

/** What a file has, whichever way it goes. */
interface AnyFile {
  readonly facts: FileFacts;
  readonly state: FileState;
  readonly failure: FileFailure | null;
  readonly blob: Blob | null;
}

/** The files of a session, and what the snapshot shows of them. */
export class FileList {
  readonly #context: Pick<CallContext, 'getSnapshot' | 'apply'>;
  readonly #sent = new Map<string, SentFile>();
  readonly #received = new Map<string, ReceivedFile>();
  /** What has progressed since it was shown last. */
  readonly #touched = new Set<SentFile | ReceivedFile>();

  constructor(context: Pick<CallContext, 'getSnapshot' | 'apply'>) {
    this.#context = context;
  }

  get sent(): readonly SentFile[] {
    return [...this.#sent.values()];
  }

  get received(): readonly ReceivedFile[] {
    return [...this.#received.values()];
  }

  /** Whether bytes are under way. */
  get isActive(): boolean {
    return this.sent.some(({ isActive }) => isActive) || this.received.some(({ isRunning }) => isRunning);
  }

  findSent(id: string): SentFile | null {
    return this.#sent.get(id) ?? null;
  }

  /** Of its sender only: another participant cannot speak about it. */
  findReceived(from: string, id: string): ReceivedFile | null {
    return this.#received.get(keyOf({ from, id })) ?? null;
  }

  receivedFrom(id: string): readonly ReceivedFile[] {
    return this.received.filter(({ facts }) => facts.from === id);
  }

  /** Whether one more file of a participant may be shown: those that were answered, or are over, have given their place. */
  hasRoomFrom(id: string): boolean {
    const open = this.receivedFrom(id).filter(({ state, isRunning }) => state === 'offered' || isRunning);
    return open.length < MAX_OFFERED_FILES;
  }

  addSent(file: SentFile): void {
    this.#sent.set(file.facts.id, file);
    this.show(file);
  }

  addReceived(file: ReceivedFile): void {
    if (this.findReceived(file.facts.from, file.facts.id) !== null) return;
    this.#received.set(keyOf(file.facts), file);
    this.show(file);
  }

  /** Its progress is to be shown with the next `showTouched()`. */
  touch(file: SentFile | ReceivedFile): void {
    this.#touched.add(file);
  }

  /** Shows the files that have progressed; returns them as shown. */
  showTouched(): readonly SharedFile[] {
    const touched = [...this.#touched];
    return touched.map((file) => this.show(file));
  }

  /** Shows a file as it is now. */
  show(file: SentFile | ReceivedFile): SharedFile {
    this.#touched.delete(file);
    const shared = this.toShared(file);
    const { files } = this.#context.getSnapshot();
    const isShown = files.some((other) => isSame(other, shared));
    const next = isShown ? files.map((other) => (isSame(other, shared) ? shared : other)) : this.#append(files, shared);
    this.#context.apply({ type: 'files', files: Object.freeze(next) });
    return shared;
  }

  /** What a page sees of a file. */
  toShared(file: SentFile | ReceivedFile): SharedFile {
    const { facts, state, failure, blob }: AnyFile = file;
    const isReceived = 'accept' in file;
    const recipients = isReceived ? [] : file.recipients;
    return Object.freeze({
      ...facts,
      state,
      failure,
      blob,
      recipients: Object.freeze(recipients),
      bytes: isReceived ? file.bytes : sumOf(recipients),
      // eslint-disable-next-line @typescript-eslint/require-await -- What it throws is to be a rejection.
      accept: async (): Promise<void> => {
        if (isReceived) file.accept();
      },
      decline: (): void => {
        if (isReceived) file.decline();
      },
      cancel: (): void => {
        file.cancel();
      },
    });
  }

  /** The files of participants who have left, for a newcomer. */
  createPast(): PastFile[] {
    return this.received
      .filter(({ facts, state }) => facts.to === null && this.#hasLeft(facts.from) && state !== 'offered')
      .slice(-MAX_PAST_FILES)
      .map(({ facts: { id, name, sizeBytes, type, at, from, sender } }) => ({
        id,
        name,
        sizeBytes,
        type,
        at,
        from,
        sender,
      }));
  }

  /** Ends what is under way. */
  close(): void {
    for (const file of this.#sent.values()) {
      file.close();
      this.show(file);
    }
    for (const file of this.#received.values()) file.close();
  }

  #hasLeft(id: string): boolean {
    return !this.#context.getSnapshot().participants.some((participant) => participant.id === id);
  }

  /**
   * One more file; beyond the bound the oldest goes that is over, or was never wanted. It is one of who has the most of
   * these: who floods offers loses their own.
   */
  #append(files: readonly SharedFile[], shared: SharedFile): readonly SharedFile[] {
    if (files.length < MAX_SHOWN_FILES) return [...files, shared];
    const running: readonly FileState[] = ['waiting', 'transferring', 'paused'];
    const idle = files.filter(({ state }) => !running.includes(state));
    const counts = new Map<string, number>();
    for (const { from } of idle) counts.set(from, (counts.get(from) ?? 0) + 1);
    const most = Math.max(...counts.values());
    const oldest = idle.find(({ from }) => counts.get(from) === most);
    if (oldest !== undefined) {
      this.#received.get(keyOf(oldest))?.close();
      this.#received.delete(keyOf(oldest));
      this.#sent.get(oldest.id)?.close();
      this.#sent.delete(oldest.id);
    }
    return [
      ...this.#context.getSnapshot().files.filter((file) => oldest === undefined || !isSame(file, oldest)),
      shared,
    ];
  }
}

function keyOf({ from, id }: Pick<FileFacts, 'from' | 'id'>): string {
  return JSON.stringify([from, id]);
}

function isSame(one: SharedFile, other: SharedFile): boolean {
  return one.id === other.id && one.from === other.from;
}

function sumOf(recipients: readonly FileRecipient[]): number {
  return recipients.reduce((sum, { bytes }) => sum + bytes, 0);
}
