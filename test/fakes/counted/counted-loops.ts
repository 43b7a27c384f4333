import { replace } from '../browser/replaced.js';

/** So many frames are looked at; what asks for a frame in more than a few of them does so for ever. */
const FRAMES = 10;
const FEW = 3;

/** How many functions of this page ask for one frame after another now; `restore()` is to be called afterwards. */
export async function countLoops(): Promise<number> {
  const { requestAnimationFrame } = window;
  const asked = new Map<FrameRequestCallback, number>();
  replace(window, 'requestAnimationFrame', (callback: FrameRequestCallback) => {
    asked.set(callback, (asked.get(callback) ?? 0) + 1);
    return requestAnimationFrame(callback);
  });
  for (let frame = 0; frame < FRAMES; frame += 1) {
    await new Promise((resolve) => {
      requestAnimationFrame(resolve);
    });
  }
  return [...asked.values()].filter((times) => times > FEW).length;
}
