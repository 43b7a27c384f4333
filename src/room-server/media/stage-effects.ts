import type { Topology } from '../../protocol/protocol.js';

/** One way of media in a room. */
export interface Way {
  readonly epoch: number;
  readonly plane: Topology;
  /** The room at the media server; `null` for a mesh. */
  readonly room: string | null;
}

/** How a move ended: with all, without those who could not follow, or not at all. */
export type MoveResult = 'committed' | 'partly' | 'aborted';
/** Why a room that should move does not. */
export type StayReason = 'no-engine' | 'old-page';

/** What is to be done, in this order. */
export type StageEffect =
  /** A room is to be opened at the media server; then `handleOpened` is called. */
  | { readonly kind: 'open'; readonly epoch: number }
  /** All pages are to be told. */
  | { readonly kind: 'prepare'; readonly epoch: number; readonly plane: Topology; readonly isLost: boolean }
  | { readonly kind: 'commit'; readonly way: Way }
  /** `newcomers` never had the present media. */
  | {
      readonly kind: 'abort';
      readonly epoch: number;
      readonly missing: readonly string[];
      readonly newcomers: readonly string[];
    }
  /** All pages are to be told that there is no media now. */
  | { readonly kind: 'lost'; readonly epoch: number }
  /** A room at the media server is not needed any more, once the pages have left it. */
  | { readonly kind: 'close'; readonly room: string }
  | { readonly kind: 'moved'; readonly to: Topology; readonly result: MoveResult; readonly ms: number }
  | { readonly kind: 'stayed'; readonly reason: StayReason };

/** Why something that a page says is refused: it is about another epoch, or it cannot be. */
export type StageRefusal = 'stale' | 'impossible';
