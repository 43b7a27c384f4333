import { define } from '../internal/define.js';
import { NoomDeviceSelect } from './noom-device-select.element.js';

define('noom-device-select', NoomDeviceSelect);

declare global {
  interface HTMLElementTagNameMap {
    'noom-device-select': NoomDeviceSelect;
  }
}

export { NoomDeviceSelect };
