/** What prejoin and the pickers draw with. One door for both, because prejoin is never without pickers: they come at once. */
export { DeviceSelectView } from '../noom-device-select/device-select-view.js';
export { PrejoinView } from '../noom-prejoin/prejoin-view.js';
