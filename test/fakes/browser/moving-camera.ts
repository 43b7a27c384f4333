import type { Colour } from '../../contracts/coloured-track.js';

/** A camera of one colour in which something moves, so that each picture takes some bytes; 640x360 unless said otherwise. */
export function createMovingCamera(colour: Colour, { width = 640, height = 360 } = {}): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream(30).getVideoTracks();
  if (!context || !track) throw new Error('This browser cannot capture a canvas.');
  let pictures = 0;
  const paint = (): void => {
    if (track.readyState === 'ended') {
      clearInterval(timer);
      return;
    }
    pictures += 1;
    context.fillStyle = colour;
    context.fillRect(0, 0, width, height);
    // Away from the corner, whose colour is looked at.
    for (let row = 0; row < 8; row += 1) {
      context.fillStyle = row % 2 === 0 ? '#888' : '#444';
      const left = width / 4 + ((pictures * (row + 3) * 4) % (width / 2));
      context.fillRect(left, height * (0.3 + row * 0.08), width / 8, height * 0.06);
    }
  };
  const timer = setInterval(paint, 33);
  paint();
  return track;
}
