import type { Clock } from '../../core/base/clock.js';
import { CallError } from '../../core/index.js';
import { onceStopped } from '../memory/once-stopped.js';
import { drawScene, type Scene } from './portrait.js';

/** Smooth enough for slow movements, and cheap for a dozen cameras on one page. */
const FRAME_MS = 80;
/** A still picture is drawn again for later viewers: a canvas sends frames only when drawn on. */
const STILL_FRAME_MS = 500;
const SIZE = { width: 640, height: 360 };

/** What a camera shows now. */
export interface Look extends Omit<Scene, 'seconds'> {
  /** The share of pictures that are left out, 0 to 1. */
  readonly frameLoss?: number;
  /** Whether the picture stays as it is. */
  readonly isStill?: boolean;
}

/** A camera track that shows what `look` says, drawn until it is stopped; it stands still under reduced motion. */
export function filmScene(clock: Clock, look: () => Look): MediaStreamTrack {
  const canvas = Object.assign(document.createElement('canvas'), SIZE);
  const context = canvas.getContext('2d');
  const [track] = canvas.captureStream().getVideoTracks();
  if (!context || !track) throw new CallError('unsupported');
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)');
  /** How long it has moved so far. */
  let movedMs = 0;
  let drawnAt = clock.monotonic();
  let cancel = (): void => undefined;
  const draw = (): void => {
    const { frameLoss = 0, isStill: isHeld = false, ...scene } = look();
    const isStill = isHeld || reducedMotion.matches;
    const now = clock.monotonic();
    if (!isStill) movedMs += now - drawnAt;
    drawnAt = now;
    if (Math.random() >= frameLoss)
      drawScene(context, { ...scene, seconds: reducedMotion.matches ? 0 : movedMs / 1000 });
    cancel = clock.after(isStill ? STILL_FRAME_MS : FRAME_MS, draw);
  };
  draw();
  onceStopped(track, () => {
    cancel();
  });
  return track;
}
