import type { Clock } from '../../core/base/clock.js';
import type { Room } from '../rooms/room.js';
import type { Seat } from '../rooms/seat.js';
import type { Seating } from '../rooms/seating.js';

/** How long before a token's end the end is announced, unless half of the time left is less. */
const NOTICE_MS = 60_000;
/** A token ends by the time of day, which may be set meanwhile: how often it is looked at, at least. */
const LOOK_MS = 300_000;

/** Announces the end of a seat's token beforehand, and ends the seat at it. Replaces an earlier watch of that seat. */
export function watchToken(seating: Seating, room: Room, seat: Seat, clock: Clock): void {
  seat.cancelExpiry();
  if (seat.exp === undefined) return;
  const at = seat.exp * 1000;
  const leftMs = at - clock.now();
  const wait = (untilMs: number, then: () => void): void => {
    const delayMs = Math.max(0, untilMs - clock.now());
    seat.cancelExpiry = clock.after(Math.min(delayMs, LOOK_MS), () => {
      if (clock.now() < untilMs) wait(untilMs, then);
      else then();
    });
  };
  wait(at - Math.min(NOTICE_MS, leftMs / 2), () => {
    seat.tell('token:expiring', { at });
    wait(at, () => {
      seating.putOut(room, seat, 'token-expired');
    });
  });
}
