import { define } from '../internal/element/define.js';
import '../noom-video/index.js';
import { NoomStage } from './noom-stage.element.js';

define('noom-stage', NoomStage);

declare global {
  interface HTMLElementTagNameMap {
    'noom-stage': NoomStage;
  }
}

export { NoomStage };
