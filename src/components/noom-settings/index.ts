import { define } from '../internal/element/define.js';
import '../noom-device-select/index.js';
import '../noom-quality/index.js';
import { NoomSettings } from './noom-settings.element.js';

define('noom-settings', NoomSettings);

declare global {
  interface HTMLElementTagNameMap {
    'noom-settings': NoomSettings;
  }
}

export { NoomSettings };
