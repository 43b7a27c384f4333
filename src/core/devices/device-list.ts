import type { CapturePermission, DeviceInfo, Permissions } from '../model/snapshot.js';
import type { DeviceSource } from '../model/sources.js';
import { tell, TypedEventTarget } from '../base/typed-events.js';
import type { Devices } from './devices.js';

/** What is listed. */
interface Listed {
  readonly devices: readonly DeviceInfo[];
  readonly permissions: Permissions;
}

/** The available devices and the permissions, after either may have changed. */
export type DevicesListedEvent = Event & Listed;

/** Lists the devices, and follows their changes while started. */
export class DeviceList extends TypedEventTarget<{ 'devices-listed': DevicesListedEvent }> {
  readonly #devices: Devices;
  #stopWatching: (() => void) | null = null;
  /** The listing under way, with a second one when something has changed since it began. */
  #listing: Promise<void> | null = null;
  #changes = 0;
  #isStopped = false;

  constructor(devices: Devices) {
    super();
    this.#devices = devices;
  }

  /** Lists now and at every change from now on. Harmless when already watching. */
  start(): void {
    if (this.#stopWatching !== null) return;
    this.#isStopped = false;
    this.#stopWatching = this.#devices.watch(() => {
      void this.refresh();
    });
    void this.refresh();
  }

  /** May be called twice; usable again. */
  stop(): void {
    this.#stopWatching?.();
    this.#stopWatching = null;
    this.#isStopped = true;
  }

  /**
   * Lists the devices again; needed after permission was given, since no browser reports that labels appeared. However
   * often devices change during a listing (a dock brings dozens at once), only one more follows.
   */
  async refresh(): Promise<void> {
    this.#changes += 1;
    this.#listing ??= this.#listUntilCurrent();
    await this.#listing;
  }

  async #listUntilCurrent(): Promise<void> {
    let known: number;
    do {
      known = this.#changes;
      const [devices, camera, microphone] = await Promise.all([
        this.#devices.list(),
        this.#devices.permission('camera'),
        this.#devices.permission('microphone'),
      ]);
      // Outdated: the next listing reports what changed meanwhile.
      if (known === this.#changes && !this.#isStopped)
        tell(this, 'devices-listed', usable(devices, { camera, microphone }));
    } while (known !== this.#changes);
    this.#listing = null;
  }
}

/**
 * The devices that can be chosen: those with an id. Where a kind is permitted and its devices have none (Firefox, until
 * this page has opened one), the permission counts as unknown, so that a picker offers to open one and learn the names.
 */
function usable(devices: readonly DeviceInfo[], permissions: Permissions): Listed {
  const judge = (kind: DeviceSource): CapturePermission => {
    const isNameless = devices.some((device) => device.kind === kind && device.deviceId === '');
    return isNameless && permissions[kind] === 'granted' ? 'unknown' : permissions[kind];
  };
  const listed = devices.filter(({ deviceId }) => deviceId !== '');
  return { devices: listed, permissions: { camera: judge('camera'), microphone: judge('microphone') } };
}
