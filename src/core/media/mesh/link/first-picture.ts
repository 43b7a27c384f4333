/**
 * A picture of so many lines is small enough for its first frame, a key frame, to be through at once: a new connection
 * begins at 300 kbit/s (the start bitrate of libwebrtc, which Chromium, Firefox and Safari share).
 */
const FIRST_LINES = 360;
/** What cameras are asked for, and so what is expected of one that has still to be opened. */
const EXPECTED_LINES = 720;

/** How much smaller than the camera's the pictures are that a new connection begins with; 1 is the whole size. */
export function firstScale(camera: MediaStreamTrack | null | undefined): number {
  return Math.max(1, (camera?.getSettings().height ?? EXPECTED_LINES) / FIRST_LINES);
}
