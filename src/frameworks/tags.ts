/* Written by `npm run reference` from the manifest of the tags. */
import type {
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
} from '../components/index.js';
import type { TagTypes } from './tag.js';

/** Every tag: its class, its attributes by the names of their properties, its other properties, its events. */
export interface NoomTags {
  /** The chat of a call. */
  'noom-chat': TagTypes<
    NoomChat,
    { placeholder: 'placeholder'; maxLength: 'max-length'; files: 'files'; readonly: 'readonly'; htmlFor: 'for' },
    'draft' | 'room',
    | 'noom-file-request'
    | 'noom-file-answer-request'
    | 'noom-message-request'
    | 'noom-message-delete-request'
    | 'noom-message-retry-request'
  >;
  /** The toolbar of a call. */
  'noom-controls': TagTypes<
    NoomControls,
    { controls: 'controls'; labels: 'labels'; reactions: 'reactions'; orientation: 'orientation'; htmlFor: 'for' },
    'room',
    | 'noom-microphone-request'
    | 'noom-camera-request'
    | 'noom-screen-request'
    | 'noom-flip-request'
    | 'noom-hand-request'
    | 'noom-reaction-request'
    | 'noom-panel-request'
    | 'noom-pip-request'
    | 'noom-fullscreen-request'
    | 'noom-shortcuts-request'
    | 'noom-leave-request'
  >;
  /** A picker for cameras, microphones and speakers. */
  'noom-device-select': TagTypes<
    NoomDeviceSelect,
    {
      kind: 'kind';
      label: 'label';
      preview: 'preview';
      meter: 'meter';
      disabled: 'disabled';
      name: 'name';
      required: 'required';
      htmlFor: 'for';
    },
    'value' | 'room',
    'noom-device-request' | 'noom-camera-request' | 'noom-microphone-request' | 'noom-permission-changed'
  >;
  /** The list of participants, with what a host does. */
  'noom-participants': TagTypes<
    NoomParticipants,
    { inviteUrl: 'invite-url'; htmlFor: 'for' },
    'room',
    'noom-moderation-request' | 'noom-pin-request' | 'noom-volume-request'
  >;
  /** Choosing name and devices before joining. */
  'noom-prejoin': TagTypes<
    NoomPrejoin,
    { htmlFor: 'for' },
    'room',
    | 'noom-join-request'
    | 'noom-microphone-request'
    | 'noom-camera-request'
    | 'noom-device-request'
    | 'noom-permission-changed'
    | 'noom-reconnect-request'
  >;
  /** The quality of the call, or of a participant, and why it is not better. */
  'noom-quality': TagTypes<
    NoomQuality,
    { participant: 'participant'; details: 'details'; htmlFor: 'for' },
    'room',
    'noom-report-request'
  >;
  /** Reactions, floating over what is below. */
  'noom-reactions': TagTypes<NoomReactions, { htmlFor: 'for' }, 'room', never>;
  /** A video call. */
  'noom-room': TagTypes<
    NoomRoom,
    {
      signalingUrl: 'signaling-url';
      room: 'room';
      displayName: 'display-name';
      autojoin: 'autojoin';
      microphone: 'microphone';
      camera: 'camera';
      topology: 'topology';
      icePolicy: 'ice-policy';
      dataSaver: 'data-saver';
      encodeOnce: 'encode-once';
      layout: 'layout';
      theme: 'theme';
      shortcuts: 'shortcuts';
    },
    'call' | 'panel' | 'token' | 'shortcutKeys' | 'iceServers' | 'strings',
    | 'noom-state-changed'
    | 'noom-joined'
    | 'noom-left'
    | 'noom-participant-joined'
    | 'noom-participant-left'
    | 'noom-participant-updated'
    | 'noom-track-added'
    | 'noom-track-removed'
    | 'noom-active-speaker-changed'
    | 'noom-device-changed'
    | 'noom-devices-changed'
    | 'noom-message-received'
    | 'noom-message-deleted'
    | 'noom-file-offered'
    | 'noom-file-progress'
    | 'noom-file-received'
    | 'noom-data-received'
    | 'noom-reaction'
    | 'noom-knocked'
    | 'noom-admitted'
    | 'noom-denied'
    | 'noom-muted'
    | 'noom-unmute-asked'
    | 'noom-hand-changed'
    | 'noom-role-changed'
    | 'noom-locked-changed'
    | 'noom-screen-started'
    | 'noom-screen-stopped'
    | 'noom-quality-changed'
    | 'noom-topology-changed'
    | 'noom-pin-changed'
    | 'noom-pip-changed'
    | 'noom-playback-blocked'
    | 'noom-error'
    | 'noom-room-changed'
    | 'noom-join-request'
    | 'noom-leave-request'
    | 'noom-microphone-request'
    | 'noom-camera-request'
    | 'noom-screen-request'
    | 'noom-flip-request'
    | 'noom-hand-request'
    | 'noom-reaction-request'
    | 'noom-layout-request'
    | 'noom-panel-request'
    | 'noom-moderation-request'
    | 'noom-pip-request'
    | 'noom-fullscreen-request'
    | 'noom-shortcuts-request'
    | 'noom-file-request'
    | 'noom-file-answer-request'
    | 'noom-message-request'
    | 'noom-message-delete-request'
    | 'noom-message-retry-request'
    | 'noom-device-request'
    | 'noom-permission-changed'
    | 'noom-pin-request'
    | 'noom-volume-request'
    | 'noom-report-request'
    | 'noom-check-request'
    | 'noom-forget-request'
    | 'noom-setting-request'
    | 'noom-settings-toggled'
    | 'noom-reconnect-request'
  >;
  /** The settings of a participant, as a dialog. */
  'noom-settings': TagTypes<
    NoomSettings,
    { open: 'open'; htmlFor: 'for' },
    'room',
    | 'noom-check-request'
    | 'noom-forget-request'
    | 'noom-setting-request'
    | 'noom-settings-toggled'
    | 'noom-panel-request'
    | 'noom-device-request'
    | 'noom-camera-request'
    | 'noom-microphone-request'
    | 'noom-permission-changed'
    | 'noom-report-request'
  >;
  /** All participants of a call, laid out. */
  'noom-stage': TagTypes<
    NoomStage,
    { layout: 'layout'; maxTiles: 'max-tiles'; selfView: 'self-view'; htmlFor: 'for' },
    'room',
    'noom-pin-request' | 'noom-moderation-request' | 'noom-reconnect-request'
  >;
  /** One participant of a call. */
  'noom-video': TagTypes<
    NoomVideo,
    {
      participant: 'participant';
      source: 'source';
      fit: 'fit';
      mirror: 'mirror';
      priority: 'priority';
      htmlFor: 'for';
    },
    'room',
    'noom-reconnect-request'
  >;
}
