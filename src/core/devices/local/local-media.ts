import type { DeviceChangeReason } from '../../model/events.js';
import { DEVICE_SOURCES, NO_CAPTURE, type DeviceSource, type SourceState } from '../../model/sources.js';
import type { Clock } from '../../base/clock.js';
import { CallError, toCallError } from '../../base/errors.js';
import { tell, TypedEventTarget } from '../../base/typed-events.js';
import { Capture } from './capture.js';
import { createSlot, type CaptureSlot } from './capture-slot.js';
import { captureFactsOf } from '../capture-facts.js';
import type { CaptureRequest, Devices } from '../devices.js';
import { followInterruption } from './interruption.js';
import type { LocalDeviceEvent, LocalErrorEvent, LocalSourceEvent } from './local-media-events.js';

/**
 * How long a camera that gives no frames is released: two pages of one browser share a device, which closes when both
 * release it.
 */
const REOPEN_AFTER_MS = 2000;
const MAX_REOPENINGS = 3;
/** After this time without a reopening they are counted from zero. */
const REOPENINGS_FORGOTTEN_MS = 60_000;

/**
 * The local microphone and camera: opened in one prompt, swapped, turned off and on, stopped. Camera off stops the
 * camera (its light goes out); microphone off keeps the capture, disabled, so that what still uses the track gets
 * silence.
 *
 * A prompt cannot be withdrawn. A source that is turned off and on again while a prompt is open waits for that prompt:
 * a second request would be a second prompt in Firefox.
 */
