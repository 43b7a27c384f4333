import type { ReactiveControllerHost } from 'lit';
import { roomParts } from '../internal/lazy/parts.js';
import type { PictureWatch } from './picture-watch.js';

/**
 * Reports the pictures of a tile, as `PictureWatch`, once the code for that is here: the room loads it when it has
 * joined. Returns what to call with the video to watch.
 */
export function watchPictures(
  host: ReactiveControllerHost & HTMLElement,
  tell: (isPresented: boolean) => void,
): (video: HTMLVideoElement | null) => void {
  let watch: PictureWatch | null = null;
  let followed: HTMLVideoElement | null = null;
  roomParts.queue(
    (parts) => {
      watch = new parts.PictureWatch(host, tell);
      watch.follow(followed);
    },
    { isReason: false },
  );
  return (video) => {
    followed = video;
    watch?.follow(video);
  };
}
