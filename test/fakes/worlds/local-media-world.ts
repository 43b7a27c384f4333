import { LocalMedia } from '../../../src/core/devices/local/local-media.js';
import type { DeviceSource } from '../../../src/core/model/sources.js';
import { FakeClock } from '../browser/fake-clock.js';
import { FakeDevices } from '../browser/fake-devices.js';

/** The device that a track came from. */
export function deviceIdOf(track: MediaStreamTrack | null | undefined): string {
  return track?.getSettings().deviceId ?? '';
}

/** The local microphone and camera on fake devices, with what they reported. */
export class LocalMediaWorld {
  readonly clock = new FakeClock();
  readonly devices = new FakeDevices();
  /** The devices selected before. */
  readonly chosen: Record<DeviceSource, string> = { microphone: '', camera: '' };
  readonly media = new LocalMedia(this.devices, (kind) => this.chosen[kind], this.clock);
  /** What was reported last of each, in words: `on front`, `off pending`, … */
  readonly states: Record<DeviceSource, string> = { microphone: '', camera: '' };
  /** The devices that came into use, and the failures, in order. */
  readonly told: string[] = [];

  constructor() {
    this.media.addEventListener('local-source', ({ kind, state: { on, pending, interrupted, track } }) => {
      const words = [on ? 'on' : 'off', pending ? 'pending' : '', interrupted ? 'interrupted' : '', deviceIdOf(track)];
      this.states[kind] = words.filter((word) => word !== '').join(' ');
    });
    this.media.addEventListener('local-device', ({ kind, deviceId, reason }) => {
      this.told.push(`${kind} ${deviceId} ${reason}`);
    });
    this.media.addEventListener('local-error', ({ kind, error }) => {
      this.told.push(`${kind} ${error.code}`);
    });
  }

  /** The devices of the tracks that are live now. */
  get live(): string[] {
    return this.devices.liveTracks.map(deviceIdOf);
  }
}
