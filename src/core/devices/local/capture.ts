import { CallError, toCallError } from '../../base/errors.js';
import type { DeviceSource } from '../../model/sources.js';
import type { AudioProcessing, CaptureRequest, Devices } from '../devices.js';

/** Captures microphone and camera, falling back to one of them, or to another device. */
export class Capture {
  readonly #devices: Devices;
  readonly #getDeviceId: (kind: DeviceSource) => string;
  /** What each capture of a microphone asks for. */
  processing: AudioProcessing | null = null;

  /** @param getDeviceId the device to open by default, `''` for the browser's choice. */
  constructor(devices: Devices, getDeviceId: (kind: DeviceSource) => string) {
    this.#devices = devices;
    this.#getDeviceId = getDeviceId;
  }

  /** One prompt for all kinds. Resolves with the outcome of each: one may succeed where all together fail. */
  async together(
    kinds: readonly DeviceSource[],
  ): Promise<(kind: DeviceSource) => MediaStreamTrack | Promise<MediaStreamTrack>> {
    const alone = (kind: DeviceSource): Promise<MediaStreamTrack> => this.byDefault(kind);
    if (kinds.length < 2) return alone;
    const requests = kinds.map((kind) => [kind, this.#ask(kind, { deviceId: this.#getDeviceId(kind) })] as const);
    try {
      const opened = await this.#devices.open(Object.fromEntries(requests));
      return (kind) => opened[kind] ?? alone(kind);
    } catch (error) {
      // After a refusal only what was granted already, to avoid another prompt.
      const isRefused = ['permission-denied', 'permission-dismissed'].includes(toCallError(error).code);
      return async (kind) => {
        if (isRefused && (await this.#devices.permission(kind)) !== 'granted') throw error;
        return alone(kind);
      };
    }
  }

  /** The chosen device, or any other when that one is gone. */
  async byDefault(kind: DeviceSource): Promise<MediaStreamTrack> {
    const deviceId = this.#getDeviceId(kind);
    try {
      return await this.one(kind, { deviceId });
    } catch (error) {
      if (deviceId === '' || toCallError(error).code !== 'device-missing') throw error;
      return this.one(kind, {});
    }
  }

  async one(kind: DeviceSource, request: CaptureRequest): Promise<MediaStreamTrack> {
    const track = (await this.#devices.open({ [kind]: this.#ask(kind, request) }))[kind];
    if (track === null) throw new CallError('device-missing');
    return track;
  }

  #ask(kind: DeviceSource, request: CaptureRequest): CaptureRequest {
    const { processing } = this;
    return kind === 'microphone' && processing ? { ...request, processing } : request;
  }
}
