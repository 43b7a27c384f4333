import type { DeviceSource } from '../model/sources.js';
import { RoomCommands } from './room-commands.js';

/** The commands that turn the local sources on and off. */
export abstract class MediaCommands extends RoomCommands {
  /** Off stops sending and keeps the capture. @throws CallError when it cannot be opened; `not-allowed` for a viewer. */
  setMicrophone(on: boolean): Promise<void> {
    return this.setSource('microphone', on);
  }

  /** Off stops the camera: its light goes out. @throws CallError when it cannot be opened; `not-allowed` for a viewer. */
  setCamera(on: boolean): Promise<void> {
    return this.setSource('camera', on);
  }

  /**
   * Shares a screen, window or tab that the person chooses, with its sound where the browser gives that; or stops it. To
   * be called in the task of a press. Resolves also when the person chose none: the snapshot has what is shared.
   * @throws CallError `not-allowed` outside the room, for a viewer, and outside of a press; `screen-unavailable`,
   * `policy-blocked`, `unsupported`, `insecure-context`.
   */
  shareScreen(on: boolean): Promise<void> {
    return this.setSource('screen', on);
  }

  /** Turns a source on, in the same task, or off. @throws CallError as the commands. */
  protected abstract setSource(source: DeviceSource | 'screen', on: boolean): Promise<void>;
}
