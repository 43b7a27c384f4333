import { define } from '../internal/element/define.js';
import '../noom-device-select/index.js';
import '../noom-video/index.js';
import { NoomPrejoin } from './noom-prejoin.element.js';

define('noom-prejoin', NoomPrejoin);

declare global {
  interface HTMLElementTagNameMap {
    'noom-prejoin': NoomPrejoin;
  }
}

export { NoomPrejoin };
