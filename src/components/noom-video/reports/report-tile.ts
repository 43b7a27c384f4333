import type { CSSResult, ReactiveControllerHost } from 'lit';
import { roomParts } from '../../internal/lazy/parts.js';
import type { TileFacts, TileReports } from './tile-reports.js';

/**
 * Reports what a tile shows, as `TileReports`, once the code for that is here: the room loads it when it has joined.
 * Returns what to call with the video that plays. `adopt` gets the styles of what a tile shows from then on.
 */
export function reportTile(
  host: ReactiveControllerHost & HTMLElement,
  getFacts: () => TileFacts | null,
  adopt: (styles: readonly CSSResult[]) => void,
): (video: HTMLVideoElement | null) => void {
  let reports: TileReports | null = null;
  let followed: HTMLVideoElement | null = null;
  roomParts.queue(
    (parts) => {
      reports = new parts.TileReports(host, getFacts);
      reports.follow(followed);
      adopt([parts.extrasStyles]);
    },
    { isReason: false },
  );
  return (video) => {
    followed = video;
    reports?.follow(video);
  };
}
