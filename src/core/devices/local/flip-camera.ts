import type { DeviceState } from '../../model/snapshot.js';
import type { LocalMedia } from './local-media.js';

/** What `flipCamera` acts by. */
export interface FlipOptions {
  readonly media: Pick<LocalMedia, 'getState'>;
  readonly devices: DeviceState;
  select(deviceId: string): Promise<void>;
  /** As `LocalMedia.swap`, for whichever camera faces that way. */
  turn(facingMode: 'user' | 'environment'): Promise<void>;
}

/**
 * Switches between front and back camera; to the next one where they do not report where they face. @throws CallError
 * when it cannot be opened.
 */
export async function flipCamera({ media, devices, select, turn }: FlipOptions): Promise<void> {
  const { facing, deviceId } = media.getState('camera');
  if (facing === 'user' || facing === 'environment') {
    await turn(facing === 'user' ? 'environment' : 'user');
    return;
  }
  const { cameras, selected } = devices;
  const usedId = deviceId ?? selected.camera;
  const next = cameras[(cameras.findIndex((camera) => camera.deviceId === usedId) + 1) % cameras.length];
  if (next !== undefined && next.deviceId !== usedId) await select(next.deviceId);
}
