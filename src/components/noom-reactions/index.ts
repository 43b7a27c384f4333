import { define } from '../internal/element/define.js';
import { NoomReactions } from './noom-reactions.element.js';

define('noom-reactions', NoomReactions);

declare global {
  interface HTMLElementTagNameMap {
    'noom-reactions': NoomReactions;
  }
}

export { NoomReactions };
