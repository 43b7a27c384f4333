import type { Clock } from '../../core/base/clock.js';
import { remember, type RoomRecord } from '../rules/room-record.js';
import type { Room } from './room.js';

/** How long a room writes for a participant whose seat was given up since their connection was lost. */
export const AWAY_MS = 600_000;

/** Somebody lost their seat with their connection, and may come back. */
export function noteAway({ away }: RoomRecord, id: string, now: number): void {
  // For as long again something written for them may be kept.
  for (const [each, lostAt] of Object.entries(away)) if (lostAt + 2 * AWAY_MS <= now) noteBack({ away }, each);
  remember(away, id, now);
}

/** Somebody is back, or will never be. */
export function noteBack({ away }: Pick<RoomRecord, 'away'>, id: string): void {
  Reflect.deleteProperty(away, id);
}

/** Whether an id is that of somebody who was lost in this life of the room, and for whom something may be kept. */
export function wasLost({ away }: RoomRecord, id: string): boolean {
  return Object.hasOwn(away, id);
}

/** Who was lost ten minutes ago or less, or had a seat before a restart and is not back yet. */
export function awayIds({ record, returns, seats }: Room, clock: Clock): string[] {
  const lost = Object.keys(record.away).filter((id) => clock.now() < (record.away[id] ?? 0) + AWAY_MS);
  const awaited = clock.monotonic() < returns.until ? [...(returns.awaited?.keys() ?? [])] : [];
  return [...new Set([...lost, ...awaited])].filter((id) => !seats.has(id));
}
