import { define } from '../internal/element/define.js';
import { NoomDeviceSelect } from './noom-device-select.element.js';

define('noom-device-select', NoomDeviceSelect);

declare global {
  interface HTMLElementTagNameMap {
    'noom-device-select': NoomDeviceSelect;
  }
}

export { NoomDeviceSelect };
