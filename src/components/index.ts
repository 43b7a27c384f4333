export { NoomChat } from './noom-chat/noom-chat.element.js';
export { NoomControls } from './noom-controls/noom-controls.element.js';
export { NoomDeviceSelect } from './noom-device-select/noom-device-select.element.js';
export { NoomParticipants } from './noom-participants/noom-participants.element.js';
export { NoomPrejoin } from './noom-prejoin/noom-prejoin.element.js';
export { NoomQuality } from './noom-quality/noom-quality.element.js';
export { NoomReactions } from './noom-reactions/noom-reactions.element.js';
export { NoomRoom } from './noom-room/noom-room.element.js';
export { NoomSettings } from './noom-settings/noom-settings.element.js';
export { NoomStage } from './noom-stage/noom-stage.element.js';
export { NoomVideo } from './noom-video/noom-video.element.js';
export {
  RoomLink,
  type Command,
  type Layout,
  type Panel,
  type RoomHost,
  type CarryOut,
  type OwnWish,
  type Wish,
} from './internal/link/room-link.js';
export type { ShortcutKeys } from './internal/keyboard/shortcut-keys.js';
export type { TextKey, TextParams, Texts } from './internal/localization/index.js';
export type { PageEventFields, RoomEventMap } from './events.js';
