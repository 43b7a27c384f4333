import './components/noom-chat/index.js';
import './components/noom-controls/index.js';
import './components/noom-device-select/index.js';
import './components/noom-participants/index.js';
import './components/noom-prejoin/index.js';
import './components/noom-quality/index.js';
import './components/noom-reactions/index.js';
import './components/noom-settings/index.js';
import './components/noom-stage/index.js';
import './components/noom-video/index.js';
// After the tags that it draws itself with: it begins when it is registered.
import './components/noom-room/register.js';

export {
  NoomChat,
  NoomControls,
  NoomDeviceSelect,
  NoomParticipants,
  NoomPrejoin,
  NoomQuality,
  NoomReactions,
  NoomRoom,
  NoomSettings,
  NoomStage,
  NoomVideo,
  RoomLink,
  type Command,
  type Layout,
  type PageEventFields,
  type Panel,
  type RoomEventMap,
  type RoomHost,
  type ShortcutKeys,
  type TextKey,
  type TextParams,
  type Texts,
  type CarryOut,
  type OwnWish,
  type Wish,
} from './components/index.js';
export {
  CallController,
  CallError,
  NoomEvent,
  type CallEventMap,
  type CallSnapshot,
  type CallState,
  type ChatMessage,
  type DeviceInfo,
  type DeviceKind,
  type MessageState,
  type Participant,
  type Quality,
  type QualityCause,
  type Role,
  type SharedFile,
  type Source,
} from './core/index.js';
