import type { CallSnapshot, Participant, PictureSource } from '../../core/index.js';

/** The layout of the stage; `auto` is a grid until a participant shares a screen, is pinned or in the spotlight. */
export type StageLayout = 'auto' | 'grid' | 'spotlight' | 'filmstrip';

/** Where the self view is: among the others, in a corner over them, or nowhere. */
export type SelfView = 'tile' | 'float' | 'hidden';

/** One tile of the stage. */
export interface StageTile {
  /**
   * Stays the same for as long as the tile is there; the id of the local participant changes on joining, the key does
   * not.
   */
  readonly key: string;
  readonly participant: Participant;
  readonly source: PictureSource;
}

/** What the stage shows: `main` large, the other tiles in order, and `float` in a corner over them. */
export interface StagePlan {
  readonly layout: Exclude<StageLayout, 'auto'>;
  readonly main: StageTile | null;
  readonly tiles: readonly StageTile[];
  readonly float: StageTile | null;
  /** All of these in an order that does not depend on which is large, so that elements need not move in the page. */
  readonly all: readonly StageTile[];
}

/** The part of a snapshot that a plan depends on; `pinnedId` may also be the key of a tile. */
export type StageFacts = Pick<CallSnapshot, 'participants' | 'activeSpeakerId' | 'pinnedId' | 'spotlightId'>;

/** What the page and the box decide. */
export interface StageWishes {
  readonly layout: StageLayout;
  /** `null`: in a corner with one remote participant in a narrow box, else among the others. */
  readonly selfView: SelfView | null;
  readonly isNarrow: boolean;
  /** The tile that is large now, and stays so until another one takes precedence. */
  readonly mainKey?: string | null | undefined;
}

/**
 * Decides the layout. Each participant has a tile, the local one last, and so has each shared screen. That of the local
 * participant, which shows a notice, is not the large one while there is any other. With several screens, the one that is large stays so.
 */
export function planStage(facts: StageFacts, wishes: StageWishes): StagePlan {
  const remote = facts.participants.filter((participant) => !participant.isLocal);
  const self = facts.participants.find((participant) => participant.isLocal);
  const screens = remote.filter((participant) => participant.sources.screen.on).map((other) => tileOf(other, 'screen'));
  const own = self === undefined || wishes.selfView === 'hidden' ? null : tileOf(self, 'camera');
  const others = [...screens, ...remote.map((other) => tileOf(other, 'camera'))];
  const shown = self?.sources.screen.on ? [...others, tileOf(self, 'screen')] : others;

  const floats =
    wishes.selfView === 'float' ||
    (wishes.selfView === null &&
      wishes.isNarrow &&
      others.length === 1 &&
      !['grid', 'filmstrip'].includes(wishes.layout));
  const tiles = own === null || floats ? shown : [...shown, own];
  const float = floats ? own : null;
  const all = own === null ? shown : [...shown, own];

  // Of a participant the camera. No tile has the key `null`.
  const find = (id: string | null): StageTile | undefined =>
    tiles.find(({ key, participant, source }) => key === id || (source === 'camera' && participant.id === id));
  const chosen =
    find(facts.pinnedId) ?? find(facts.spotlightId) ?? screens.find(({ key }) => key === wishes.mainKey) ?? screens[0];
  const layout = wishes.layout !== 'auto' ? wishes.layout : chosen && tiles.length > 1 ? 'spotlight' : 'grid';
  if (layout !== 'spotlight') return { layout, main: null, tiles, float, all };

  const main =
    chosen ??
    tiles.find((tile) => !tile.participant.isLocal && tile.participant.id === facts.activeSpeakerId) ??
    tiles.find((tile) => tile.key === wishes.mainKey && !tile.participant.isLocal) ??
    tiles.find((tile) => tile.source === 'camera') ??
    tiles[0] ??
    null;
  return { layout, main, tiles: tiles.filter((tile) => tile !== main), float, all };
}

function tileOf(participant: Participant, source: StageTile['source']): StageTile {
  const key = participant.isLocal ? 'local' : participant.id;
  return { key: source === 'screen' ? `${key}:screen` : key, participant, source };
}
