import type { TestContext } from 'node:test';
import type { Guest } from '../../e2e/guest.js';
import type { Lab } from './lab.js';

/** Frames to count for a rate: a second of them. */
const SECOND_OF_FRAMES = 30;

/** A call of two, one at each side, and how long it took to come about. */
export interface LabCall {
  readonly guests: readonly [Guest, Guest];
  /** From pressing Join, of the second of them, to its seat, and to the first frame of the other at both. */
  readonly joinedMs: number;
  readonly pictureMs: number;
}

/** Ann, at side `a`, is in the room already when Ben joins at side `b`. */
export async function callBetween(lab: Lab, t: TestContext): Promise<LabCall> {
  const room = lab.room();
  const guests = await Promise.all([lab.open(t, 'a', room, 'Ann'), lab.open(t, 'b', room, 'Ben')]);
  const [ann, ben] = guests;
  await Promise.all([ann.join(), ben.see('>>> .join')]);
  const elapsedMs = stopwatch();
  await ben.join();
  const joinedMs = elapsedMs();
  await watchEachOther(guests, 1);
  return { guests, joinedMs, pictureMs: elapsedMs() };
}

/** Resolves when both tiles have presented that many more frames of the other. */
export async function watchEachOther([ann, ben]: LabCall['guests'], frames: number): Promise<void> {
  await Promise.all([ann.watches('Ben', frames), ben.watches('Ann', frames)]);
}

/** How many frames a second both present, at least. */
export async function frameRate(guests: LabCall['guests']): Promise<number> {
  const elapsedMs = stopwatch();
  await watchEachOther(guests, SECOND_OF_FRAMES);
  return (1000 * SECOND_OF_FRAMES) / elapsedMs();
}

/** Starts; each call returns the milliseconds since then. */
export function stopwatch(): () => number {
  const startMs = performance.now();
  return () => performance.now() - startMs;
}
