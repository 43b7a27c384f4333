import { LEFT_MS, readRecord, type RoomRecord } from '../../src/room-server/index.js';
import type { Redis } from './redis.js';

/** How long a process counts as alive after it last said so, and how often it does. */
export const ALIVE_MS = 6000;
export const BEAT_MS = 2000;

const KEYS = { process: 'noom:process:', room: 'noom:room:', record: 'noom:record:' };

/** Whose a room is, if it is anybody's that lives. */
const OWNER = `
local owner = redis.call('get', KEYS[1])
if owner and (owner == ARGV[1] or redis.call('exists', ARGV[3] .. owner) == 1) then return owner end
return ''`;
/** Whose a room is: whoever has it, as long as they live; else whoever asks. */
const CLAIM = `
local owner = redis.call('get', KEYS[1])
if owner and owner ~= ARGV[1] and redis.call('exists', ARGV[3] .. owner) == 1 then return owner end
redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
return ARGV[1]`;
/** Still one's own, or nobody's. */
const RENEW = `
local owner = redis.call('get', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
return 1`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * Which process has which room, in Redis: a room lives on one process, and its key ends with the process. Beside it the
 * room's record, which outlives the process.
 */
export class RoomDirectory {
  readonly #redis: Redis;
  readonly #processId: string;
  readonly #owned = new Set<string>();
  /** Those of them that somebody was in. */
  readonly #begun = new Set<string>();
  readonly #claims = new Map<string, Promise<string>>();
  /** Records of rooms that were another process's, until the room begins here. */
  readonly #inherited = new Map<string, RoomRecord>();
  /** Rooms that are over, whose record is to be gone. */
  readonly #over = new Set<string>();
  /** The records as they were written last. */
  readonly #written = new Map<string, string>();
  #isLeaving = false;

  constructor(redis: Redis, processId: string) {
    this.#redis = redis;
    this.#processId = processId;
  }

  get owned(): readonly string[] {
    return [...this.#owned];
  }

  /** The process that has a room; `null` when none does. @throws when Redis does not answer. */
  async find(name: string): Promise<string | null> {
    if (this.#owned.has(name)) return this.#processId;
    if (!this.#redis.isReady) throw new Error('Redis cannot be asked now.');
    const owner = String(await this.#run(OWNER, name));
    return owner === '' ? null : owner;
  }

  /** Whether somebody ever was in a room since this process has it. */
  hasBegun(name: string): boolean {
    return this.#begun.has(name);
  }

  /** The process that has a room; this one, when none had it. @throws when Redis does not answer. */
  async locate(name: string): Promise<string> {
    // Also while Redis is away: rooms that are here go on.
    if (this.#owned.has(name)) return this.#processId;
    const claim = this.#claims.get(name) ?? this.#claim(name).finally(() => this.#claims.delete(name));
    this.#claims.set(name, claim);
    return await claim;
  }

  /** What is left of a room that was another process's. */
  recordOf(name: string): RoomRecord | null {
    return this.#inherited.get(name) ?? null;
  }

  /** Writes a room's record down if it changed; `undefined` when the room is over. */
  save(name: string, record: RoomRecord | undefined): void {
    this.#inherited.delete(name);
    if (!this.#owned.has(name)) return;
    const text = record && JSON.stringify(record);
    if (text === undefined) {
      this.#over.add(name);
    } else {
      this.#begun.add(name);
      this.#over.delete(name);
    }
    const isWritten = text !== undefined && this.#written.get(name) === text;
    if (this.#isLeaving || isWritten || !this.#redis.isReady) return;
    if (text === undefined) this.#written.delete(name);
    else this.#written.set(name, text);
    // What is not written now, since Redis went away just then, is written by the next heartbeat.
    this.#write(name, text).catch(() => this.#written.delete(name));
  }

  /** Says that this process lives. */
  async beat(): Promise<void> {
    await this.#redis.client.set(KEYS.process + this.#processId, '1', { PX: ALIVE_MS });
  }

  /** Says that a room is still here, and what its record is; `false` when another process has it by now. */
  async renew(name: string, record: RoomRecord | undefined): Promise<boolean> {
    const isOurs = (await this.#run(RENEW, name)) === 1;
    if (!isOurs) this.#forget(name);
    else if (record) await this.#write(name, JSON.stringify(record));
    else if (this.#over.has(name)) await this.#write(name, undefined);
    return isOurs;
  }

  /** Leaves a room to whoever asks for it next. */
  async release(name: string): Promise<void> {
    this.#forget(name);
    await this.#run(RELEASE, name);
  }

  /** Leaves everything to the others; the records stay for them. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    await this.#redis.client.del(KEYS.process + this.#processId);
    await Promise.all(this.owned.map((name) => this.release(name)));
  }

  /** Those of some processes that do not live any more. */
  async findGone(processIds: readonly string[]): Promise<string[]> {
    if (processIds.length === 0) return [];
    const signs = await this.#redis.client.mGet(processIds.map((id) => KEYS.process + id));
    return processIds.filter((_, index) => signs[index] === null);
  }

  async #claim(name: string): Promise<string> {
    if (this.#isLeaving || !this.#redis.isReady) throw new Error('Redis cannot be asked now.');
    const owner = String(await this.#run(CLAIM, name));
    if (owner !== this.#processId) return owner;
    const kept = await this.#redis.client.get(KEYS.record + name);
    const record = kept === null ? null : parseRecord(kept);
    if (record?.wire.name === name) this.#inherited.set(name, record);
    this.#owned.add(name);
    return owner;
  }

  #run(script: string, name: string): Promise<unknown> {
    const options = { keys: [KEYS.room + name], arguments: [this.#processId, String(ALIVE_MS), KEYS.process] };
    return this.#redis.client.eval(script, options);
  }

  async #write(name: string, text: string | undefined): Promise<void> {
    if (text === undefined) await this.#redis.client.del(KEYS.record + name);
    else await this.#redis.client.set(KEYS.record + name, text, { PX: LEFT_MS });
  }

  #forget(name: string): void {
    this.#owned.delete(name);
    this.#begun.delete(name);
    this.#inherited.delete(name);
    this.#over.delete(name);
    this.#written.delete(name);
  }
}

/** Reads what is kept of a room; what is broken, or of another version, is as if it had not been kept. */
function parseRecord(text: string): RoomRecord | null {
  try {
    return readRecord(JSON.parse(text));
  } catch {
    // No JSON: somebody else wrote it.
    return null;
  }
}
