export { CallController } from './call/call-controller.js';
export type { CallEvent, CallEventFields, CallEventMap, DeviceChangeReason } from './model/events.js';
export type { CallOptions, CallSeams, TokenSource } from './call/context/options.js';
export type { CallReport, ParticipantReport, ReportOptions } from './call/lazy/report.js';
export type {
  CheckCode,
  CheckFigures,
  CheckOptions,
  CheckStatus,
  CheckStep,
  CheckStepName,
  ConnectionCheck,
} from './check/check-report.js';
export type { HistoryColumn, LinkHistoryColumns } from './stats/quality/link-history.js';
export { IN_FULL, type Demand, type PictureView, type Priority } from './media/demand.js';
export type {
  CallSnapshot,
  CallState,
  CapturePermission,
  ChatMessage,
  DeviceInfo,
  DeviceKind,
  DeviceState,
  LinkState,
  MessageReference,
  MessageState,
  Participant,
  Permissions,
  Quality,
  QualityCause,
} from './model/snapshot.js';
export type { FileRecipient, FileState, SharedFile } from './model/shared-file.js';
export type {
  CaptureFacts,
  DeviceSource,
  DisplaySource,
  Facing,
  ParticipantSources,
  PictureSource,
  Source,
  SourceState,
  Surface,
} from './model/sources.js';
export { AUDIO_SOURCES, DEVICE_SOURCES, isGiving, sourceKey } from './model/sources.js';
export { every, systemClock, type Clock } from './base/clock.js';
export { browserDevices, isPolicyAllowed, supportedConstraints } from './devices/browser-devices.js';
export { canCaptureDisplays } from './devices/displays/display-support.js';
export type { DisplayCapture, Displays } from './devices/displays/displays.js';
export { captureFactsOf } from './devices/capture-facts.js';
export { DeviceList, type DevicesListedEvent } from './devices/device-list.js';
export type { AudioProcessing, CaptureRequest, CaptureResult, Devices } from './devices/devices.js';
export { loadSelected, saveSelected } from './devices/preferences.js';
export { loadStored, pageStorage, saveStored, type PreferenceStorage } from './base/storage.js';
export { CallError, ERROR_TEXTS, toCallError, type CallErrorCode, type ErrorText } from './base/errors.js';
export { LevelMeter } from './stats/level-meter.js';
export { Lazy, type LazyValue } from './base/lazy.js';
export { NoomEvent, TypedEventTarget, type EventsOf } from './base/typed-events.js';
export { parseName, type LeaveReason, type RoomPeek, type Role, type Topology } from '../protocol/protocol.js';
export { countCharacters } from '../protocol/visible-text.js';
export { isLonger, MAX_MESSAGE_CHARACTERS, MAX_NAME_CHARACTERS } from '../protocol/texts.js';
export { readMessage } from '../protocol/messages.js';
