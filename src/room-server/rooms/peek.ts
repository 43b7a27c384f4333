import type { Reply } from '../../protocol/protocol.js';
import { barredUntil } from '../rules/room-record.js';
import type { Room } from './room.js';

/** How much a server tells those who have not joined yet: who is inside, how many, or nothing. */
export const PEEKS = ['names', 'count', 'off'] as const;
/** One of `PEEKS`. */
export type Peek = (typeof PEEKS)[number];

/** How many of those inside are named: the eldest. */
const MAX_NAMES = 10;

/** Who asks, and how much may be told. */
export interface PeekOptions {
  tells: Peek;
  /** Whether the room would begin with a lobby for them. */
  hasLobby: boolean;
  /** The bearer of their token. */
  bearer: string | undefined;
  now: number;
}

/**
 * Who is in a room (`null`: nobody), for a person who could come in at once. Nothing is told where they could not:
 * behind a lock or a lobby, also one that an empty room would begin with, and after they were removed.
 */
export function peekInto(room: Room | null, { tells, hasLobby, bearer, now }: PeekOptions): Reply<'room:peek'> {
  const { locked, lobby } = room?.record.wire ?? { locked: false, lobby: hasLobby };
  const isBarred = room !== null && bearer !== undefined && barredUntil(room.record, [bearer], now) !== undefined;
  if (tells === 'off' || locked || lobby || isBarred) return {};
  const names = [...(room?.seats.values() ?? [])].map(({ participant }) => participant.name);
  return {
    count: names.length,
    ...(tells === 'names' && { names: names.slice(0, MAX_NAMES) }),
    ...(room !== null && { topology: room.record.wire.topology }),
  };
}
