/** Shows a call before a camera is allowed. */
import { showDrawnCall } from './drawn-call.js';

await showDrawnCall(document.querySelector('.place'), document.querySelector('[data-does="pause"]'));
