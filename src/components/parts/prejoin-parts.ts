/** Prejoin and the device pickers: one chunk, because a prejoin always shows both. */
export { DeviceSelectView } from '../noom-device-select/device-select-view.js';
export { isSpeakerChosen } from '../noom-device-select/speaker-choice.js';
export { PrejoinView } from '../noom-prejoin/prejoin-view.js';
export { fieldStyles } from '../internal/look/field.styles.js';
