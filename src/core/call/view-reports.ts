import type { PictureView } from '../media/demand.js';
import type { PictureSource } from '../model/sources.js';
import { MediaCommands } from './media-commands.js';

/** What a session does with what views report. */
export interface PictureReports {
  handlePicture(participantId: string, source: PictureSource, isPresented: boolean): void;
  handleViews(): void;
}

/** What the views of the participants' pictures report. `<noom-video>` does so itself. */
export abstract class ViewReports extends MediaCommands {
  protected readonly views = new Map<object, PictureView>();

  /**
   * For a custom view: what it shows, and how large, whenever that changes; `null` when it is gone. No more than the
   * largest visible view needs is asked of a participant, and nothing of one whom no view shows; everything in full
   * while there is no view of a remote participant at all.
   * @param view stands for the view: any object, always the same.
   */
  reportView(view: object, shown: PictureView | null): void {
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

  /** The session under way. */
  protected abstract get session(): PictureReports | null;
}