export class LocalMedia extends TypedEventTarget<{
  'local-source': LocalSourceEvent;
  'local-device': LocalDeviceEvent;
  'local-error': LocalErrorEvent;
}> {
  readonly capture: Capture;
  readonly #getDeviceId: (kind: DeviceSource) => string;
  readonly #clock: Clock;
  readonly #slots: Readonly<Record<DeviceSource, CaptureSlot>> = { microphone: createSlot(), camera: createSlot() };

  /** @param getDeviceId the device to open by default, `''` for the browser's choice. */
  constructor(devices: Devices, getDeviceId: (kind: DeviceSource) => string, clock: Clock) {
    super();
    this.capture = new Capture(devices, getDeviceId);
    this.#getDeviceId = getDeviceId;
    this.#clock = clock;
  }

  /** The opening of a source that is under way; its failure is told as an event. */
  opening(kind: DeviceSource): Promise<void> | null {
    return this.#slots[kind].opening;
  }

  /** The present state of a source. */
  getState(kind: DeviceSource): SourceState {
    const { isWanted, track, opening, isInterrupted: interrupted, facts } = this.#slots[kind];
    return { on: isWanted && track !== null, track, pending: isWanted && opening !== null, interrupted, ...facts };
  }

  /** Whether it is open, or about to be. */
  isInUse(kind: DeviceSource): boolean {
    const { track, opening, isKept } = this.#slots[kind];
    return track !== null || (opening !== null && isKept);
  }

  /** Opens what is wanted and not open, in one prompt. Never rejects: failures are events. */
  async open(wanted: Readonly<Record<DeviceSource, boolean>>): Promise<void> {
    const kinds = DEVICE_SOURCES.filter((kind) => wanted[kind]);
    for (const kind of kinds) this.#want(kind);
    const missing = kinds.filter((kind) => !this.#isComing(kind));
    if (missing.length > 0) this.#openTogether(missing);
    for (const kind of kinds) this.#tell(kind);
    await Promise.allSettled(kinds.map(async (kind) => this.#slots[kind].opening));
  }

  /**
   * Turns a source on or off; the last call wins.
   * @throws CallError when it cannot be opened.
   */
  async set(kind: DeviceSource, on: boolean): Promise<void> {
    const slot = this.#slots[kind];
    if (on) this.#want(kind);
    else slot.isWanted = false;
    if (on && !this.#isComing(kind)) {
      // What fails is told by the opening.
      if (slot.swapAgain) slot.swapAgain().catch(() => undefined);
      else this.#openTogether([kind]);
    }
    if (!on && kind === 'camera') this.#stop(slot);
    this.#tell(kind);
    if (on) await slot.opening;
  }

  /**
   * Replaces the open device by another one; does nothing when none is open. The one in use stays when the other cannot
   * be opened. Turned off and on meanwhile, it is the other one that is opened.
   * @throws CallError when it cannot be opened.
   */
  async swap(kind: DeviceSource, request: CaptureRequest, reason: DeviceChangeReason): Promise<void> {
    const slot = this.#slots[kind];
    slot.swapAgain = this.isInUse(kind) ? () => this.#swap(kind, request, reason) : null;
    await slot.swapAgain?.();
  }

  /** Stops everything; late results are stopped too. May be called twice; usable again. */
  close(): void {
    for (const kind of DEVICE_SOURCES) {
      const slot = this.#slots[kind];
      slot.isWanted = false;
      slot.swapAgain = null;
      this.#stop(slot);
      this.#tell(kind);
    }
  }

  async #swap(kind: DeviceSource, request: CaptureRequest, reason: DeviceChangeReason): Promise<void> {
    const slot = this.#slots[kind];
    const { deviceId: previousId } = slot.facts;
    const isNewest = (): boolean => slot.opening === opening;
    const swapped = this.capture.one(kind, request).catch(async (error: unknown) => {
      const { code } = toCallError(error);
      // Refused altogether, or the previous device is still open: there is nothing to reopen.
      const isFinal = slot.track === null ? code === 'permission-denied' : code !== 'device-in-use';
      if (isFinal || !isNewest()) throw error;
      if (slot.track !== null) {
        // Phones open one camera at a time: release the present one, and reopen it if that was not the reason.
        this.#release(slot);
        this.#tell(kind);
        const track = await this.capture.one(kind, request).catch(() => null);
        if (track !== null) return track;
      }
      const previous = await (previousId === null
        ? this.capture.byDefault(kind)
        : this.capture.one(kind, { deviceId: previousId }).catch(() => this.capture.one(kind, {})));
      // Turned off or closed meanwhile: it is not needed any more.
      if (!isNewest()) previous.stop();
      // It is not what was wished, and counts as that for nothing.
      else this.#adopt(kind, previous, captureFactsOf(kind, previous).deviceId === previousId ? 'opened' : 'unplugged');
      throw error;
    });
    const opening: Promise<void> = this.#settle(kind, swapped, isNewest, reason);
    slot.opening = opening;
    slot.openingId = null;
    this.#tell(kind);
    await opening;
  }

  /** One prompt for all kinds; each settles by itself. */
  #openTogether(kinds: readonly DeviceSource[]): void {
    const captured = this.capture.together(kinds);
    for (const kind of kinds) {
      const slot = this.#slots[kind];
      const track = captured.then((outcomeOf) => outcomeOf(kind));
      const opening: Promise<void> = this.#settle(kind, track, () => slot.opening === opening, 'opened');
      slot.opening = opening;
      slot.openingId = this.#getDeviceId(kind);
      // The failure is reported by the event; this promise may have no other handler.
      opening.catch(() => undefined);
    }
  }

  async #settle(
    kind: DeviceSource,
    captured: Promise<MediaStreamTrack>,
    isNewest: () => boolean,
    reason: DeviceChangeReason,
  ): Promise<void> {
    const slot = this.#slots[kind];
    try {
      const track = await captured;
      if (!isNewest()) {
        track.stop();
        return;
      }
      slot.opening = slot.swapAgain = null;
      if (slot.isKept) this.#adopt(kind, track, reason);
      else track.stop();
    } catch (thrown) {
      const error = toCallError(thrown);
      if (!isNewest()) return;
      slot.opening = slot.swapAgain = null;
      // Turned off meanwhile: the failure does not matter.
      if (!slot.isKept) return;
      if (slot.track === null) slot.isWanted = false;
      if (!this.#reopenStill(kind)) this.#tell(kind);
      // A device that is back goes into use unasked: what is used stays, and there is nothing to tell.
      if (reason !== 'returned' || slot.track === null) tell(this, 'local-error', { kind, error });
      throw error;
    }
  }

  #adopt(kind: DeviceSource, track: MediaStreamTrack, reason: DeviceChangeReason): void {
    const slot = this.#slots[kind];
    this.#release(slot);
    slot.track = track;
    slot.facts = captureFactsOf(kind, track);
    const handleInterruption = (isInterrupted: boolean): void => {
      slot.isInterrupted = isInterrupted;
      if (!isInterrupted) slot.reopenings = 0;
      if (!this.#reopenStill(kind)) this.#tell(kind);
    };
    slot.stopFollowing = followInterruption(track, this.#clock, handleInterruption, () => {
      this.#release(slot);
      // One that was chosen before, and is just being opened, takes its place.
      if (slot.opening === null) this.#reopen(kind, 'unplugged');
      else this.#tell(kind);
    });
    const { label } = track;
    const { groupId = '' } = track.getSettings();
    tell(this, 'local-device', { kind, deviceId: slot.facts.deviceId ?? '', label, groupId, reason });
    this.#tell(kind);
  }

  /** Reopens a camera that gives no frames. Returns whether it does. */
  #reopenStill(kind: DeviceSource): boolean {
    const slot = this.#slots[kind];
    // What the system took away (`muted`), it gives back by itself.
    if (!slot.isInterrupted || slot.track?.muted !== false || slot.opening !== null) return false;
    const now = this.#clock.monotonic();
    if (now - slot.reopenedAt > REOPENINGS_FORGOTTEN_MS) slot.reopenings = 0;
    if (slot.reopenings >= MAX_REOPENINGS) return false;
    slot.reopenings += 1;
    slot.reopenedAt = now;
    this.#reopen(kind, 'opened', this.#pause(slot));
    return true;
  }

  /** Opens the device again, or another one in its place if there is one. */
  #reopen(kind: DeviceSource, reason: DeviceChangeReason, after = Promise.resolve()): void {
    const slot = this.#slots[kind];
    const isNewest = (): boolean => slot.opening === opening;
    const track = after.then(() => {
      // Turned off, or another device chosen meanwhile: nothing is opened, and this error is not reported.
      if (!slot.isKept || !isNewest()) throw new CallError('device-missing');
      return this.capture.byDefault(kind);
    });
    const opening: Promise<void> = this.#settle(kind, track, isNewest, reason);
    slot.opening = opening;
    slot.openingId = this.#getDeviceId(kind);
    this.#tell(kind);
    // The failure is told as an event.
    opening.catch(() => undefined);
  }

  /** Releases the track. Resolves some time later, or at once when the slot is released again. */
  #pause(slot: CaptureSlot): Promise<void> {
    this.#release(slot);
    return new Promise((resolve) => {
      const cancel = this.#clock.after(REOPEN_AFTER_MS, resolve);
      slot.stopFollowing = () => {
        cancel();
        resolve();
      };
    });
  }

  #want(kind: DeviceSource): void {
    const slot = this.#slots[kind];
    slot.isWanted = true;
    slot.isKept = true;
  }

  /** Whether it is open, or asked for already. */
  #isComing(kind: DeviceSource): boolean {
    const { track, opening, openingId } = this.#slots[kind];
    return track !== null || (opening !== null && (openingId === null || openingId === this.#getDeviceId(kind)));
  }

  #stop(slot: CaptureSlot): void {
    slot.isKept = false;
    slot.reopenings = 0;
    if (slot.openingId === null) slot.opening = null;
    this.#release(slot);
  }

  #release(slot: CaptureSlot): void {
    slot.stopFollowing();
    slot.isInterrupted = false;
    slot.track?.stop();
    slot.track = null;
    slot.facts = NO_CAPTURE;
  }

  #tell(kind: DeviceSource): void {
    const { isWanted, track } = this.#slots[kind];
    // At once, however long the connections take to stop or start sending it.
    if (track !== null) track.enabled = isWanted;
    tell(this, 'local-source', { kind, state: this.getState(kind) });
  }
}
