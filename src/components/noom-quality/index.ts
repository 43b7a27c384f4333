import { define } from '../internal/element/define.js';
import { NoomQuality } from './noom-quality.element.js';

define('noom-quality', NoomQuality);

declare global {
  interface HTMLElementTagNameMap {
    'noom-quality': NoomQuality;
  }
}

export { NoomQuality };
