/** A voice with redundancy takes 41 kbit/s (`h264-before-vp8.md`), and its 50 packets a second have headers of 45 bytes. */
export const SOUND_KBPS = 60;

/** Whether a figure of the statistics is one: it may be missing, or absurd. */
export function isMeasured(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
