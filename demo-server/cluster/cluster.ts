import { randomBytes, randomUUID } from 'node:crypto';
import {
  Refusal,
  type CreateHandler,
  type RoomRecords,
  type Rooms,
  type Seating,
} from '../../src/room-server/index.js';
import { systemClock, type Clock } from '../ops/clock.js';
import type { CreateLimiter } from '../ports/limits.js';
import type { Logger } from '../ops/log.js';
import { TICKET_KEY_BYTES } from '../ports/resume-tickets.js';
import type { Settings } from '../settings/settings.js';
import { AwaitedAddresses } from './awaited-addresses.js';
import { AwaitedRequests } from './awaited-requests.js';
import { Bus } from './bus.js';
import { CarriedConnections } from './carried-connections.js';
import { Carrier, type Vet } from './carrier.js';
import { Heartbeat } from './heartbeat.js';
import { openRedis, type Redis } from './redis.js';
import { RemoteVisitors } from './remote-visitors.js';
import { RoomDirectory } from './room-directory.js';
import { inRedis } from './shared-limits.js';

/** What a process serves its rooms with. */
export interface ClusterParts {
  rooms: Rooms;
  seating: Seating;
  /** Serves a connection whose room is here. */
  createLocal: CreateHandler;
  /** Checks whether a newcomer may begin a room. */
  vet: Vet;
  maxRooms: number;
  clock: Clock;
  logger: Logger;
}

/** This process, as one of those that share a Redis. */
export class Cluster {
  /** The key that all of them sign tickets with, unless there is a secret. */
  readonly ticketKey: Buffer;
  /** Makes limiters that count for all of them. */
  readonly createLimiter: CreateLimiter;
  readonly #redis: Redis;
  readonly #bus: Bus;
  readonly #directory: RoomDirectory;
  readonly #carried: CarriedConnections;
  readonly #awaited: AwaitedAddresses;
  readonly #graceMs: number;
  #heartbeat: Heartbeat | null = null;

  constructor(redis: Redis, bus: Bus, ticketKey: Buffer, graceMs: number) {
    this.ticketKey = ticketKey;
    this.createLimiter = inRedis(redis.client);
    this.#redis = redis;
    this.#bus = bus;
    this.#directory = new RoomDirectory(redis, bus.processId);
    this.#carried = new CarriedConnections(bus);
    this.#awaited = new AwaitedAddresses(redis, graceMs);
    this.#graceMs = graceMs;
  }

  get unreadyReason(): string | null {
    return this.#redis.isReady ? null : 'redis cannot be reached';
  }

  /** The number of connections here whose rooms are at other processes. */
  get carriedCount(): number {
    return this.#carried.size;
  }

  /** The records of this process's rooms, in Redis, which outlive it. */
  get records(): RoomRecords & { close(): void } {
    const directory = this.#directory;
    return {
      find: (name) => directory.recordOf(name),
      save: (record) => directory.save(record.wire.name, record),
      forget: (name) => directory.save(name, undefined),
      // They are in Redis already.
      close: () => undefined,
    };
  }

  /** Gives the first sign of life; before that no other process finds this one. */
  async announce(): Promise<void> {
    await this.#directory.beat();
  }

  /** The ids of the seats that any process keeps for participants of an address. */
  async seatsAwaitedAt(address: string): Promise<string[]> {
    return await this.#awaited.seatsAt(address);
  }

  /** Shares rooms with the other processes. Returns what serves a connection, whichever process holds its room. */
  serve({ rooms, seating, createLocal, vet, maxRooms, clock, logger }: ClusterParts): CreateHandler {
    const directory = this.#directory;
    const carried = this.#carried;
    const awaited = this.#awaited;
    const createKept: CreateHandler = (visitor) => new AwaitedRequests(createLocal(visitor), visitor, seating, awaited);
    const visitors = new RemoteVisitors({ bus: this.#bus, directory, createLocal: createKept, logger });
    const lose = (processId?: string): void => {
      carried.drop(processId);
      visitors.lose(processId);
    };
    this.#bus.listen((from, message) => {
      carried.handleMessage(message);
      visitors.handleMessage(from, message);
    }, lose);
    let isLost = false;
    this.#redis.watch(
      () => {
        if (!isLost) logger.warn({}, 'redis was lost; rooms that are here go on');
        isLost = true;
        lose();
      },
      () => {
        logger.warn({}, 'redis is back');
        isLost = false;
        // At once: participants who come back now need to find this process alive.
        void heartbeat.beat().catch(() => undefined);
      },
    );
    const heartbeat = new Heartbeat({
      redis: this.#redis,
      directory,
      rooms,
      carried,
      visitors,
      clock,
      graceMs: this.#graceMs,
    });
    this.#heartbeat = heartbeat;
    heartbeat.start();
    const { processId } = this.#bus;
    const vetClaim: Vet = async (room, join, address) => {
      // Rooms that are over are held for a while, so there may be more than are open.
      if (directory.owned.length >= 2 * maxRooms) {
        throw new Refusal('rate-limited', 'The server has no place for another room now; try again later.');
      }
      await vet(room, join, address);
    };
    return (visitor) => new Carrier(visitor, { processId, vet: vetClaim, directory, carried, createLocal: createKept });
  }

  /** Releases this process's rooms, before it tells its participants that it stops. */
  async leave(): Promise<void> {
    this.#heartbeat?.stop();
    this.#carried.drop();
    if (!this.#redis.isReady) return;
    // A hold that cannot be released expires by itself; and a Redis that hangs must not keep the participants from being told.
    const given = new Promise<void>((resolve) => systemClock.after(LEAVE_MS, resolve));
    await Promise.race([this.#directory.leave().catch(() => undefined), given]);
  }

  /** Ends the connections to Redis. */
  async close(): Promise<void> {
    await this.#bus.close();
    await this.#redis.close();
  }
}

/** How long rooms may take to be released: of the four seconds in which a process stops. */
const LEAVE_MS = 1000;

const TICKET_KEY = 'noom:ticket-key';

/** Joins the processes that share a Redis. @throws SettingsError when it cannot be reached. */
export async function openCluster(url: string, { graceMs }: Pick<Settings, 'graceMs'>): Promise<Cluster> {
  const redis = await openRedis(url);
  const { client } = redis;
  const bus = new Bus(redis, randomUUID());
  await client.set(TICKET_KEY, randomBytes(TICKET_KEY_BYTES).toString('base64'), { NX: true });
  const key = Buffer.from((await client.get(TICKET_KEY)) ?? '', 'base64');
  await bus.start();
  const cluster = new Cluster(redis, bus, key, graceMs);
  await cluster.announce();
  return cluster;
}
