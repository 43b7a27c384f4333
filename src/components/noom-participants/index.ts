import { define } from '../internal/element/define.js';
import { NoomParticipants } from './noom-participants.element.js';

define('noom-participants', NoomParticipants);

declare global {
  interface HTMLElementTagNameMap {
    'noom-participants': NoomParticipants;
  }
}

export { NoomParticipants };
