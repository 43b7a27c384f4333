import { DEVICE_SOURCES, type DeviceSource, type Participant } from '../../../core/index.js';
import type { TextKey } from './index.js';

const TEXTS: Readonly<Record<DeviceSource, TextKey>> = {
  microphone: 'microphoneInterrupted',
  camera: 'cameraInterrupted',
};

/** The texts about local sources that are on and interrupted. */
export function interruptedTexts({ sources }: Participant): readonly TextKey[] {
  return DEVICE_SOURCES.filter((kind) => sources[kind].on && sources[kind].interrupted).map((kind) => TEXTS[kind]);
}
