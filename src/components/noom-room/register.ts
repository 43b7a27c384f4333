import { define } from '../internal/element/define.js';
import { NoomRoom } from './noom-room.element.js';

// The room alone: for the whole kit, which registers the tags of its UI too.
define('noom-room', NoomRoom);

declare global {
  interface HTMLElementTagNameMap {
    'noom-room': NoomRoom;
  }
}
