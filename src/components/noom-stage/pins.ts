import type { CallController } from '../../core/index.js';
import type { RoomLink } from '../internal/link/room-link.js';
import type { TextKey } from '../internal/localization/index.js';
import type { StageFacts, StageTile } from './plan-stage.js';

/** The key of the shared screen that the person has put first, by call: a new stage of the call has it too. */
const firstScreens = new WeakMap<CallController, string>();

/**
 * What the local participant has put first on one stage: a participant, who is pinned in the call, or one of the
 * screens that are shared. The newest choice counts.
 */
export class Pins {
  readonly #link: RoomLink<unknown>;
  readonly #redraw: () => void;

  constructor(link: RoomLink<unknown>, redraw: () => void) {
    this.#link = link;
    this.#redraw = redraw;
  }

  /** What a stage is planned from: with the screen that was put first as what is pinned. */
  over(facts: StageFacts): StageFacts {
    return { ...facts, pinnedId: this.#screenKey ?? facts.pinnedId };
  }

  isPinned({ participant, source, key }: StageTile): boolean {
    return source === 'screen' ? key === this.#screenKey : participant.id === this.#link.call?.snapshot.pinnedId;
  }

  /** Putting a tile first needs another one that would be; a pin can always be undone. The local screen is a notice. */
  canPin(tile: StageTile): boolean {
    if (this.isPinned(tile)) return true;
    const snapshot = this.#link.call?.snapshot;
    if (!snapshot || tile.participant.isLocal) return false;
    const { participants, pinnedId, spotlightId } = snapshot;
    if (tile.source === 'camera') return participants.length > 2;
    const screens = participants.filter(({ isLocal, sources }) => !isLocal && sources.screen.on);
    return screens.length > 1 || (pinnedId ?? spotlightId) !== null;
  }

  /** Puts a tile first, or no longer. */
  toggle(tile: StageTile): void {
    if (!this.canPin(tile)) return;
    const id = this.isPinned(tile) ? null : tile.participant.id;
    const type = 'noom-pin-request';
    if (tile.source === 'camera') void this.#link.ask({ type, id });
    else
      void this.#link.ask({ type, id, source: tile.source }, undefined, async ({ call }) => {
        if (id === null) firstScreens.delete(call);
        else firstScreens.set(call, tile.key);
        await call.pin(null);
        this.#redraw();
      });
  }

  /** The key of the screen that was put first, unless a participant was pinned since. */
  get #screenKey(): string | null {
    const { call } = this.#link;
    return call?.snapshot.pinnedId === null ? (firstScreens.get(call) ?? null) : null;
  }
}

/** What pressing the pin of a tile does. */
export function pinTitle({ source }: StageTile, isPinned: boolean): TextKey {
  if (source === 'screen') return isPinned ? 'unpinScreen' : 'pinScreen';
  return isPinned ? 'unpinFor' : 'pinFor';
}
