import { define } from '../internal/element/define.js';
import '../noom-chat/index.js';
import '../noom-controls/index.js';
import '../noom-device-select/index.js';
import '../noom-participants/index.js';
import '../noom-prejoin/index.js';
import '../noom-reactions/index.js';
import '../noom-settings/index.js';
import '../noom-stage/index.js';
import { NoomRoom } from './noom-room.element.js';

define('noom-room', NoomRoom);

declare global {
  interface HTMLElementTagNameMap {
    'noom-room': NoomRoom;
  }
}

export { NoomRoom };
