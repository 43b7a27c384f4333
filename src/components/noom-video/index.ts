import { define } from '../internal/element/define.js';
import { NoomVideo } from './noom-video.element.js';

define('noom-video', NoomVideo);

declare global {
  interface HTMLElementTagNameMap {
    'noom-video': NoomVideo;
  }
}

export { NoomVideo };
