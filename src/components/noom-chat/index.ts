import { define } from '../internal/element/define.js';
import { NoomChat } from './noom-chat.element.js';

define('noom-chat', NoomChat);

declare global {
  interface HTMLElementTagNameMap {
    'noom-chat': NoomChat;
  }
}

export { NoomChat };
