export { playTestSound } from '../../internal/audio/test-sound.js';
export { moreStyles } from './more.styles.js';
export { textsOf } from './render-help.js';
export { renderInside } from './render-inside.js';
export { renderNotices } from './render-notices.js';
export { renderMemory } from './render-memory.js';
