import { every, type Clock } from '../base/clock.js';
import type { MovingPicture } from './check-context.js';

const WIDTH_PX = 320;
const HEIGHT_PX = 180;
const FRAMES_PER_SECOND = 24;
/** So much changes from frame to frame that an encoder has as much to send as of a face that moves. */
const SPOTS = 12;
const SPOT_PX = 48;

/** A small moving picture. Drawn, so that neither a camera nor what is in front of it is needed. */
export function drawMovingPicture(clock: Clock): MovingPicture {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH_PX;
  canvas.height = HEIGHT_PX;
  const context = canvas.getContext('2d');
  const draw = (): void => {
    if (context === null) return;
    for (let spot = 0; spot < SPOTS; spot += 1) {
      context.fillStyle = `hsl(${String(Math.floor(Math.random() * 360))} 60% 50%)`;
      context.fillRect(Math.random() * WIDTH_PX, Math.random() * HEIGHT_PX, SPOT_PX, SPOT_PX);
    }
  };
  draw();
  // Each drawing is a frame: with a rate of its own, every other one would be missed.
  const [track] = canvas.captureStream().getVideoTracks();
  if (track === undefined) throw new DOMException('The canvas gives no track.', 'NotSupportedError');
  const stop = every(clock, 1000 / FRAMES_PER_SECOND, draw);
  return {
    track,
    close: () => {
      stop();
      track.stop();
    },
  };
}
