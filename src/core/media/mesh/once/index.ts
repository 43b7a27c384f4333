export { startEncodeOnce, type EncodeOnce, type EncodeOnceContext } from './encode-once.js';
