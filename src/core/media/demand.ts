import type { PictureSource } from '../model/sources.js';

/** What is served first when there is not enough bandwidth for all. */
export type Priority = 'high' | 'normal' | 'low';

/** What is wanted of a participant's source: the size at which it is shown, in device pixels, or nothing. */
export type Demand = 'nothing' | { readonly widthPx: number; readonly heightPx: number; readonly priority: Priority };

/** Larger than anything that is sent (8K): for where nothing says what is wanted. */
export const IN_FULL: Demand = { widthPx: 7680, heightPx: 4320, priority: 'normal' };

/** What a view shows of a participant, as the page reports it. */
export interface PictureView {
  readonly participantId: string;
  readonly source: PictureSource;
  /** The size of the view, in device pixels; `nothing` while it is not visible. */
  readonly wanted: Demand;
}
