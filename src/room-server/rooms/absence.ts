import type { Clock } from '../../core/base/clock.js';
import { remember, type RoomRecord } from '../rules/room-record.js';
import type { Room } from './room.js';

/** How long messages are kept for a participant whose seat was given up because their connection was lost. */
export const AWAY_MS = 600_000;

/** A participant lost their seat with their connection, and may come back. */
export function noteAway({ away }: RoomRecord, id: string, now: number): void {
  // A message that is written just before that is kept for as long again.
  for (const [each, lostAt] of Object.entries(away)) if (lostAt + 2 * AWAY_MS <= now) noteBack({ away }, each);
  remember(away, id, now);
}

/** A participant is back, or will never be. */
export function noteBack({ away }: Pick<RoomRecord, 'away'>, id: string): void {
  Reflect.deleteProperty(away, id);
}

/** Whether an id is of a participant who was lost in this life of the room, and for whom messages may be kept. */
export function wasLost({ away }: RoomRecord, id: string): boolean {
  return Object.hasOwn(away, id);
}

/** The participants lost at most ten minutes ago, and those who had a seat before a restart and are not back yet. */
export function awayIds({ record, returns, seats }: Room, clock: Clock): string[] {
  const lost = Object.keys(record.away).filter((id) => clock.now() < (record.away[id] ?? 0) + AWAY_MS);
  const awaited = clock.monotonic() < returns.until ? [...(returns.awaited?.keys() ?? [])] : [];
  return [...new Set([...lost, ...awaited])].filter((id) => !seats.has(id));
}
