import type { ReactiveController, ReactiveControllerHost } from 'lit';
import {
  IN_FULL,
  isGiving,
  sourceKey,
  type CallController,
  type Demand,
  type Participant,
  type Priority,
} from '../../../core/index.js';
import { SeenWatch } from '../../internal/observe/seen-watch.js';
import type { VideoSubject } from '../participant/pick-participant.js';
import { PictureWatch } from './picture-watch.js';

const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low'];

/** What a tile shows. */
export interface TileFacts {
  readonly call: CallController;
  /** As the page says whom to show. */
  readonly subject: VideoSubject;
  readonly participant: Participant | undefined;
  readonly source: 'camera' | 'screen';
  /** As the page wishes it: `null`, or any text that is none, for what suits the tile. */
  readonly priority: Priority | null;
}

/** Reports to the call what a tile shows: how large, whether it is visible, and whether frames are presented. */
export class TileReports implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #getFacts: () => TileFacts | null;
  readonly #seen: SeenWatch;
  readonly #pictures: PictureWatch;
  #video: HTMLVideoElement | null = null;
  #floating: PictureInPictureWindow | null = null;
  /** The call that has the report of this view. */
  #call: CallController | null = null;
  #told = '';
  /** What was wanted when it was last known how the tile is seen. */
  #measured: Demand = IN_FULL;

  constructor(host: ReactiveControllerHost & HTMLElement, getFacts: () => TileFacts | null) {
    this.#host = host;
    this.#getFacts = getFacts;
    this.#seen = new SeenWatch(host, () => {
      this.#pictures.handleSeen();
      this.#report();
    });
    this.#pictures = new PictureWatch(host, this.#seen, (isPresented) => {
      this.#reportPicture(isPresented);
    });
    host.addController(this);
  }

  hostUpdated(): void {
    this.#report();
  }

  hostDisconnected(): void {
    this.#withdraw();
  }

  /** Follows this video from now on; `null` while the tile plays nothing. */
  follow(video: HTMLVideoElement | null): void {
    this.#pictures.follow(video);
    if (video === null || video === this.#video) return;
    this.#video = video;
    // A browser without picture-in-picture never dispatches these.
    video.addEventListener('enterpictureinpicture', (event) => {
      this.#floating = event.pictureInPictureWindow;
      this.#floating.addEventListener('resize', this.#report);
      this.#report();
    });
    video.addEventListener('leavepictureinpicture', () => {
      this.#floating = null;
      this.#report();
    });
  }

  readonly #report = (): void => {
    const facts = this.#host.isConnected ? this.#getFacts() : null;
    if (facts === null || isSelfView(facts)) {
      this.#withdraw();
      return;
    }
    const { call, participant, source } = facts;
    if (call !== this.#call) this.#withdraw();
    const shown = isRemote(participant)
      ? { participantId: participant.id, source, wanted: this.#measure(facts, participant) }
      : 'nothing';
    const now = JSON.stringify(shown);
    if (now === this.#told) return;
    this.#told = now;
    this.#call = call;
    call.reportView(this, shown);
  };

  #withdraw(): void {
    this.#call?.reportView(this, null);
    this.#call = null;
    this.#told = '';
  }

  #measure({ call, source, priority }: TileFacts, { id }: Participant): Demand {
    const { pinnedId, spotlightId } = call.snapshot;
    const isFirst = source === 'screen' || id === pinnedId || id === spotlightId;
    const rank = PRIORITIES.find((each) => each === priority) ?? (isFirst ? 'high' : 'normal');
    if (this.#floating !== null) {
      const ratio = this.#host.ownerDocument.defaultView?.devicePixelRatio ?? 1;
      const { width, height } = this.#floating;
      return { widthPx: Math.round(width * ratio), heightPx: Math.round(height * ratio), priority: rank };
    }
    // A tile that was just made, or put elsewhere: to ask for nothing until the next frame would stop its picture.
    if (this.#seen.isUnknown) return this.#measured;
    const { widthPx, heightPx } = this.#seen.size;
    const isShown = this.#seen.isSeen && widthPx > 0 && heightPx > 0;
    this.#measured = isShown ? { widthPx, heightPx, priority: rank } : 'nothing';
    return this.#measured;
  }

  #reportPicture(isPresented: boolean): void {
    const facts = this.#getFacts();
    if (facts === null) return;
    const { call, participant, source } = facts;
    if (!isRemote(participant) || participant.connection !== 'connected') return;
    // The pictures of a paused camera may arrive for a trial, and are not to be presented yet.
    if (isGiving(participant.sources[sourceKey(source)])) call.reportPicture(participant.id, source, isPresented);
  }
}

function isRemote(participant: Participant | undefined): participant is Participant {
  return participant?.isLocal === false;
}

/**
 * Whether a tile is for the local participant alone: nothing is asked of anyone for it, and a page with such a tile may
 * show the others in another way. A tile for the others may show the local participant, or no one, for a while.
 */
function isSelfView({ subject, participant }: TileFacts): boolean {
  return participant?.isLocal === true && (subject === 'local' || subject === participant.id);
}
