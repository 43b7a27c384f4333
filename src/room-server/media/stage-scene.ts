import type { Way } from './stage-effects.js';

/** A participant with a seat, as far as the media of the room depends on them. */
export interface StageSeat {
  readonly id: string;
  /** Whether a connection holds the seat now. */
  readonly isPresent: boolean;
  /** Whether the page can follow a move. */
  readonly follows: boolean;
}

/** How many participants a mesh carries, and how long a move may take. */
export interface StageLimits {
  /** A room with more participants moves to a media server. */
  readonly meshMax: number;
  /** With more participants a mesh is hopeless. */
  readonly meshHard: number;
  /** How long all may take until a move is given up. */
  readonly moveMs: number;
}

/** What is used where nothing else is set. */
export const STAGE_LIMITS: StageLimits = { meshMax: 6, meshHard: 10, moveMs: 8000 };

/** What a decision is made from. */
export interface StageScene {
  /** Milliseconds by the monotonic clock. */
  readonly now: number;
  readonly seats: readonly StageSeat[];
  /** Whether the server has a media server, and whether a room can be opened there. */
  readonly engine: 'none' | 'down' | 'up';
  readonly limits: StageLimits;
}

/** What a participant says of what has arrived: everything up to that statement, but what these others send. */
export interface Arrived {
  readonly serial: number;
  readonly without?: readonly string[] | undefined;
}

/** Whether a page cannot follow a move. */
export function isHeldBack(seats: readonly StageSeat[]): boolean {
  return seats.some(({ follows }) => !follows);
}

/** Whether a page is there that can follow a move. */
export function canBeFollowed(seats: readonly StageSeat[]): boolean {
  return seats.some(({ isPresent, follows }) => isPresent && follows);
}

/** Whether media travels through a room at the media server; through any, without `room`. */
export function isAt({ room: own }: Pick<Way, 'room'>, room?: string): boolean {
  return own !== null && (room ?? own) === own;
}
