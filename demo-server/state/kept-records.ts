import { LEFT_MS, readRecord, type RoomRecord, type RoomRecords } from '../../src/room-server/index.js';
import type { Clock } from '../ops/clock.js';
import type { Logger } from '../ops/log.js';
import { fileNameOf, type LeftFiles, type RecordFiles } from './record-files.js';

/** What `KeptRecords` needs. */
export interface KeptRecordsOptions {
  files: RecordFiles;
  clock: Clock;
  logger: Logger;
  maxRooms: number;
}

/** How often a process that holds rooms writes a sign of life, and into which file. */
const ALIVE_MS = 30_000;
const ALIVE_FILE = 'alive';
/** How long records are valid after the last sign of life. */
const RECORD_MS = LEFT_MS + ALIVE_MS;
/** How many changes are written at once in one turn, and how long a turn is; further changes wait for the next one. */
const TURN_WRITES = 50;
const TURN_MS = 250;

/**
 * The records of rooms, which outlive a restart, in files: removals, locks, lobbies, who is host and who has a seat. A
 * change is on the disk before it is answered, except in a flood. A broken or too old file is ignored.
 */
export class KeptRecords implements RoomRecords {
  readonly #options: KeptRecordsOptions;
  /** Rooms from before the start, by name. */
  readonly #found = new Map<string, RoomRecord>();
  /** What is not written yet; `null` is to be removed. */
  readonly #changed = new Map<string, RoomRecord | null>();
  readonly #written = new Set<string>();
  /** What could not be written, because the disk was full or not there: it is tried again. */
  readonly #unwritten = new Map<string, RoomRecord | null>();
  /** What ended processes left, the latest last: until this process has written it. */
  #left: LeftFiles[];
  #turnWrites = 0;
  #cancelTurn: (() => void) | null = null;
  #cancelAlive: (() => void) | null = null;
  #hasFailed = false;
  #isClosed = false;

  constructor(options: KeptRecordsOptions) {
    this.#options = options;
    const { files, clock, maxRooms } = options;
    // One more, for the sign of life.
    this.#left = files.readLeft(maxRooms + 1).sort((one, other) => aliveAt(one) - aliveAt(other));
    for (const each of this.#left) this.#load(each);
    // A second restart shortly after the first finds them too.
    for (const [name, record] of this.#found) this.#write(name, record);
    this.#removeLeft();
    if (this.#found.size > 0) clock.after(LEFT_MS, () => this.#forgetFound());
  }

  find(name: string): RoomRecord | null {
    return this.#found.get(name) ?? null;
  }

  save(record: RoomRecord): void {
    // From now on this process holds the room.
    this.#found.delete(record.wire.name);
    this.#change(record.wire.name, record);
  }

  forget(name: string): void {
    this.#found.delete(name);
    this.#change(name, null);
  }

  /** Writes all pending changes, and nothing after that. */
  close(): void {
    this.#cancelAlive?.();
    this.#cancelTurn?.();
    for (const [name, record] of [...this.#unwritten, ...this.#changed]) this.#write(name, record);
    // A write may have begun it anew.
    this.#cancelAlive?.();
    this.#changed.clear();
    this.#isClosed = true;
  }

  #load(left: LeftFiles): void {
    const { clock, logger } = this.#options;
    if (aliveAt(left) <= clock.now() - RECORD_MS) return;
    for (const [file, text] of left.texts) {
      if (file === ALIVE_FILE) continue;
      const record = readKept(file, text);
      if (record) this.#found.set(record.wire.name, record);
      else logger.warn({}, 'a kept room could not be read');
    }
  }

  #removeLeft(): void {
    if (this.#unwritten.size > 0) return;
    try {
      for (const each of this.#left) this.#options.files.removeLeft(each, new Set([...this.#written, ALIVE_FILE]));
    } catch (error) {
      this.#noteFailure(error);
    }
    this.#left = [];
  }

  /** The time to come back is over: forgets the rooms that no participant came back to. */
  #forgetFound(): void {
    for (const name of this.#found.keys()) this.forget(name);
  }

  #change(name: string, record: RoomRecord | null): void {
    if (this.#isClosed) return;
    this.#unwritten.delete(name);
    this.#changed.delete(name);
    this.#changed.set(name, record);
    this.#takeTurn();
  }

  #takeTurn(): void {
    for (const [name, record] of this.#changed) {
      if (this.#turnWrites >= TURN_WRITES) break;
      this.#changed.delete(name);
      this.#turnWrites += 1;
      this.#write(name, record);
    }
    this.#cancelTurn ??= this.#options.clock.after(TURN_MS, () => {
      this.#cancelTurn = null;
      this.#turnWrites = 0;
      if (this.#changed.size > 0) this.#takeTurn();
    });
  }

  #write(name: string, record: RoomRecord | null): void {
    const { files } = this.#options;
    const file = fileNameOf(name);
    try {
      if (record) files.write(file, JSON.stringify(record));
      else files.remove(file);
      if (record) this.#written.add(file);
      else this.#written.delete(file);
      if (!this.#cancelAlive) this.#sayAlive();
    } catch (error) {
      this.#unwritten.set(name, record);
      this.#noteFailure(error);
      this.#lookLater();
    }
  }

  /** Rooms go on without files; the log says so once. */
  #noteFailure(error: unknown): void {
    if (!this.#hasFailed) this.#options.logger.warn({ error: String(error) }, 'rooms cannot be kept in NOOM_STATE_DIR');
    this.#hasFailed = true;
  }

  #sayAlive(): void {
    if (this.#written.size === 0) return;
    this.#lookLater();
    this.#options.files.write(ALIVE_FILE, String(this.#options.clock.now()));
  }

  /** Counted by the timer alone: the time of day may be set back, and a sign left out would end all further ones. */
  #lookLater(): void {
    this.#cancelAlive ??= this.#options.clock.after(ALIVE_MS, () => {
      this.#cancelAlive = null;
      try {
        this.#sayAlive();
      } catch (error) {
        this.#noteFailure(error);
      }
      for (const [name, record] of [...this.#unwritten]) this.#change(name, record);
      this.#removeLeft();
    });
  }
}

/** When the process that left these files gave its last sign of life. */
function aliveAt({ texts }: LeftFiles): number {
  return Number(texts.get(ALIVE_FILE) ?? NaN) || -Infinity;
}

function readKept(file: string, text: string): RoomRecord | null {
  try {
    const record = readRecord(JSON.parse(text));
    return record && fileNameOf(record.wire.name) === file ? record : null;
  } catch {
    // Truncated JSON.
    return null;
  }
}
