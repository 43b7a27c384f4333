import { IN_FULL, type Demand } from '../demand.js';
import type { MediaPlane } from '../media-plane.js';
import type { PlaneFacts } from './plane-facts.js';
import { SCREEN_SHAPE, WHOLE_SHAPE, type SentShape } from '../sent-shape.js';

/** What the next plane is asked for, of which a picture has only to show that it arrives. */
const SMALLEST = { widthPx: 1, heightPx: 1, priority: 'low' } as const;
/** How it sends pictures: also to those who asked for none, as that was over the present plane and may not be so now. */
const SMALL: SentShape = { active: true, scaleResolutionDownBy: 4, maxBitrate: 100_000 };
const PICTURES = ['camera', 'screen'] as const;

/** As little as possible of what is wanted. */
export function little(wanted: Demand): Demand {
  return wanted === 'nothing' ? wanted : SMALLEST;
}

/** Asks the next plane for as little as possible of a participant, and to send them as little. */
export function demandLittle(plane: MediaPlane, { demands }: PlaneFacts, id: string): void {
  for (const source of PICTURES) {
    plane.demand(id, source, little(demands.get(id, source) ?? IN_FULL));
    plane.shape?.(id, source, SMALL);
  }
}

/** Asks a plane that carries the call for what is wanted of a participant, and to send them what they want. */
export function demandAll(plane: MediaPlane, { demands, shapes }: PlaneFacts, id: string): void {
  for (const source of PICTURES) {
    plane.demand(id, source, demands.get(id, source) ?? IN_FULL);
    plane.shape?.(id, source, shapes.get(id, source) ?? (source === 'screen' ? SCREEN_SHAPE : WHOLE_SHAPE));
  }
}

/** Whether a source is of pictures, of which the next plane is asked for little. */
export function isPicture(source: string): boolean {
  return (PICTURES as readonly string[]).includes(source);
}
