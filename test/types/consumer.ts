/**
 * What a page's author writes, checked by the compiler alone: against the sources, and against the packed package. Each
 * `@ts-expect-error` is a mistake that has to be found.
 */
import {
  RoomLink,
  type NoomChat,
  type CallError,
  type CallSnapshot,
  type ChatMessage,
  type Command,
  type DeviceKind,
  type Layout,
  type Participant,
  type RoomHost,
  type Wish,
} from 'noom-elements';
import type { NoomRoom } from 'noom-elements/components';
import {
  CallController,
  DEVICE_SOURCES,
  sourceKey,
  type CallState,
  type DeviceSource,
  type LeaveReason,
  type PictureSource,
  type Source,
  type SourceState,
} from 'noom-elements/core';
import 'noom-elements/noom-video';
import { createMemoryRoom, type DrawnParticipant } from 'noom-elements/testing';

/** Compiles when both types are the same, neither wider nor narrower. */
function same<Expected>() {
  return <Actual>(_value: Actual, ..._wrong: Same<Expected, Actual> extends true ? [] : [never]): void => undefined;
}
// The compiler compares two conditional types only when their conditions are the same.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export function everyTagIsKnown(): void {
  same<NoomRoom>()(document.createElement('noom-room'));
  same<NoomChat>()(document.createElement('noom-chat'));
  same<NoomRoom | null>()(document.querySelector('noom-room'));
  const video = document.createElement('noom-video');
  video.participant = 'local';
  video.fit = 'contain';
  same<boolean>()(video.speaking);
  same<Promise<Blob>>()(video.snapshot());
  // @ts-expect-error a picture is covered, contained or left to the tag
  video.fit = 'stretched';
  // @ts-expect-error what is reflected is not the page's to set
  video.speaking = true;
  document.createElement('noom-room').shortcutKeys = { 'toggle-microphone': 'x', 'push-to-talk': '' };
  // @ts-expect-error there is no such action
  document.createElement('noom-room').shortcutKeys = { 'toggle-toaster': 't' };
  document.createElement('noom-stage').maxTiles = 4;
  document.createElement('noom-stage').selfView = 'float';
  document.createElement('noom-controls').orientation = 'vertical';
  same<readonly ChatMessage[]>()(document.createElement('noom-chat').messages);
  same<DeviceKind>()(document.createElement('noom-device-select').kind);
  same<RoomHost | null>()(document.createElement('noom-prejoin').room);
  document.createElement('noom-prejoin').room = document.createElement('noom-room');
  // @ts-expect-error there is no such property
  document.createElement('noom-chat').volume = 1;
  // @ts-expect-error an unknown tag is a plain element
  document.createElement('noom-kettle').room = null;
}

export async function aRoomHasPropertiesAndMethods(room: NoomRoom): Promise<void> {
  room.signalingUrl = 'https://call.example';
  room.layout = 'spotlight' satisfies Layout;
  room.token = () => Promise.resolve('jwt');
  room.iceServers = [{ urls: 'stun:stun.example.org' }];
  room.strings = { join: 'Come in' };
  same<CallState>()(room.state);
  same<CallSnapshot>()(room.snapshot);
  same<CallController>()(room.call);
  await room.join();
  await room.setCamera(false);
  await room.sendMessage('Hello', { to: 'id' });
  await room.sendData(new Uint8Array(3), { channel: 'cursor' });
  await room.selectDevice('camera', 'id');
  await room.pin(null);
  // @ts-expect-error there is no such layout
  room.layout = 'circle';
  // @ts-expect-error the microphone is on or off, in words
  room.microphone = true;
  // @ts-expect-error a source is on or off, not a word
  await room.setCamera('off');
  // @ts-expect-error there is no such word
  room.strings = { toaster: 'Toast' };
}

