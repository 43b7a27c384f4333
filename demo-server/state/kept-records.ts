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
  #turnWrites = 0;
  #saidAliveAt = -Infinity;
  #cancelTurn: (() => void) | null = null;
  #cancelAlive: (() => void) | null = null;
  #hasFailed = false;
  #isClosed = false;

  constructor(options: KeptRecordsOptions) {
    this.#options = options;
    const { files, clock, maxRooms } = options;
    const left = files.readLeft(maxRooms);
    for (const each of left) this.#load(each);
    // A second restart shortly after the first finds them too.
    for (const [name, record] of this.#found) this.#write(name, record);
    for (const each of left) files.removeLeft(each, this.#written);
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
    for (const [name, record] of this.#changed) this.#write(name, record);
    this.#changed.clear();
    this.#isClosed = true;
  }

  #load({ texts }: LeftFiles): void {
    const { clock, logger } = this.#options;
    const aliveAt = Number(texts.get(ALIVE_FILE));
    if (!(aliveAt > clock.now() - RECORD_MS)) return;
    for (const [file, text] of texts) {
      if (file === ALIVE_FILE) continue;
      const record = readKept(file, text);
      if (record) this.#found.set(record.wire.name, record);
      else logger.warn({}, 'a kept room could not be read');
    }
  }

  /** The time to come back is over: forgets the rooms that no participant came back to. */
  #forgetFound(): void {
    for (const name of this.#found.keys()) this.forget(name);
  }

  #change(name: string, record: RoomRecord | null): void {
    if (this.#isClosed) return;
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
    const { files, logger } = this.#options;
    const file = fileNameOf(name);
    try {
      if (record) files.write(file, JSON.stringify(record));
      else files.remove(file);
      if (record) this.#written.add(file);
      else this.#written.delete(file);
      this.#sayAlive();
    } catch (error) {
      // Rooms go on without files; the log says so once.
      if (!this.#hasFailed) logger.warn({ error: String(error) }, 'rooms cannot be kept in NOOM_STATE_DIR');
      this.#hasFailed = true;
    }
  }

  #sayAlive(): void {
    const { files, clock } = this.#options;
    if (this.#written.size === 0 || clock.now() < this.#saidAliveAt + ALIVE_MS) return;
    this.#saidAliveAt = clock.now();
    files.write(ALIVE_FILE, String(this.#saidAliveAt));
    this.#cancelAlive?.();
    this.#cancelAlive = clock.after(ALIVE_MS, () => {
      this.#cancelAlive = null;
      try {
        this.#sayAlive();
      } catch {
        // Logged already, or logged when the next room is written.
      }
    });
  }
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
