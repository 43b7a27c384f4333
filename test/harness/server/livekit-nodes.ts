import { setTimeout as delay } from 'node:timers/promises';
import type { LiveKitProcess } from './start-livekit.js';

/** Which of the nodes has the media of a room that a participant has entered, by their own logs, which arrive later. */
export async function nodeOf(room: string, ...nodes: readonly LiveKitProcess[]): Promise<LiveKitProcess> {
  for (;;) {
    const node = nodes.find(({ lines }) => hasSaid(lines, 'starting RTC session', room));
    if (node !== undefined) return node;
    await delay(20);
  }
}

/** Whether one of the lines has all of these words. */
export function hasSaid(lines: readonly string[], ...words: readonly string[]): boolean {
  return lines.some((line) => words.every((word) => line.includes(word)));
}

/** Whether a process is over. */
export function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch {
    // There is no such process.
    return true;
  }
}
