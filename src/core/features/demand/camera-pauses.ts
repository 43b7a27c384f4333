import { fitOfMost, isBad, nextPause, SENT, type Fit, type PauseState } from './camera-pause.js';
import type { DemandFrame } from './demand-frame.js';

/** What is asked for while pictures are tried: the smallest that are sent, at no more than the rate of such. */
const TRIED = { camera: { width: 320, height: 180, fps: 10, priority: 'low' }, saver: true } as const;

/** To whom the local camera is paused: to all where most links do not take it, else to those whose own does not. */
export class CameraPauses {
  #all = SENT;
  #each: ReadonlyMap<string, PauseState> = new Map();

  /**
   * Looks at all links.
   * @param fits by participant.
   * @param isOn whether there is a camera to send.
   */
  look(fits: ReadonlyMap<string, Fit>, isOn: boolean, nowMs: number): void {
    const most = fitOfMost([...fits.values()]);
    // Alone there is nothing that it could be too much for.
    this.#all = fits.size === 0 ? SENT : nextPause(this.#all, most, isOn, nowMs);
    const isOwnMatter = this.#all.phase === 'sent' && !isBad(most);
    const before = this.#each;
    this.#each = new Map(
      [...fits].map(([id, fit]) => [id, nextPause(before.get(id) ?? SENT, fit, isOn && isOwnMatter, nowMs)]),
    );
  }

  /** Whether a participant is told that the camera is paused: also while it is tried. */
  isPaused(id: string): boolean {
    return this.#all.phase !== 'sent' || (this.#each.get(id) ?? SENT).phase !== 'sent';
  }

  /** Whether it is paused to all. */
  get isPausedToAll(): boolean {
    const ids = [...this.#each.keys()];
    return ids.length > 0 && ids.every((id) => this.isPaused(id));
  }

  /** What a participant is sent: as they ask, but for a camera that is paused to them. */
  limit(id: string, asked: DemandFrame): DemandFrame {
    if (!this.isPaused(id) || asked.camera === null) return asked;
    const phases = [this.#all.phase, (this.#each.get(id) ?? SENT).phase];
    return { ...asked, ...(phases.includes('paused') ? { camera: null } : TRIED) };
  }
}
