import type { LocalMedia } from '../../devices/local/local-media.js';
import { loadSelected, saveSelected } from '../../devices/preferences.js';
import { ReturningDevices } from '../../devices/local/returning-devices.js';
import type { CallContext } from '../../model/call-context.js';
import type { DeviceKind } from '../../model/snapshot.js';
import type { DeviceSource } from '../../model/sources.js';
import type { CallSeams } from '../context/options.js';

/** What a call gives `ReturningDevices`. */
export interface ReturnsContext extends Pick<CallContext, 'getSnapshot' | 'apply' | 'clock'> {
  readonly seams: Pick<CallSeams, 'storage'>;
  readonly media: LocalMedia;
  /** The devices that the person chose. */
  readonly chosen: Record<DeviceKind, string>;
  /** What the person wants on. */
  readonly wish: Readonly<Record<DeviceSource, boolean>>;
  isOpen(): boolean;
}

/** What goes back to unplugged devices, in a call. */
export function createReturns({ seams, media, clock, chosen, wish, ...call }: ReturnsContext): ReturningDevices {
  const { getSnapshot, apply, isOpen } = call;
  return new ReturningDevices({
    media,
    clock,
    getListed: (kind) => getSnapshot().devices[`${kind}s`],
    getChosen: (kind) => chosen[kind],
    isOpen,
    isWanted: (kind) => isOpen() && wish[kind],
    handleRenamed: (kind, deviceId) => {
      chosen[kind] = deviceId;
      saveSelected(seams.storage, { ...loadSelected(seams.storage), [kind]: deviceId });
    },
    handleReady: (kind, deviceId) => {
      apply({ type: 'selected', kind, deviceId });
    },
  });
}
