import { expect } from '@open-wc/testing';
import { fitGrid } from '../../../src/components/noom-stage/fit-grid.js';
import { placeTiles, type Placement } from '../../../src/components/noom-stage/place-tiles.js';
import {
  planStage,
  type StageFacts,
  type StagePlan,
  type StageWishes,
} from '../../../src/components/noom-stage/plan-stage.js';
import { initialSnapshot, type Participant } from '../../../src/core/model/snapshot.js';
import { NO_SOURCES } from '../../../src/core/model/sources.js';

const self = initialSnapshot('Me').self;
const other = (id: string, isSharing = false): Participant => ({
  ...self,
  id,
  name: id,
  isLocal: false,
  sources: { ...NO_SOURCES, screen: { ...NO_SOURCES.screen, on: isSharing } },
});

const factsOf = (others: Participant[], facts: Partial<StageFacts> = {}): StageFacts => ({
  participants: [self, ...others],
  activeSpeakerId: null,
  pinnedId: null,
  spotlightId: null,
  ...facts,
});
const plan = (facts: StageFacts, wishes: Partial<StageWishes> = {}): StagePlan =>
  planStage(facts, { layout: 'auto', selfView: null, isNarrow: false, mainKey: null, ...wishes });
const keys = (result: StagePlan): string[] => result.tiles.map((tile) => tile.key);
const people = (count: number): Participant[] => Array.from({ length: count }, (_, index) => other(`p${index}`));

const GAP = 12;

describe('fitGrid', () => {
  it('fills a wide stage with four participants as two by two', () => {
    expect(fitGrid(4, { width: 1240, height: 617 }, GAP)).to.deep.equal({
      columns: 2,
      rows: 2,
      tile: { width: 614, height: 302 },
    });
  });

  it('stacks participants in a tall box and makes rows in a wide one', () => {
    expect(fitGrid(2, { width: 366, height: 650 }, GAP).columns).to.equal(1);
    expect(fitGrid(4, { width: 366, height: 650 }, GAP).columns).to.equal(2);
    expect(fitGrid(2, { width: 1240, height: 617 }, GAP).columns).to.equal(2);
    expect(fitGrid(3, { width: 1800, height: 300 }, GAP).columns).to.equal(3);
    expect(fitGrid(9, { width: 3840, height: 2000 }, GAP).columns).to.equal(3);
  });

  it('fills a phone with one participant, and never stretches a picture into a ribbon', () => {
    expect(fitGrid(1, { width: 366, height: 650 }, GAP).tile).to.deep.equal({ width: 366, height: 650 });
    const { tile } = fitGrid(1, { width: 3840, height: 400 }, GAP);
    expect(tile.width / tile.height).to.be.at.most(2.2);
  });

  it('finds no smaller pictures than a search of every grid, for 1 to 25 in boxes of any shape', () => {
    for (let count = 1; count <= 25; count += 1) {
      for (const width of [280, 366, 640, 1240, 3840]) {
        for (const height of [200, 420, 650, 1000, 2160]) {
          const ratio = height > width ? 1 : 16 / 9;
          const pictureIn = (columns: number, rows: number): number =>
            Math.min((width - GAP * (columns - 1)) / columns, ((height - GAP * (rows - 1)) / rows) * ratio);
          let best = 0;
          for (let columns = 1; columns <= count; columns += 1)
            for (let rows = 1; rows <= count; rows += 1)
              if (columns * rows >= count) best = Math.max(best, pictureIn(columns, rows));
          const { columns, rows, tile } = fitGrid(count, { width, height }, GAP);
          const label = `${count} in ${width}x${height}`;
          // A larger picture by less than a pixel is not worth a column; a tile has whole pixels.
          expect(pictureIn(columns, rows), label).to.be.at.least(best - 1);
          expect(Math.min(tile.width, tile.height * ratio), label).to.be.at.least(best - 1 - ratio);
        }
      }
    }
  });

  it('never leaves the box, and never has a negative size', () => {
    for (let count = 0; count <= 30; count++) {
      for (const box of [
        { width: 280, height: 300 },
        { width: 1240, height: 617 },
        { width: 3840, height: 2160 },
        { width: 5, height: 5 },
        { width: 0, height: 0 },
      ]) {
        const { columns, rows, tile } = fitGrid(count, box, GAP);
        expect(columns * rows).to.be.at.least(count);
        expect(tile.width).to.be.at.least(0);
        expect(tile.height).to.be.at.least(0);
        if (tile.width > 0) expect(tile.width * columns + GAP * (columns - 1)).to.be.at.most(box.width);
        if (tile.height > 0) expect(tile.height * rows + GAP * (rows - 1)).to.be.at.most(box.height);
      }
    }
  });
});

