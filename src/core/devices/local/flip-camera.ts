import type { DeviceState } from '../../model/snapshot.js';
import type { LocalMedia } from './local-media.js';

/** What `flipCamera` acts by. */
export interface FlipOptions {
  readonly media: Pick<LocalMedia, 'getState' | 'swap'>;
  readonly devices: DeviceState;
  /** What is still coming into use. */
  readonly choices: { camera?: string | undefined };
  select(deviceId: string): Promise<void>;
}

/**
 * Switches between front and back camera; to the next one where they do not report where they face. @throws CallError
 * when it cannot be opened.
 */
export async function flipCamera({ media, devices, choices, select }: FlipOptions): Promise<void> {
  const { facing, deviceId } = media.getState('camera');
  if (facing === 'user' || facing === 'environment') {
    // The older wish.
    choices.camera = undefined;
    await media.swap('camera', { facingMode: facing === 'user' ? 'environment' : 'user' }, 'selected');
    return;
  }
  const { cameras, selected } = devices;
  const usedId = deviceId ?? selected.camera;
  const next = cameras[(cameras.findIndex((camera) => camera.deviceId === usedId) + 1) % cameras.length];
  if (next !== undefined && next.deviceId !== usedId) await select(next.deviceId);
}
