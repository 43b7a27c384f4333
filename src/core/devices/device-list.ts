import type { CapturePermission, DeviceInfo, Permissions } from '../model/snapshot.js';
import type { DeviceSource } from '../model/sources.js';
import { TypedEventTarget } from '../base/typed-events.js';
import type { Devices } from './devices.js';

/** The devices there are and what the browser says of permission, after either may have changed. */
export class DevicesListedEvent extends Event {
  readonly devices: readonly DeviceInfo[];
  readonly permissions: Permissions;

  constructor(devices: readonly DeviceInfo[], permissions: Permissions) {
    super('devices-listed');
    this.devices = devices;
    this.permissions = permissions;
  }
}

/** Keeps an eye on the devices while somebody wants to know. */
export class DeviceList extends TypedEventTarget<{ 'devices-listed': DevicesListedEvent }> {
  readonly #devices: Devices;
  #stopWatching: (() => void) | null = null;
  /** The listings under way: one, and one more when something has changed since it began. */
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
   * Lists what there is from now on; labels appear after permission was given, which no browser tells by itself. However often
   * devices change while a listing is under way (a dock brings dozens at once), one more follows it.
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
      // What changed meanwhile is told by the next listing.
      if (known === this.#changes && !this.#isStopped)
        this.dispatchEvent(new DevicesListedEvent(...usable(devices, { camera, microphone })));
    } while (known !== this.#changes);
    this.#listing = null;
  }
}

/**
 * What can be chosen: devices that have an id. Where those of a kind have none although they are allowed (Firefox, until this
 * page has opened one), permission counts as unknown, so that a picker offers to open one and learn the names.
 */
function usable(devices: readonly DeviceInfo[], permissions: Permissions): [readonly DeviceInfo[], Permissions] {
  const judge = (kind: DeviceSource): CapturePermission => {
    const isNameless = devices.some((device) => device.kind === kind && device.deviceId === '');
    return isNameless && permissions[kind] === 'granted' ? 'unknown' : permissions[kind];
  };
  const listed = devices.filter(({ deviceId }) => deviceId !== '');
  return [listed, { camera: judge('camera'), microphone: judge('microphone') }];
}
