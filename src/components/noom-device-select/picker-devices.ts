import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  browserDevices,
  captureFactsOf,
  DeviceList,
  LevelMeter,
  loadSelected,
  pageStorage,
  saveSelected,
  toCallError,
  type DeviceKind,
  type DeviceSource,
  type DevicesListedEvent,
} from '../../core/index.js';
import { captureKind, deviceInUse, NO_FACTS, type DeviceFacts } from './device-facts.js';

/**
 * The devices of a picker without a room: lists and watches them, remembers the choice, and opens the chosen one while
 * the picker shows its picture or level.
 */
export class PickerDevices implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #list = new DeviceList(browserDevices);
  readonly #meter = new LevelMeter();
  #kind: DeviceKind | null = null;
  #facts = NO_FACTS;
  #isOpenWanted = false;
  /** The newest opening; the late track of an older one is stopped. */
  #opening: symbol | null = null;
  /** The device that is open, or being opened. */
  #openId: string | null = null;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
    this.#list.addEventListener('devices-listed', this.#handleListed);
  }

  get facts(): DeviceFacts {
    return this.#facts;
  }

  /** How loud the microphone is, 0 to 1; 0 while it is closed. */
  get level(): number {
    return this.#meter.level;
  }

  hostDisconnected(): void {
    this.use(null, false);
  }

  /** Follows devices of one kind (`null`: of none), and keeps the one in use open if wanted and allowed. */
  use(kind: DeviceKind | null, isOpenWanted: boolean): void {
    this.#isOpenWanted = isOpenWanted;
    if (kind === this.#kind) {
      this.#openOrClose();
      return;
    }
    this.#kind = kind;
    this.#close();
    this.#list.stop();
    this.#facts = kind === null ? NO_FACTS : { ...NO_FACTS, selectedId: loadSelected(pageStorage())[kind] };
    if (kind !== null) this.#list.start();
  }

  /** Chooses a device, now and for the next time. */
  select(deviceId: string): void {
    if (this.#kind === null) return;
    saveSelected(pageStorage(), { ...loadSelected(pageStorage()), [this.#kind]: deviceId });
    this.#change({ selectedId: deviceId, error: null });
    this.#openOrClose();
  }

  /** Asks the person for permission by opening the device. */
  async allow(): Promise<void> {
    if (this.#kind !== null) await this.#open();
  }

  readonly #handleListed = ({ devices, permissions }: DevicesListedEvent): void => {
    const kind = this.#kind;
    if (kind === null) return;
    const known = this.#facts;
    // Where the browser does not tell, the last attempt to open has shown it.
    const asked = permissions[captureKind(kind)];
    const permission = asked === 'unknown' ? known.permission : asked;
    this.#change({
      devices: devices.filter((device) => device.kind === kind),
      permission,
      error: permission === known.permission ? known.error : null,
    });
    this.#openOrClose();
  };

  /** Opens or closes the device in use: it is open exactly while that is wanted and needs no prompt. */
  #openOrClose(): void {
    const { permission, error } = this.#facts;
    const inUse = deviceInUse(this.#facts);
    if (!this.#isOpenWanted || permission !== 'granted') this.#close();
    else if (inUse !== undefined && inUse.deviceId !== this.#openId && error === null) void this.#open();
  }

  async #open(): Promise<void> {
    const kind = captureKind(this.#kind ?? 'camera');
    const deviceId = this.#kind === 'speaker' ? '' : (deviceInUse(this.#facts)?.deviceId ?? '');
    const opening = Symbol(deviceId);
    this.#opening = opening;
    // Phones open one camera at a time.
    this.#setTrack(null);
    this.#openId = deviceId;
    try {
      const track = (await browserDevices.open({ [kind]: { deviceId } }))[kind];
      if (this.#opening === opening && this.#isOpenWanted) this.#setTrack(track);
      else track?.stop();
      if (this.#isOf(kind)) this.#change({ permission: 'granted', error: null });
    } catch (thrown) {
      const error = toCallError(thrown);
      // Also when the device would not have been kept open, but not once another one is being opened.
      if (this.#isOf(kind) && this.#isNewest(opening))
        this.#change(error.code === 'permission-denied' ? { permission: 'denied', error } : { error });
    }
    // Labels are available only once a device was opened.
    await this.#list.refresh();
  }

  /** Whether what is known of that source still belongs to the kind of the picker. */
  #isOf(source: DeviceSource): boolean {
    return this.#kind !== null && captureKind(this.#kind) === source;
  }

  #isNewest(opening: symbol): boolean {
    return this.#opening === null || this.#opening === opening;
  }

  #close(): void {
    this.#opening = null;
    this.#setTrack(null);
  }

  #setTrack(track: MediaStreamTrack | null): void {
    if (track === null) this.#openId = null;
    if (track === this.#facts.track) return;
    this.#facts.track?.stop();
    // Unplugged: the changed device list then opens another one.
    track?.addEventListener('ended', () => {
      if (this.#facts.track === track) this.#setTrack(null);
    });
    if (track?.kind === 'audio') this.#meter.setTrack(track);
    else this.#meter.close();
    const source = captureKind(this.#kind ?? 'camera');
    this.#change({ track, facing: track === null ? null : captureFactsOf(source, track).facing });
  }

  #change(change: Partial<DeviceFacts>): void {
    this.#facts = { ...this.#facts, ...change };
    this.#host.requestUpdate();
  }
}
