import type { Guest } from './guest.js';

declare global {
  interface Window {
    diary: string[];
  }
}

/**
 * Records from here on: `connection made` and `connection closed` of every peer connection, each new state of the call
 * by its name, and `Ann left` of each participant who is reported to have left. To be run in a page before any other
 * script.
 */
export function keepDiary(): void {
  const diary: string[] = (window.diary = []);
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      diary.push('connection made');
    }

    override close(): void {
      diary.push('connection closed');
      super.close();
    }
  };
  // The document has no element yet: these events have their types on elements alone.
  addEventListener('noom-state-changed', (event) => {
    diary.push((event as Event & { state: string }).state);
  });
  addEventListener('noom-participant-left', (event) => {
    diary.push(`${(event as Event & { participant: { name: string } }).participant.name} left`);
  });
}

/** What was recorded since this was last called. */
export async function readDiary(guest: Guest): Promise<string[]> {
  return guest.page.evaluate(() => window.diary.splice(0));
}
