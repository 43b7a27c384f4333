import { define } from '../internal/element/define.js';
import { NoomControls } from './noom-controls.element.js';

define('noom-controls', NoomControls);

declare global {
  interface HTMLElementTagNameMap {
    'noom-controls': NoomControls;
  }
}

export { NoomControls };
