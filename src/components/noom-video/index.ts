import { define } from '../internal/define.js';
import { NoomVideo } from './noom-video.element.js';

define('noom-video', NoomVideo);

declare global {
  interface HTMLElementTagNameMap {
    'noom-video': NoomVideo;
  }
}

export { NoomVideo };
