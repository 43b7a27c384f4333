import { property } from '../element/property.js';
import { NoomElement } from '../element/noom-element.js';
import type { RoomHost } from './room-context.js';

/** A tag that belongs to a room, whether inside it or somewhere else in the page. */
export class LinkedElement extends NoomElement {
  /** The id of the `<noom-room>` this belongs to; without it, the nearest one above. */
  @property({ attribute: 'for' }) htmlFor = '';

  /** The `<noom-room>` itself; goes before `for`. */
  @property({ attribute: false }) room: RoomHost | null = null;
}
