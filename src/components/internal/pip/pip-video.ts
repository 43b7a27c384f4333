import { CallError } from '../../../core/index.js';
import type { Pip, RoomHost } from '../link/room-context.js';
import { refused } from './pip-texts.js';

/** A `<noom-video>`. */
interface Tile extends HTMLElement {
  readonly local: boolean;
  requestPictureInPicture(): Promise<PictureInPictureWindow>;
}

/** Shows the main tile of a room in the browser's own window for videos. @throws CallError */
export async function openPipVideo(room: RoomHost, handleEnd: () => void): Promise<Pip> {
  const { ownerDocument } = room;
  if ((ownerDocument as Partial<Document>).pictureInPictureEnabled !== true) throw new CallError('unsupported');
  const tile = mainTile(room);
  const video = tile?.shadowRoot?.querySelector('video');
  if (!tile || !video) throw refused(room, null);
  try {
    await tile.requestPictureInPicture();
  } catch (cause) {
    throw refused(room, cause);
  }
  let isOver = false;
  const end = (): void => {
    if (isOver) return;
    isOver = true;
    video.removeEventListener('leavepictureinpicture', end);
    handleEnd();
  };
  video.addEventListener('leavepictureinpicture', end);
  return {
    window: null,
    close: () => {
      const { pictureInPictureElement } = video.getRootNode() as ShadowRoot;
      // Not the video of another room, which takes the place of this one. Rejects where the browser has closed it.
      if (!isOver && pictureInPictureElement === video) ownerDocument.exitPictureInPicture().catch(() => undefined);
      end();
    },
  };
}

/** The tile with a picture that is most important: the large one, else the largest of the others', else the own one. */
function mainTile(room: RoomHost): Tile | null {
  const shown = [...room.linked]
    .filter((tag): tag is Tile => tag.localName === 'noom-video')
    .filter((tile) => tile.shadowRoot?.querySelector('video:not([hidden])'));
  const rank = (tile: Tile): number =>
    (tile.classList.contains('main') ? 1e9 : 0) + (tile.local ? 0 : 1e8) + tile.clientWidth * tile.clientHeight;
  return shown.sort((a, b) => rank(b) - rank(a))[0] ?? null;
}
