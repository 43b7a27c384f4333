import type { Role, WireRoom } from '../core/signaling/protocol.js';

/** Everything of a room that is not its people: plain data, so that it can outlive the process that holds the room. */
export interface RoomRecord {
  readonly wire: WireRoom;
  /** Who may not come in, by key, and until when in milliseconds since the epoch; `null` is as long as the room lives. */
  readonly barred: Record<string, number | null>;
  /** The roles that were given in the room, by participant; they count more than a ticket from before. */
  readonly roles: Record<string, Role>;
}

/** A room that begins. */
export function createRecord(name: string, startedAt: number, lobby: boolean): RoomRecord {
  const wire: WireRoom = { name, locked: false, lobby, topology: 'mesh', spotlightId: null, startedAt };
  return { wire, barred: {}, roles: {} };
}

/** Keeps whoever has one of these keys out, until then. */
export function bar(record: RoomRecord, keys: readonly string[], until: number | null, now: number): void {
  for (const [key, end] of Object.entries(record.barred)) {
    if (end !== null && end <= now) Reflect.deleteProperty(record.barred, key);
  }
  for (const key of keys) record.barred[key] = until;
}

/** Whether whoever has one of these keys is kept out, and until when: `null` for as long as the room lives. */
export function barredUntil(record: RoomRecord, keys: readonly string[], now: number): number | null | undefined {
  const ends = keys.map((key) => record.barred[key]).filter((end) => end !== undefined);
  return ends.find((end) => end === null || end > now);
}

/** The key of a participant's seat. */
export function seatKey(id: string): string {
  return `seat:${id}`;
}
