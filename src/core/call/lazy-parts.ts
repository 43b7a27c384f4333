/** The code that a call needs only once it has joined: one chunk, loaded then. */
export { processMicrophone } from '../devices/audio-processing.js';
export { flipCamera } from '../devices/flip-camera.js';
export { openDisplay } from '../devices/open-display.js';
export { ChatFeature } from '../features/chat.js';
export { createCodecCosts } from '../features/codec-costs.js';
export { DemandFeature } from '../features/demand/demand.js';
export { FilesFeature } from '../features/files.js';
export { HealingFeature } from '../features/healing/healing.js';
export { LocalNameFeature } from '../features/local-name.js';
export { QualityFeature } from '../features/quality.js';
export { ReactionsFeature } from '../features/reactions/reactions.js';
export { createTokenRenewal } from '../features/token-renewal.js';
export { checkConnection } from './check-connection.js';
export { createScreen } from './call-screen.js';
export { createReturns } from './device-returns.js';
export { createReport } from './report.js';
export { VoicesFeature } from '../features/voices.js';
