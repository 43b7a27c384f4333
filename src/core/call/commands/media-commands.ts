import type { CheckOptions, ConnectionCheck } from '../../check/check-report.js';
import type { AudioProcessing } from '../../devices/devices.js';
import type { PictureView } from '../../media/demand.js';
import type { DeviceSource, PictureSource } from '../../model/sources.js';
import { RoomCommands } from './room-commands.js';

/** What a session does with what views report. */
export interface PictureReports {
  handlePicture(participantId: string, source: PictureSource, isPresented: boolean): void;
  handleViews(): void;
}

/**
 * The commands that turn the local sources on and off, what views report of the pictures of others, and the check of
 * what a call needs.
 */
export abstract class MediaCommands extends RoomCommands {
  protected readonly views = new Map<object, PictureView | 'nothing'>();

  /** Off stops sending and keeps the capture. @throws CallError when it cannot be opened; `not-allowed` for a viewer. */
  setMicrophone(on: boolean): Promise<void> {
    return this.setSource('microphone', on);
  }

  /** Off stops the camera: its light goes out. @throws CallError when it cannot be opened; `not-allowed` for a viewer. */
  setCamera(on: boolean): Promise<void> {
    return this.setSource('camera', on);
  }

  /**
   * Asks the browser to treat the microphone's sound like this from now on, also in later calls of this controller; an
   * open microphone is changed, or opened again. What the browser cannot do stays as it is, which the settings of the
   * microphone's track tell.
   * @throws CallError when it cannot be opened again; the capture in use stays, and what was asked for before counts.
   */
  abstract setAudioProcessing(processing: AudioProcessing): Promise<void>;

  /**
   * Shares a screen, window or tab that the person chooses, with its sound where the browser gives that; or stops it. To
   * be called in the task of a press. Resolves also when the person chose none: the snapshot has what is shared.
   * @throws CallError `not-allowed` outside the room, for a viewer, and outside of a press; `screen-unavailable`,
   * `policy-blocked`, `unsupported`, `insecure-context`.
   */
  shareScreen(on: boolean): Promise<void> {
    return this.setSource('screen', on);
  }

  /**
   * For a custom view: what it shows, and how large, whenever that changes; `nothing` while it shows no remote
   * participant (a gallery whose present page has the local one alone), `null` when it is gone. No more than the largest
   * visible view needs is asked of a participant, and nothing of one whom no view shows. While there is no view at all
   * (of a remote participant who is here, or of `nothing`), everything is asked for in full.
   * @param view stands for the view: any object, always the same.
   */
  reportView(view: object, shown: PictureView | 'nothing' | null): void {
    if (shown === null) this.views.delete(view);
    else this.views.set(view, shown);
    this.session?.handleViews();
  }

  /**
   * For a custom view: to be called once a second while it is visible and plays, with whether it has presented a frame
   * in that second. If frames arrive and are not presented, the link is renewed.
   */
  reportPicture(participantId: string, source: PictureSource, isPresented: boolean): void {
    this.session?.handlePicture(participantId, source, isPresented);
  }

  /**
   * Checks what a call needs, before it or during it, and tells each step as it ends: microphone and camera, the
   * signaling server, the STUN and TURN servers by each transport, and the quality of a call of this page with itself,
   * through a TURN server where there is one. Devices that are not open are opened and closed again, for which the
   * browser may ask; nothing is left open, and the call goes on as it is. Takes 5 s or so, and at most 80 s. Failures
   * are in the result.
   * @throws the reason of `options.signal`; CallError `internal` when its code cannot be loaded.
   */
  abstract checkConnection(options?: CheckOptions): Promise<ConnectionCheck>;

  /** The session under way. */
  protected abstract get session(): PictureReports | null;

  /** Turns a source on, in the same task, or off. @throws CallError as the commands. */
  protected abstract setSource(source: DeviceSource | 'screen', on: boolean): Promise<void>;
}