describe('planStage', () => {
  it('puts all participants into a grid, the local one last', () => {
    const result = plan(factsOf([other('a'), other('b')]));
    expect(result.layout).to.equal('grid');
    expect(keys(result)).to.deep.equal(['a', 'b', 'local']);
    expect(result.main).to.equal(null);
  });

  it('keeps the local participant’s key when the id changes on joining', () => {
    const joined = planStage(
      { ...factsOf([]), participants: [{ ...self, id: 'me' }] },
      { layout: 'auto', selfView: null, isNarrow: false, mainKey: null },
    );
    expect(keys(plan(factsOf([])))).to.deep.equal(keys(joined));
  });

  it('shows a shared screen large, with its owner and the others beside it', () => {
    const result = plan(factsOf([other('a'), other('b', true)]));
    expect(result.layout).to.equal('spotlight');
    expect(result.main?.key).to.equal('b:screen');
    expect(keys(result)).to.deep.equal(['a', 'b', 'local']);
  });

  it('keeps the screen that is large when another one is shared', () => {
    const both = factsOf([other('a', true), other('b', true)]);
    expect(plan(both).main?.key).to.equal('a:screen');
    expect(plan(both, { mainKey: 'b:screen' }).main?.key).to.equal('b:screen');
    expect(keys(plan(both, { mainKey: 'b:screen' }))).to.deep.equal(['a:screen', 'a', 'b', 'local']);
  });

  it('shows large the screen that was put first here, rather than any other and the one in the spotlight', () => {
    const both = factsOf([other('a', true), other('b', true)], { spotlightId: 'a' });
    expect(plan(both, { mainKey: 'a:screen' }).main?.key).to.equal('a');
    const pinned = (pinnedId: string): StageFacts => ({ ...both, pinnedId });
    expect(plan(pinned('b:screen'), { mainKey: 'a:screen' }).main?.key).to.equal('b:screen');
    expect(plan(pinned('gone:screen')).main?.key).to.equal('a');
  });

  it('gives the stage back when a screen is no longer shared', () => {
    expect(plan(factsOf([other('a'), other('b')]), { mainKey: 'b:screen' }).layout).to.equal('grid');
  });

  it('has a tile for the local screen, which never takes the stage', () => {
    const sharing = { ...self, sources: { ...self.sources, screen: { ...NO_SOURCES.screen, on: true } } };
    const result = plan({ ...factsOf([]), participants: [sharing, other('a')] });
    expect([result.layout, keys(result)]).to.deep.equal(['grid', ['a', 'local:screen', 'local']]);
    const alone = plan({ ...factsOf([]), participants: [sharing] }, { layout: 'spotlight' });
    expect(alone.main?.key).to.equal('local');
    const narrow = plan({ ...factsOf([]), participants: [sharing, other('a')] }, { isNarrow: true });
    expect([narrow.float?.key, keys(narrow)]).to.deep.equal(['local', ['a', 'local:screen']]);
  });

  it('shows large the one pinned here, rather than the one pinned for all, rather than a screen', () => {
    const others = [other('a'), other('b'), other('c', true)];
    expect(plan(factsOf(others, { spotlightId: 'b' })).main?.key).to.equal('b');
    expect(plan(factsOf(others, { spotlightId: 'b', pinnedId: 'a' })).main?.key).to.equal('a');
    expect(plan(factsOf(others, { pinnedId: 'gone' })).main?.key).to.equal('c:screen');
  });

  it('keeps the large participant when no one speaks, and when the local one does', () => {
    const others = [other('a'), other('b')];
    const spotlight = { layout: 'spotlight', mainKey: 'b' } as const;
    expect(plan(factsOf(others), spotlight).main?.key).to.equal('b');
    expect(plan(factsOf(others, { activeSpeakerId: 'a' }), spotlight).main?.key).to.equal('a');
    expect(plan(factsOf(others, { activeSpeakerId: self.id }), spotlight).main?.key).to.equal('b');
    expect(plan(factsOf(others), { layout: 'spotlight', mainKey: 'gone' }).main?.key).to.equal('a');
  });

  it('floats the local participant in a call of two in a narrow box, unless told otherwise', () => {
    const two = factsOf([other('a')]);
    expect(plan(two, { isNarrow: true }).float?.key).to.equal('local');
    expect(plan(two, { isNarrow: false }).float).to.equal(null);
    expect(plan(two, { isNarrow: true, selfView: 'tile' }).float).to.equal(null);
    expect(plan(two, { isNarrow: true, layout: 'grid' }).float).to.equal(null);
    expect(plan(factsOf([other('a'), other('b')]), { isNarrow: true }).float).to.equal(null);
    expect(plan(factsOf([]), { isNarrow: true }).float).to.equal(null);
    expect(plan(factsOf([other('a'), other('b')]), { selfView: 'float' }).float?.key).to.equal('local');
  });

  it('hides the local participant on request', () => {
    const result = plan(factsOf([other('a')]), { selfView: 'hidden', isNarrow: true });
    expect(keys(result)).to.deep.equal(['a']);
    expect(result.float).to.equal(null);
  });
});