export function everyEventIsTyped(room: NoomRoom): void {
  room.addEventListener('noom-state-changed', ({ state, previous }) => {
    same<CallState>()(state);
    same<CallState>()(previous);
    // @ts-expect-error there is no such state
    if (state === 'ringing') return;
  });
  room.addEventListener('noom-left', ({ reason }) => {
    same<LeaveReason>()(reason);
  });
  room.addEventListener('noom-participant-joined', (event) => {
    const { participant } = event;
    same<Participant>()(participant);
    // @ts-expect-error the fields of an event are what happened, not to be changed
    event.participant = participant;
  });
  room.addEventListener('noom-track-added', ({ track, source, participant }) => {
    same<MediaStreamTrack>()(track);
    same<'microphone' | 'camera' | 'screen' | 'screen-audio'>()(source);
    same<Participant>()(participant);
  });
  room.addEventListener('noom-active-speaker-changed', ({ participant }) => {
    same<Participant | null>()(participant);
  });
  room.addEventListener('noom-quality-changed', ({ participant, quality, cause }) => {
    same<Participant['quality']>()(quality);
    same<Participant['qualityCause']>()(cause);
    same<Participant>()(participant);
  });
  room.addEventListener('noom-message-received', ({ message }) => {
    same<string>()(message.text);
  });
  room.addEventListener('noom-data-received', ({ data }) => {
    same<string | Uint8Array>()(data);
  });
  room.addEventListener('noom-error', ({ error }) => {
    same<CallError>()(error);
    // @ts-expect-error there is no such code
    if (error.code === 'out-of-milk') return;
  });
  // Events bubble: any element may listen.
  document.body.addEventListener('noom-camera-request', (event) => {
    same<boolean>()(event.on);
    event.preventDefault();
  });
  document.body.addEventListener('noom-message-request', ({ text, to }) => {
    same<string>()(text);
    same<string | null>()(to);
  });
  document.body.addEventListener('noom-permission-changed', ({ kind }) => {
    same<'camera' | 'microphone'>()(kind);
  });
  // @ts-expect-error a wish to leave carries nothing
  room.addEventListener('noom-leave-request', ({ reason }) => console.log(reason));
  // @ts-expect-error an unknown event has no fields of the kit
  room.addEventListener('noom-boiled', ({ participant }) => console.log(participant));
}

export function aTagOfOnesOwn(host: NoomChat): void {
  const link = new RoomLink(host, ({ participants }) => participants.length);
  same<number | undefined>()(link.value);
  same<Promise<boolean>>()(link.ask('--toggle-camera'));
  void link.ask({ type: 'noom-hand-request', on: true });
  void link.ask({ type: 'noom-screen-request', on: false });
  void link.ask('--toggle-screen');
  same<CallSnapshot | undefined>()(new RoomLink(host).value);
  // @ts-expect-error there is no such command
  void link.ask('--toggle-toaster');
  // @ts-expect-error a hand is up or down
  void link.ask({ type: 'noom-hand-request' });
  const wishes: (Wish | Command)[] = ['--leave', { type: 'noom-pin-request', id: null }];
  for (const wish of wishes) void link.ask(wish);
}

export function everySourceIsKnown(
  { self, participants }: CallSnapshot,
  names: { any: Source; device: DeviceSource; picture: PictureSource },
): void {
  same<'microphone' | 'camera' | 'screen' | 'screen-audio'>()(names.any);
  same<'microphone' | 'camera'>()(names.device);
  same<'camera' | 'screen'>()(names.picture);
  same<'screenAudio'>()(sourceKey('screen-audio'));
  for (const source of DEVICE_SOURCES) same<SourceState>()(self.sources[source]);
  for (const { sources } of participants) same<SourceState>()(sources.screenAudio);
  same<'user' | 'environment' | 'left' | 'right' | null>()(self.sources.camera.facing);
  same<'browser' | 'monitor' | 'window' | null>()(self.sources.screen.surface);
  same<string | null>()(self.sources.microphone.deviceId);
  // A device of each kind can be picked.
  DEVICE_SOURCES satisfies readonly DeviceKind[];
  // @ts-expect-error the facts of a capture are told, not set
  self.sources.camera.facing = 'user';
  // @ts-expect-error a screen is named by its key there
  self.sources['screen-audio'];
}

export async function theCoreAlone(): Promise<void> {
  const call = new CallController({ signalingUrl: 'https://call.example', room: 'tea', displayName: 'Ann' });
  const stop = call.subscribe((snapshot) => {
    same<CallSnapshot>()(snapshot);
    // @ts-expect-error a snapshot is replaced, never edited
    snapshot.state = 'joined';
  });
  call.addEventListener('noom-joined', ({ participant }) => {
    same<Participant>()(participant);
  });
  // @ts-expect-error a call tells no wishes
  call.addEventListener('noom-camera-request', ({ on }) => console.log(on));
  await call.join();
  stop();
  // @ts-expect-error a room has a name
  new CallController({ room: 7 });
}

export function aRoomInMemory(): void {
  const room = createMemoryRoom();
  same<readonly DrawnParticipant[]>()(room.participants);
}
