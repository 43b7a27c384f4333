import { LEFT_MS, readRecord, type RoomRecord } from '../../src/room-server/index.js';
import type { Redis } from './redis.js';

/** How long a process counts as alive after its last sign of life, and how often it gives one. */
export const ALIVE_MS = 6000;
export const BEAT_MS = 2000;

const KEYS = { process: 'noom:process:', room: 'noom:room:', record: 'noom:record:' };

/** The process that holds a room, if that process is alive. */
const OWNER = `
local owner = redis.call('get', KEYS[1])
if owner and (owner == ARGV[1] or redis.call('exists', ARGV[3] .. owner) == 1) then return owner end
return ''`;
/** The process that holds a room, as long as it is alive; else the room goes to the caller. */
const CLAIM = `
local owner = redis.call('get', KEYS[1])
if owner and owner ~= ARGV[1] and redis.call('exists', ARGV[3] .. owner) == 1 then return owner end
redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
return ARGV[1]`;
/** Extends the caller's hold on a room, or takes the room when no process holds it. */
const RENEW = `
local owner = redis.call('get', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'px', ARGV[2])
return 1`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

/**
 * Which process holds which room, in Redis: a room is on one process, and its key expires with the process. The room's
 * record beside it outlives the process.
 */
export class RoomDirectory {
  readonly #redis: Redis;
  readonly #processId: string;
  readonly #owned = new Set<string>();
  /** Those of them that have had a participant. */
  readonly #begun = new Set<string>();
  readonly #claims = new Map<string, Promise<string>>();
  /** Records of rooms that another process held, until the room begins here. */
  readonly #inherited = new Map<string, RoomRecord>();
  /** Rooms that are over, whose record is to be removed. */
  readonly #over = new Set<string>();
  /** Rooms of this process that were asked for since the last look. */
  readonly #asked = new Set<string>();
  /** The records as written last. */
  readonly #written = new Map<string, string>();
  #isLeaving = false;

  constructor(redis: Redis, processId: string) {
    this.#redis = redis;
    this.#processId = processId;
  }

  get owned(): readonly string[] {
    return [...this.#owned];
  }

  /** The process that holds a room; `null` when none does. @throws when Redis does not answer. */
  async find(name: string): Promise<string | null> {
    if (this.#owns(name)) return this.#processId;
    if (!this.#redis.isReady) throw new Error('Redis cannot be asked now.');
    const owner = String(await this.#run(OWNER, name));
    // Claimed here already, but not held before its record is read: whoever comes with the first one needs it, too.
    if (owner === this.#processId) return await this.locate(name);
    return owner === '' ? null : owner;
  }

  /** Whether a room of this process was asked for since the last call: then a request may be on its way to it. */
  wasAsked(name: string): boolean {
    return this.#asked.delete(name);
  }

  /** Whether a room has had a participant since this process holds it. */
  hasBegun(name: string): boolean {
    return this.#begun.has(name);
  }

  /** The process that holds a room, which becomes this one when none does. @throws when Redis does not answer. */
  async locate(name: string): Promise<string> {
    // Also while Redis is unreachable: rooms of this process go on.
    if (this.#owns(name)) return this.#processId;
    const claim = this.#claims.get(name) ?? this.#claim(name).finally(() => this.#claims.delete(name));
    this.#claims.set(name, claim);
    return await claim;
  }

  /** The record of a room that another process held. */
  recordOf(name: string): RoomRecord | null {
    return this.#inherited.get(name) ?? null;
  }

  /** Writes a room's record if it changed; `undefined` when the room is over. */
  save(name: string, record: RoomRecord | undefined): void {
    this.#inherited.delete(name);
    if (!this.#owned.has(name)) {
      // It began here although it is not held: the next renewal finds out whether another process has it by now.
      if (record && !this.#isLeaving) this.#owned.add(name);
      return;
    }
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
    // If this fails, the next heartbeat writes it.
    this.#write(name, text).catch(() => this.#written.delete(name));
  }

  /** Gives this process's sign of life. */
  async beat(): Promise<void> {
    await this.#redis.client.set(KEYS.process + this.#processId, '1', { PX: ALIVE_MS });
  }

  /** Renews the hold on a room, and writes its record; `false` when another process holds it by now. */
  async renew(name: string, record: RoomRecord | undefined): Promise<boolean> {
    const isOurs = (await this.#run(RENEW, name)) === 1;
    if (!isOurs) this.#forget(name);
    // In this order: it may have ended meanwhile.
    else if (this.#over.has(name)) await this.#write(name, undefined);
    else if (record) await this.#write(name, JSON.stringify(record));
    return isOurs;
  }

  /** Releases a room; the next process that asks gets it. */
  async release(name: string): Promise<void> {
    this.#forget(name);
    await this.#run(RELEASE, name);
  }

  /** Releases all rooms; the records stay for the other processes. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    await this.#redis.client.del(KEYS.process + this.#processId);
    await Promise.all(this.owned.map((name) => this.release(name)));
  }

  /** Which of the given processes are gone. */
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
    this.#asked.add(name);
    return owner;
  }

  #owns(name: string): boolean {
    const isOwned = this.#owned.has(name);
    if (isOwned) this.#asked.add(name);
    return isOwned;
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
    this.#asked.delete(name);
    this.#written.delete(name);
  }
}

/** Reads the record of a room; `null` when it is broken, or of another version. */
function parseRecord(text: string): RoomRecord | null {
  try {
    return readRecord(JSON.parse(text));
  } catch {
    // Not JSON, so not written by this kit.
    return null;
  }
}
