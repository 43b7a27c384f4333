import type { VoiceSurroundings } from './voices.js';
import { every } from '../base/clock.js';

/** Connecting comes first: by then, most often, everybody sees everybody. */
const LATER_MS = 1000;

/** Follows voices from a second after joining on; code that cannot be fetched then is asked for again. Returns the undo. */
export function followVoicesLater(call: VoiceSurroundings, plane: { audioLevel(id: string): number }): () => void {
  let isOver = false;
  let stop = every(call.clock, LATER_MS, () => {
    void follow().catch(() => undefined);
  });
  async function follow(): Promise<void> {
    const { followVoices } = await import('./voices.js');
    if (isOver) return;
    stop();
    stop = followVoices(call, plane);
  }
  return () => {
    isOver = true;
    stop();
  };
}
