import { createCallEvent, type DeviceChangeReason } from '../model/events.js';
import type { CallContext } from '../model/call-context.js';
import type { DeviceInfo, DeviceKind } from '../model/snapshot.js';
import { DEVICE_SOURCES, isDevice, type DeviceSource, type Source } from '../model/sources.js';
import type { AudioProcessing } from '../devices/devices.js';
import { DeviceList, type DevicesListedEvent } from '../devices/device-list.js';
import { LocalMedia } from '../devices/local/local-media.js';
import type { LocalDeviceEvent, LocalErrorEvent, LocalSourceEvent } from '../devices/local/local-media-events.js';
import { loadSelected, saveSelected } from '../devices/preferences.js';
import type { ScreenCapture } from '../devices/displays/screen-capture.js';
import { Lazy } from '../base/lazy.js';
import { lazyParts } from './lazy/features.js';
import type { ReturnsContext } from './lazy/device-returns.js';
import { CallError } from '../base/errors.js';
import { LevelMeter } from '../stats/level-meter.js';
import type { CallSeams } from './context/options.js';

/** What the local devices need. */
export interface DevicesContext extends CallContext {
  readonly seams: CallSeams;
  /** A local source has changed: the snapshot has its new state. */
  handleSource(source: Source): void;
}

/** The local devices in a call: which are available and chosen, what they capture, and what the person wants on. */
export class CallDevices {
  readonly #context: DevicesContext;
  readonly #media: LocalMedia;
  readonly #screen: Lazy<ScreenCapture>;
  readonly #list: DeviceList;
  readonly #meter: LevelMeter;
  /** The devices that the person chose, opened whenever they are available; a replacement never counts as chosen. */
  readonly #chosen: Record<DeviceKind, string>;
  /** The newest choice of each kind, while it comes into use. */
  readonly #choices: Partial<Record<DeviceKind, string | undefined>> = {};
  /** What the person wants on, kept over failures and re-joins. */
  readonly #wish: Record<DeviceSource, boolean> = { microphone: true, camera: true };
  /** What came into use last, by source. */
  #used: Partial<Record<DeviceSource, LocalDeviceEvent>> = {};
  readonly #returns = new Lazy(async () => (await lazyParts.load()).createReturns(this.#returnsContext));
  /** The last failure that was told, by source. */
  #failures: Partial<Record<DeviceSource, CallError | null>> = {};
  #isScreenWanted = false;
  #isOpen = false;
  /** Whether what failed before is tried again unasked: joining does so, after prejoin. */
  #isRetrying = false;

