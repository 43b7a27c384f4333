import { epochSchema } from '../../protocol/facts.js';
import {
  ROLES,
  TOPOLOGIES,
  TOPOLOGY_WISHES,
  roomSchema,
  type Role,
  type Topology,
  type TopologyWish,
  type WireRoom,
} from '../../protocol/protocol.js';
import { boundedText, nullable, number, object, oneOf, optional, read, type Shape } from '../../protocol/shapes.js';

/** The state of a room without its connections: plain data, so that it can outlive the process that holds the room. */
export interface RoomRecord {
  readonly wire: WireRoom;
  /** The life of the room, from its first participant to its last. What was given in another life does not count. */
  readonly life: string;
  /** Who has a seat, and in which role: they may return to it in another process. */
  seats: Record<string, Role>;
  /** The places of the raised hands, by id: of those who have a seat, and of those who may return to theirs. */
  hands: Record<string, number>;
  /** The latest host; in the open mode a room waits for them. */
  hostId: string | null;
  /**
   * Who may not come in, by key, and until when in milliseconds since the epoch; `null` is for the life of the room.
   */
  readonly barred: Record<string, number | null>;
  /** The roles that were given in the room, by key; they override a token. */
  readonly roles: Record<string, Role>;
  /** Who lost their seat because their connection was lost, by id, and when in milliseconds since the epoch. */
  readonly away: Record<string, number>;
  /** How media travels; absent while that is as in every new room. */
  media?: MediaRecord | undefined;
}

/** How media travels in a room. */
export interface MediaRecord {
  /** The epoch of what carries the call. */
  readonly epoch: number;
  readonly plane: Topology;
  /** The room at the media server; `null` for a mesh. */
  readonly room: string | null;
  /** The epoch of the last attempt to move. */
  readonly lastEpoch: number;
  /** The room at the media server that the room is about to move to. */
  readonly next: string | null;
  /** What the host chose. */
  readonly wish: TopologyWish;
}

/**
 * How many keys a room remembers of the barred, of the given roles and of the lost participants, each; then the oldest
 * is forgotten.
 */
const MAX_KEYS = 1024;
const SEAT_KEY = 'seat:';
/** As long as the longest `sub` that fits into a token: the key of a bearer. */
const MAX_KEY_LENGTH = 8 * 1024;

/** The record of a new room. */
export function createRecord(name: string, startedAt: number, lobby: boolean, life: string): RoomRecord {
  const wire: WireRoom = { name, locked: false, lobby, topology: 'mesh', spotlightId: null, startedAt };
  return { wire, life, seats: {}, hands: {}, hostId: null, barred: {}, roles: {}, away: {} };
}

const keyShape = boundedText(MAX_KEY_LENGTH, 1);

const mediaShape: Shape<MediaRecord> = object({
  epoch: epochSchema,
  plane: oneOf(TOPOLOGIES),
  room: nullable(keyShape),
  lastEpoch: epochSchema,
  next: nullable(keyShape),
  wish: oneOf(TOPOLOGY_WISHES),
});

function mapOf<Value>(shape: Shape<Value>): Shape<Record<string, Value>> {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new TypeError();
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [keyShape(key), shape(each)]));
  };
}

const numbersShape = mapOf(number);

const recordSchema = object({
  wire: roomSchema,
  life: keyShape,
  seats: mapOf(oneOf(ROLES)),
  // A record of an older version has none.
  hands: (value) => numbersShape(value ?? {}),
  hostId: nullable(keyShape),
  barred: mapOf(nullable(number)),
  roles: mapOf(oneOf(ROLES)),
  // A record of an older version has none.
  away: (value) => numbersShape(value ?? {}),
  media: optional(mediaShape),
});

/** Reads the record of a room; `null` when it is not valid: broken, or of another version. */
export function readRecord(value: unknown): RoomRecord | null {
  return read(recordSchema, value);
}

/** Keeps the holders of these keys out until a time. */
export function bar(record: RoomRecord, keys: readonly string[], until: number | null, now: number): void {
  for (const [key, end] of Object.entries(record.barred)) {
    if (end !== null && end <= now) Reflect.deleteProperty(record.barred, key);
  }
  for (const key of keys) remember(record.barred, key, until);
}

/**
 * Until when the holder of one of these keys is kept out: `null` for the life of the room, `undefined` when they are
 * not.
 */
export function barredUntil(record: RoomRecord, keys: readonly string[], now: number): number | null | undefined {
  const ends = keys.map((key) => record.barred[key]).filter((end) => end !== undefined);
  return ends.find((end) => end === null || end > now);
}

/** The participants who may not come in, of those who had a seat or asked for one. */
export function barredIds({ barred }: RoomRecord, now: number): string[] {
  return Object.entries(barred)
    .filter(([key, end]) => key.startsWith(SEAT_KEY) && (end === null || end > now))
    .map(([key]) => key.slice(SEAT_KEY.length));
}

/** Gives the holder of these keys a role for the life of the room. */
export function rule(record: RoomRecord, keys: readonly string[], role: Role): void {
  for (const key of keys) remember(record.roles, key, role);
}

/** The role that was given in the room to the holder of one of these keys. */
export function ruledRole(record: RoomRecord, keys: readonly string[]): Role | null {
  return keys.map((key) => record.roles[key]).find((role) => role !== undefined) ?? null;
}

/** The key of a participant's seat. */
export function seatKey(id: string): string {
  return `${SEAT_KEY}${id}`;
}

/** Keeps a value by a key, as the newest; beyond `MAX_KEYS` the oldest is forgotten. */
export function remember<Value>(kept: Record<string, Value>, key: string, value: Value): void {
  // Added again, so that it is the newest.
  Reflect.deleteProperty(kept, key);
  kept[key] = value;
  const [oldest, ...others] = Object.keys(kept);
  if (oldest !== undefined && others.length >= MAX_KEYS) Reflect.deleteProperty(kept, oldest);
}
