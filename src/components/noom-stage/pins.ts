import type { ReactiveController } from 'lit';
import type { CallController } from '../../core/index.js';
import type { RoomLink } from '../internal/link/room-link.js';
import type { TextKey } from '../internal/localization/index.js';
import type { StageFacts, StageTile } from './plan-stage.js';

/** A shared screen that the person has put first. */
interface FirstScreen {
  readonly key: string;
  /** Ends its place. */
  readonly end: () => void;
}

/** By call: a new stage of the call has it too. */
const firstScreens = new WeakMap<CallController, FirstScreen>();
/** What draws each stage anew: a call may have several, as one in a window of its own. */
const redraws = new Set<() => void>();

/**
 * What the local participant has put first on one stage: a participant, who is pinned in the call, or one of the
 * screens that are shared. The newest choice counts.
 */
export class Pins implements ReactiveController {
  readonly #link: RoomLink<unknown>;
  readonly #redraw: () => void;

  constructor(link: RoomLink<unknown>, redraw: () => void) {
    this.#link = link;
    this.#redraw = redraw;
  }

  hostConnected(): void {
    redraws.add(this.#redraw);
  }

  hostDisconnected(): void {
    redraws.delete(this.#redraw);
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
        await call.pin(null);
        firstScreens.get(call)?.end();
        if (id !== null) putFirst(call, tile);
        for (const redraw of redraws) redraw();
      });
  }

  /** The key of the screen that was put first. */
  get #screenKey(): string | null {
    const { call } = this.#link;
    return (call && firstScreens.get(call)?.key) ?? null;
  }
}

/** Puts a screen first until a participant is pinned, or it is no longer shared: what is shared next is another thing. */
function putFirst(call: CallController, { key, participant: { id } }: StageTile): void {
  const end = (): void => {
    unsubscribe();
    firstScreens.delete(call);
  };
  const unsubscribe = call.subscribe(({ participants, pinnedId }) => {
    const isShared = participants.some((other) => other.id === id && other.sources.screen.on);
    if (!isShared || pinnedId !== null) end();
  });
  firstScreens.set(call, { key, end });
}

/** What pressing the pin of a tile does. */
export function pinTitle({ source }: StageTile, isPinned: boolean): TextKey {
  if (source === 'screen') return isPinned ? 'unpinScreen' : 'pinScreen';
  return isPinned ? 'unpinFor' : 'pinFor';
}
