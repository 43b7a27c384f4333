import type { Clock } from '../../core/base/clock.js';
import { MOVING } from '../../protocol/protocol.js';
import type { MediaEngine } from '../ports.js';
import type { Room } from '../rooms/room.js';
import type { Seat } from '../rooms/seat.js';
import type { StageLimits, StageScene } from './stage-scene.js';

/** Where the facts of a scene come from, beside the room. */
export interface SceneParts {
  clock: Clock;
  engine: MediaEngine | null;
  limits: StageLimits;
}

/** Whether the page of a participant follows its room from one media to another, and so knows of epochs. */
export function follows({ participant }: Seat): boolean {
  return participant.features?.includes(MOVING) ?? false;
}

/** A room, as its stage sees it now. */
export function sceneOf({ seats }: Room, { clock, engine, limits }: SceneParts): StageScene {
  return {
    now: clock.monotonic(),
    seats: [...seats.values()].map((seat) => ({ id: seat.id, isPresent: seat.isConnected, follows: follows(seat) })),
    engine: engine === null ? 'none' : engine.isUp ? 'up' : 'down',
    limits,
  };
}
