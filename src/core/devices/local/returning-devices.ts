import type { Clock } from '../../base/clock.js';
import type { DeviceInfo } from '../../model/snapshot.js';
import type { DeviceSource } from '../../model/sources.js';
import type { LocalMedia } from './local-media.js';

/** A device that was just plugged in is listed before it can be opened. */
const READY_AFTER_MS = 1000;
/** A plug that is loose must not exchange the device over and over again. */
const MOST_RETURNS = 3;
const RETURNS_FORGOTTEN_MS = 60_000;
/** In Chromium this is whatever device the system uses, which its label names. */
const SYSTEM_CHOICE = 'default';

/** What is known of a device that was in use. */
export type KnownDevice = Pick<DeviceInfo, 'deviceId' | 'label' | 'groupId'>;

/** What `ReturningDevices` acts by. */
export interface ReturningDevicesOptions {
  readonly media: Pick<LocalMedia, 'opening' | 'getState' | 'swap' | 'set'>;
  readonly clock: Clock;
  /** The devices that are there now. */
  getListed(kind: DeviceSource): readonly DeviceInfo[];
  /** The device that the person chose, `''` for the browser's choice. */
  getChosen(kind: DeviceSource): string;
  /** Whether devices are open at all. */
  isOpen(): boolean;
  /** Whether the person wants this source on. */
  isWanted(kind: DeviceSource): boolean;
  /** The device that the person chose has another id now. */
  handleRenamed(kind: DeviceSource, deviceId: string): void;
  /** The device is there again, and will be used when its source is turned on. */
  handleReady(kind: DeviceSource, deviceId: string): void;
}

interface Missing {
  readonly device: KnownDevice;
  /** What the person had chosen at that time: after another choice, the device is not missed any more. */
  chosenId: string;
  /** Whether it has not been there since it was tried last. */
  isAway: boolean;
  cancel: () => void;
}

/**
 * Goes back to a device that was unplugged, as soon as it is there again: to the one that the person chose, or to the
 * one that was in use where they chose none. Whatever else they choose meanwhile is kept. A source that is off stays
 * off, and a camera that is off is not opened.
 */
export class ReturningDevices {
  readonly #options: ReturningDevicesOptions;
  readonly #missing = new Map<DeviceSource, Missing>();
  /** When each kind went back, within the last minute. */
  readonly #returns = new Map<DeviceSource, readonly number[]>();

  constructor(options: ReturningDevicesOptions) {
    this.#options = options;
  }

  /** Another device is in use in place of the wanted one, or none is. `former` was in use before. */
  handleGone(kind: DeviceSource, former: KnownDevice | undefined): void {
    const { getChosen, isOpen } = this.#options;
    const chosenId = getChosen(kind);
    const known = this.#missing.get(kind);
    if (!isOpen() || known?.chosenId === chosenId) return;
    const isFormer = former !== undefined && (chosenId === '' || chosenId === former.deviceId);
    const device = isFormer ? former : { deviceId: chosenId, label: '' };
    this.#forget(kind);
    if (device.deviceId === '') return;
    this.#missing.set(kind, { device, chosenId, isAway: true, cancel: () => undefined });
    this.handleListed();
  }

  /** The list of devices is another one. */
  handleListed(): void {
    for (const [kind, missing] of this.#missing) {
      if (this.#find(kind, missing) === undefined) {
        missing.isAway = true;
        missing.cancel();
      } else if (missing.isAway) {
        missing.isAway = false;
        missing.cancel();
        missing.cancel = this.#options.clock.after(READY_AFTER_MS, () => void this.#goBack(kind, missing));
      }
    }
  }

  /** All devices are closed. May be called twice; usable again. */
  close(): void {
    for (const kind of [...this.#missing.keys()]) this.#forget(kind);
    this.#returns.clear();
  }

  async #goBack(kind: DeviceSource, missing: Missing): Promise<void> {
    const { media, getChosen, handleRenamed, handleReady } = this.#options;
    // A choice by hand goes first, and what takes the place of the missing one is open by then.
    while (media.opening(kind)) await media.opening(kind)?.catch(() => undefined);
    if (this.#missing.get(kind) !== missing) return;
    if (getChosen(kind) !== missing.chosenId) {
      this.#forget(kind);
      return;
    }
    const device = this.#find(kind, missing);
    if (device === undefined) return;
    const { deviceId } = device;
    if (missing.chosenId !== '' && missing.chosenId !== deviceId) {
      missing.chosenId = deviceId;
      handleRenamed(kind, deviceId);
    }
    const isBack = this.#isUsed(kind, device) || (await this.#use(kind, deviceId));
    // Closed, or gone again, meanwhile.
    if (!isBack || this.#missing.get(kind) !== missing || missing.isAway) return;
    this.#forget(kind);
    const isOff = media.getState(kind).track === null && media.opening(kind) === null;
    if (isOff && missing.chosenId !== '') handleReady(kind, deviceId);
  }

  /** Returns whether the device need not be tried again as long as it stays plugged in, and nothing failed. */
  async #use(kind: DeviceSource, deviceId: string): Promise<boolean> {
    const { media, isWanted } = this.#options;
    const isOpen = media.getState(kind).track !== null;
    if (!isOpen && !isWanted(kind)) return true;
    if (!this.#mayReturn(kind)) return false;
    try {
      if (isOpen) await media.swap(kind, { deviceId }, 'returned');
      else await media.set(kind, true);
      return true;
    } catch {
      // Not ready, or gone again: no one asked for it, and it is tried when it is plugged in the next time.
      return false;
    }
  }

  #isUsed(kind: DeviceSource, { deviceId, label }: DeviceInfo): boolean {
    const { track, deviceId: usedId } = this.#options.media.getState(kind);
    return usedId === deviceId && (deviceId !== SYSTEM_CHOICE || track?.label === label);
  }

  /** The missing device, if it is there. Its id is another one at another socket of some machines. */
  #find(kind: DeviceSource, { device }: Missing): DeviceInfo | undefined {
    const listed = this.#options.getListed(kind);
    const { deviceId, label, groupId } = device;
    const isSame = (other: DeviceInfo): boolean => deviceId !== SYSTEM_CHOICE || other.label === label;
    const isLike = (other: DeviceInfo): boolean => label !== '' && other.label === label && other.groupId === groupId;
    return (
      listed.find((other) => other.deviceId === deviceId && isSame(other)) ??
      (groupId ? listed.find(isLike) : undefined)
    );
  }

  #mayReturn(kind: DeviceSource): boolean {
    const now = this.#options.clock.monotonic();
    const recent = (this.#returns.get(kind) ?? []).filter((at) => now - at < RETURNS_FORGOTTEN_MS);
    this.#returns.set(kind, recent.length < MOST_RETURNS ? [...recent, now] : recent);
    return recent.length < MOST_RETURNS;
  }

  #forget(kind: DeviceSource): void {
    this.#missing.get(kind)?.cancel();
    this.#missing.delete(kind);
  }
}
