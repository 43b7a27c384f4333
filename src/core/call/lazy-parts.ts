/** What a call needs only once one is in the room: one chunk, loaded when that begins. */
export { ChatFeature } from '../features/chat.js';
export { HealingFeature } from '../features/healing/healing.js';
export { OwnNameFeature } from '../features/own-name.js';
export { createTokenRenewal } from '../features/token-renewal.js';
export { VoicesFeature } from '../features/voices.js';