describe('placeTiles', () => {
  const wide = { width: 1240, height: 617 };
  const place = (result: StagePlan, box = wide, maxTiles = 0, page = 0): Placement =>
    placeTiles(result, box, GAP, maxTiles, page);

  it('places all tiles inside the box without overlap, from 280 px to 4K', () => {
    for (const box of [
      { width: 280, height: 420 },
      { width: 366, height: 650 },
      wide,
      { width: 1600, height: 300 },
      { width: 3840, height: 2160 },
    ]) {
      for (const layout of ['grid', 'spotlight', 'filmstrip'] as const) {
        for (let count = 0; count < 12; count++) {
          const { places } = place(plan(factsOf(people(count)), { layout }), box);
          const placed = [...places.values()];
          for (const [index, a] of placed.entries()) {
            const label = `${layout} of ${count} in ${box.width}×${box.height}`;
            expect(a.x, label).to.be.at.least(0);
            expect(a.y, label).to.be.at.least(0);
            expect(a.x + a.width, label).to.be.at.most(box.width);
            expect(a.y + a.height, label).to.be.at.most(box.height);
            for (const b of placed.slice(index + 1)) {
              const apart =
                a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
              expect(apart, label).to.equal(true);
            }
          }
        }
      }
    }
  });

  it('makes pages of 25 where nothing else is said, however large the box and the call', () => {
    const large = { width: 3840, height: 2160 };
    const grid = place(plan(factsOf(people(299)), { layout: 'grid' }), large);
    expect([grid.places.size, grid.pages]).to.deep.equal([25, 12]);
    const spotlight = place(plan(factsOf(people(299)), { layout: 'spotlight' }), large);
    expect(spotlight.places.size).to.be.at.most(25);
    expect(place(plan(factsOf(people(99)), { layout: 'grid' }), large, 40).places.size).to.equal(40);
  });

  it('makes pages of at most `maxTiles`, the large one included', () => {
    const grid = plan(factsOf(people(9)), { layout: 'grid' });
    const first = place(grid, wide, 4, 0);
    expect(first.pages).to.equal(3);
    expect([...first.places.keys()]).to.deep.equal(['p0', 'p1', 'p2', 'p3']);
    expect([...place(grid, wide, 4, 2).places.keys()]).to.deep.equal(['p8', 'local']);
    expect(place(grid, wide, 4, 99).page).to.equal(2);
    expect(place(plan(factsOf(people(9)), { layout: 'spotlight' }), wide, 4, 0).places.size).to.equal(4);
  });

  it('makes pages by itself where tiles would become too small', () => {
    const { pages, places } = place(plan(factsOf(people(11)), { layout: 'grid' }), { width: 280, height: 300 });
    expect(pages).to.be.above(1);
    for (const { width } of places.values()) expect(width).to.be.at.least(112);
  });

  it('keeps the size of tiles from page to page', () => {
    const grid = plan(factsOf(people(4)), { layout: 'grid' });
    const [a] = place(grid, wide, 4, 0).places.values();
    const [b] = place(grid, wide, 4, 1).places.values();
    expect([b?.width, b?.height]).to.deep.equal([a?.width, a?.height]);
  });

  it('gives the large picture most of the room and the strip the rest', () => {
    const result = place(plan(factsOf([other('a', true), other('b'), other('c')])), { width: 880, height: 617 });
    const main = result.places.get('a:screen');
    expect(main).to.deep.equal({ x: 0, y: 0, width: 880, height: 475 });
    expect(result.strip).to.deep.equal({ x: 0, y: 487, width: 880, height: 130 });
    expect(result.places.get('a')?.y).to.be.at.least(487);
  });

  it('puts the strip beside the picture where the box is very wide', () => {
    const result = place(plan(factsOf([other('a', true), other('b')])), { width: 1600, height: 400 });
    expect(result.strip?.x).to.equal(880 + GAP);
    expect(result.places.get('a:screen')).to.deep.equal({ x: 0, y: 0, width: 880, height: 400 });
  });

  it('floats the local participant in the last corner, upright on a phone', () => {
    const { places } = place(plan(factsOf([other('a')]), { isNarrow: true }), { width: 366, height: 650 });
    expect(places.get('a')).to.deep.equal({ x: 0, y: 0, width: 366, height: 650 });
    const float = places.get('local');
    expect(float?.width).to.equal(102);
    expect(float?.height).to.equal(145);
    expect(float?.x).to.equal(366 - 102 - GAP);
  });
});
