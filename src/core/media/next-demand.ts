import { IN_FULL, type Demand } from './demand.js';
import type { MediaPlane } from './media-plane.js';
import type { PlaneFacts } from './plane-facts.js';

/** What the next plane is asked for, of which a picture has only to show that it arrives. */
const SMALLEST = { widthPx: 1, heightPx: 1, priority: 'low' } as const;
const PICTURES = ['camera', 'screen'] as const;

/** As little as possible of what is wanted. */
export function little(wanted: Demand): Demand {
  return wanted === 'nothing' ? wanted : SMALLEST;
}

/** Asks the next plane for as little as possible of a participant. */
export function demandLittle(plane: MediaPlane, { demands }: PlaneFacts, id: string): void {
  for (const source of PICTURES) plane.demand(id, source, little(demands.get(id, source) ?? IN_FULL));
}

/** Asks a plane that carries the call for what is wanted of a participant. */
export function demandAll(plane: MediaPlane, { demands }: PlaneFacts, id: string): void {
  for (const source of PICTURES) plane.demand(id, source, demands.get(id, source) ?? IN_FULL);
}
