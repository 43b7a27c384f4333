import { property } from './property.js';
import { NoomElement } from './noom-element.js';
import type { RoomHost } from '../link/room-context.js';

/** A tag that belongs to a room, inside it or elsewhere in the page. */
export class LinkedElement extends NoomElement {
  /** The id of the `<noom-room>` that this belongs to; by default the nearest one above. */
  @property({ attribute: 'for' }) htmlFor = '';

  /** The `<noom-room>` itself; takes precedence over `for`. */
  @property({ attribute: false }) room: RoomHost | null = null;
}
