/** The code that a call needs only once it has joined: one chunk, loaded then. */
export { processMicrophone } from '../../devices/local/audio-processing.js';
export { flipCamera } from '../../devices/local/flip-camera.js';
export { openDisplay } from '../../devices/displays/open-display.js';
export { checkConnection } from './check-connection.js';
export { createScreen } from './call-screen.js';
export { createTable } from './lazy-features.js';
export { createReturns } from './device-returns.js';
export { createReport } from './report.js';
export { decodeFrame } from '../../media/data-frame.js';
export { MeshSender } from '../../media/mesh/mesh-sender.js';
export { RestartCheck } from '../../media/mesh/link/restart-check.js';