  constructor(context: DevicesContext) {
    const { devices, storage } = context.seams;
    this.#context = context;
    this.#media = new LocalMedia(devices, (kind) => this.#choices[kind] ?? this.#chosen[kind], context.clock);
    // In this task where the code is loaded: a prompt needs the task of a press.
    this.#screen = new Lazy(
      () => lazyParts.value?.createScreen(context) ?? lazyParts.load().then((parts) => parts.createScreen(context)),
    );
    this.#list = new DeviceList(devices);
    this.#meter = new LevelMeter(context.clock);
    this.#chosen = { ...loadSelected(storage) };
    for (const [kind, deviceId] of Object.entries(this.#chosen)) {
      this.#context.apply({ type: 'selected', kind: kind as DeviceKind, deviceId });
    }
    this.#media.addEventListener('local-source', (event) => {
      this.#handleSource(event);
    });
    this.#media.addEventListener('local-device', (event) => {
      this.#handleDevice(event);
    });
    this.#media.addEventListener('local-error', (event) => {
      this.#handleError(event);
    });
    this.#list.addEventListener('devices-listed', (event) => {
      this.#handleListed(event);
    });
  }

  /** How loud the local microphone is, 0 to 1, also while it is off. */
  get level(): number {
    return this.#meter.level;
  }

  /** Follows devices and permissions, or stops doing so. */
  watch(isWatching: boolean): void {
    if (isWatching) this.#list.start();
    else this.#list.stop();
  }

  /** Sets what is wanted at the next `open()`. */
  want(wish: { microphone?: boolean | undefined; camera?: boolean | undefined }): void {
    this.#wish.microphone = wish.microphone ?? this.#wish.microphone;
    this.#wish.camera = wish.camera ?? this.#wish.camera;
  }

  /** Opens what is wanted, in one prompt. Never rejects: what failed is told. */
  async open(): Promise<void> {
    this.#isOpen = true;
    this.#isRetrying = true;
    await this.#media.open(this.#wish);
    this.#isRetrying = false;
  }

  /** Turns a source on or off; before and after a call it is a wish for the next one. @throws CallError */
  async set(kind: DeviceSource, on: boolean): Promise<void> {
    this.#wish[kind] = on;
    this.#isRetrying = false;
    if (this.#isOpen) await this.#media.set(kind, on);
  }

  /** Shares a display, as `ScreenCapture.start`, or stops it. @throws CallError */
  share(on: boolean): Promise<void> {
    this.#isScreenWanted = on;
    if (!on) this.#screen.value?.stop();
    // Where it has to be loaded first, it may be unwanted by then.
    return on ? this.#screen.run((screen) => (this.#isScreenWanted ? screen.start() : undefined)) : Promise.resolve();
  }

  /** Turns any source off; the sound of a display goes with its pictures. */
  turnOff(source: Source): void {
    // Turning off opens nothing, so that nothing can fail.
    if (isDevice(source)) void this.set(source, false);
    else if (source === 'screen') void this.share(false);
    else this.#screen.value?.stop(source);
  }

  /**
   * Uses another device from now on and remembers it. @throws CallError when it cannot be opened; the present one stays
   * in use.
   */
  async select(kind: DeviceKind, deviceId: string): Promise<void> {
    const previousId = this.#selected[kind];
    if (kind === 'speaker') this.#checkSpeaker(deviceId);
    this.#choices[kind] = deviceId;
    this.#context.apply({ type: 'selected', kind, deviceId });
    if (kind === 'speaker' || !this.#media.isInUse(kind)) this.#tellDevice(kind, deviceId, 'selected');
    if (kind !== 'speaker') {
      try {
        // Where none is open, this ends a swap that turning it off cut short.
        await this.#media.swap(kind, { deviceId }, 'selected');
      } catch (error) {
        // Where choices overlap, the previous one may not have come into use either.
        const usedId = this.#media.getState(kind).deviceId ?? previousId;
        if (this.#choices[kind] === deviceId) this.#choices[kind] = undefined;
        this.#context.apply({ type: 'selected', kind, deviceId: usedId });
        throw error;
      }
    }
    // There was another choice since: that one is remembered.
    if (this.#choices[kind] !== deviceId) return;
    this.#choices[kind] = undefined;
    this.#chosen[kind] = deviceId;
    const { storage } = this.#context.seams;
    saveSelected(storage, { ...loadSelected(storage), [kind]: deviceId });
  }

  /** Asks for another treatment of the microphone's sound, now and from now on. @throws CallError as `select`. */
  async process(wanted: AudioProcessing): Promise<void> {
    const { capture } = this.#media;
    const former = capture.processing;
    capture.processing = wanted;
    if (this.#isOpen) await (await lazyParts.load()).processMicrophone(this.#media, former);
  }

  /** Switches to another camera, as `flipCamera` of `flip-camera.ts`. @throws CallError */
  async flipCamera(): Promise<void> {
    const { flipCamera } = await lazyParts.load();
    const select = (deviceId: string): Promise<void> => this.select('camera', deviceId);
    const { devices } = this.#context.getSnapshot();
    await flipCamera({ media: this.#media, devices, choices: this.#choices, select });
  }

  /** Stops everything; the wishes stay. May be called twice; usable again. */
  close(): void {
    this.#isOpen = false;
    this.#failures = {};
    this.#returns.value?.close();
    this.#media.close();
    this.#meter.close();
    void this.share(false);
  }

  #handleSource({ kind, state }: LocalSourceEvent): void {
    if (kind === 'microphone') this.#meter.setTrack(state.track);
    this.#context.apply({ type: 'local-source', source: kind, state });
    this.#context.handleSource(kind);
  }

  /** Another device, or none, is in use in place of the one that is wanted. */
  #handleGone(kind: DeviceSource): void {
    const former = this.#used[kind];
    if (former ?? this.#chosen[kind]) this.#returns.queue((returns) => returns.handleGone(kind, former));
  }

  #handleDevice(event: LocalDeviceEvent): void {
    const { kind, deviceId, label, reason } = event;
    if (reason === 'selected') this.#chosen[kind] = deviceId;
    const chosenId = this.#chosen[kind];
    if (reason === 'unplugged' || (chosenId !== '' && chosenId !== deviceId)) this.#handleGone(kind);
    this.#used[kind] = event;
    this.#context.apply({ type: 'selected', kind, deviceId });
    this.#context.apply({ type: 'permission', permissions: { [kind]: 'granted' } });
    // This settles the failure before, unless another one was told since.
    if (this.#context.getSnapshot().error === this.#failures[kind]) this.#context.apply({ type: 'error', error: null });
    this.#tellDevice(kind, deviceId, reason, label);
    // Labels are there only once something was opened.
    void this.#list.refresh();
  }

  #handleError({ kind, error }: LocalErrorEvent): void {
    if (error.code === 'permission-denied') {
      this.#context.apply({ type: 'permission', permissions: { [kind]: 'denied' } });
    }
    if (error.code === 'device-missing' && !this.#media.isInUse(kind)) this.#handleGone(kind);
    if (this.#isRetrying && this.#failures[kind]?.code === error.code) return;
    this.#context.tellError(error);
    this.#failures[kind] = this.#context.getSnapshot().error;
  }

  #handleListed({ devices, permissions }: DevicesListedEvent): void {
    const before = this.#context.getSnapshot();
    this.#context.apply({ type: 'devices', devices, permissions });
    this.#followSpeaker(before.devices.speakers);
    this.#returns.value?.handleListed();
    for (const kind of DEVICE_SOURCES) {
      // Permission was granted while a call waits for the source: it opens without a further click.
      const isAllowedNow = before.permissions[kind] === 'denied' && permissions[kind] === 'granted';
      if (isAllowedNow && this.#isOpen && this.#wish[kind]) {
        this.#media.set(kind, true).catch(() => {
          // Told as an event already.
        });
      }
    }
  }

  /** Uses the default speaker until the chosen one is available: no browser reports that a speaker in use is gone. */
  #followSpeaker(before: readonly DeviceInfo[]): void {
    const { speakers } = this.#context.getSnapshot().devices;
    // Before permission is given, browsers list no speakers: the chosen one may well be there.
    if (speakers.length === 0 && before.length === 0) return;
    const isThere = speakers.some(({ deviceId }) => deviceId === this.#chosen.speaker);
    const deviceId = isThere ? this.#chosen.speaker : '';
    if (deviceId === this.#selected.speaker) return;
    this.#context.apply({ type: 'selected', kind: 'speaker', deviceId });
    this.#tellDevice('speaker', deviceId, isThere ? 'returned' : 'unplugged');
  }

  /** @throws CallError `device-missing` when speakers are listed, and this one is not. */
  #checkSpeaker(deviceId: string): void {
    const { speakers } = this.#context.getSnapshot().devices;
    if (deviceId === '' || speakers.length === 0 || speakers.some((speaker) => speaker.deviceId === deviceId)) return;
    const error = new CallError('device-missing');
    this.#context.tellError(error);
    throw error;
  }

  #tellDevice(
    kind: DeviceKind,
    deviceId: string,
    reason: DeviceChangeReason,
    label = this.#labelOf(kind, deviceId),
  ): void {
    this.#context.tell(createCallEvent('noom-device-changed', { kind, deviceId, label, reason }));
  }

  #labelOf(kind: DeviceKind, deviceId: string): string {
    const { devices } = this.#context.getSnapshot();
    return devices[`${kind}s`].find((device) => device.deviceId === deviceId)?.label ?? '';
  }

  get #selected(): Readonly<Record<DeviceKind, string>> {
    return this.#context.getSnapshot().devices.selected;
  }

  get #returnsContext(): ReturnsContext {
    const [media, chosen, wish] = [this.#media, this.#chosen, this.#wish];
    return { ...this.#context, media, chosen, wish, isOpen: () => this.#isOpen };
  }
}
