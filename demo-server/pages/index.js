/** Shows a call before anybody allows a camera. */
import { showDrawnCall } from './drawn-call.js';

await showDrawnCall(document.querySelector('.place'), document.querySelector('[data-does="pause"]'));
