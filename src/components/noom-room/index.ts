// In this order: a tag on the page begins when it is registered.
import './lazy-ui.js';
import './register.js';

export { NoomRoom } from './noom-room.element.js';
