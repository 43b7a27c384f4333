export { playTestSound } from '../../internal/audio/test-sound.js';
export { moreStyles } from './more.styles.js';
export { renderHelp, textsOf } from './render-help.js';
export { renderInside } from './render-inside.js';
export { forgetJoining, renderMemory } from './render-memory.js';
