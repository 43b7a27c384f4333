import { expect } from '@open-wc/testing';
import { parseDemand, toPicture, type DemandFrame } from '../../../src/core/features/demand/demand-frame.js';
import { PRESSURES, shapesOf, type SendingFacts } from '../../../src/core/features/demand/shape-policy.js';
import { settleShape, type SteadyShape } from '../../../src/core/features/demand/steady-shape.js';
import type { SentShape } from '../../../src/core/media/sent-shape.js';
import type { Source } from '../../../src/core/model/sources.js';

const HD = { width: 1280, height: 720 };
const FACTS: SendingFacts = { captured: { camera: HD }, isSaving: false, pressure: 0 };

const tile = (width: number, height: number, priority: 'high' | 'normal' | 'low' = 'normal') =>
  toPicture({ widthPx: width, heightPx: height, priority });

/** How a source is sent to the first of so many participants who all ask for the same. */
function shapeOf(source: Source, facts: Partial<SendingFacts>, asked: DemandFrame, others = 1): SentShape {
  const all = new Map(Array.from({ length: others }, (_, index) => [String(index), asked]));
  const shape = shapesOf({ ...FACTS, ...facts }, all).get('0')?.[source];
  if (shape === undefined) throw new Error('There is no shape.');
  return shape;
}

const inShort = ({ active, scaleResolutionDownBy, maxBitrate, maxFramerate }: SentShape): unknown[] =>
  active ? [scaleResolutionDownBy, maxBitrate && maxBitrate / 1000, maxFramerate] : ['nothing'];

describe('how a camera is sent', () => {
  const whole = tile(1920, 1080);
  const cases: [string, Partial<SendingFacts>, DemandFrame, number, unknown[]][] = [
    ['whole, where it is drawn as large', {}, { camera: whole }, 1, [1, 2500, undefined]],
    ['whole, where nothing is said', {}, {}, 1, [1, 2500, undefined]],
    ['half, in a tile of half the size', {}, { camera: tile(640, 360) }, 1, [2, 700, undefined]],
    ['half, in a tile that is a little larger', {}, { camera: tile(700, 390) }, 1, [2, 700, undefined]],
    ['by the side that is cut less', {}, { camera: tile(200, 360) }, 1, [2, 700, undefined]],
    ['with fewer pictures in a filmstrip', {}, { camera: tile(213, 120) }, 1, [6, 200, 15]],
    ['not at all where no view shows it', {}, { camera: null }, 1, ['nothing']],
    ['as the budget of four allows', {}, { camera: whole }, 3, [2, 700, undefined]],
    ['as the budget of eight allows', {}, { camera: whole }, 7, [3, 429, undefined]],
    ['as the budget of 25 allows', {}, { camera: whole }, 24, [4, 125, undefined]],
    [
      'upright',
      { captured: { camera: { width: 720, height: 1280 } } },
      { camera: tile(360, 640) },
      1,
      [2, 700, undefined],
    ],
    [
      'from a small camera',
      { captured: { camera: { width: 320, height: 240 } } },
      { camera: whole },
      1,
      [1, 450, undefined],
    ],
    ['where the size of the camera is not known', { captured: {} }, { camera: whole }, 1, [1, 2500, undefined]],
    ['beside a screen', { captured: { camera: HD, screen: HD } }, { camera: whole }, 1, [1.5, 1200, undefined]],
    ['saving data here', { isSaving: true }, { camera: whole }, 1, [4, 150, 15]],
    ['saving data there', {}, { camera: whole, saver: true }, 1, [4, 150, 15]],
    ['under some pressure', { pressure: 1 }, { camera: whole }, 1, [1.5, 1200, 20]],
    ['under more pressure', { pressure: 2 }, { camera: whole }, 1, [2, 700, 15]],
    ['under much pressure', { pressure: 3 }, { camera: whole }, 3, [4, 100, 10]],
    ['to one who asks for a pixel, in bounds', {}, { camera: tile(1, 1) }, 1, [16, 200, 15]],
    [
      'to one who asks for more than there is',
      {},
      parseDemand('{"camera":{"width":1e999,"height":1e999,"fps":1e999,"priority":"high"}}') ?? {},
      1,
      [1, 2500, undefined],
    ],
  ];
  for (const [name, facts, asked, others, expected] of cases) {
    it(name, () => {
      expect(inShort(shapeOf('camera', facts, asked, others))).to.deep.equal(expected);
    });
  }

  it('to those who look at it more, from what those take for whom it is not drawn', () => {
    const shapes = shapesOf(
      FACTS,
      new Map<string, DemandFrame | null>([
        ['ann', { camera: tile(1280, 720, 'high') }],
        ['bob', { camera: tile(1280, 720) }],
        ['cas', { camera: null }],
        ['older', null],
      ]),
    );
    expect([...shapes].map(([id, { camera }]) => [id, ...inShort(camera)])).to.deep.equal([
      ['ann', 1.5, 1200, undefined],
      ['bob', 2, 700, undefined],
      ['cas', 'nothing'],
    ]);
  });

  it('to one who asks for 10,000 px of everything first, without starving those who are honest', () => {
    const greedy: DemandFrame = { camera: tile(10_000, 10_000, 'high'), screen: tile(10_000, 10_000, 'high') };
    const facts: SendingFacts = { ...FACTS, captured: { camera: HD, screen: { width: 2560, height: 1440 } } };
    const honest: DemandFrame = { camera: tile(640, 360) };
    const shapes = shapesOf(
      facts,
      new Map(['a', 'b', 'c', 'd'].map((id, place) => [id, place === 0 ? greedy : honest])),
    );
    const rates = [...shapes.values()].map(({ camera }) => (camera.maxBitrate ?? Infinity) / 1000);
    // Beside a screen: half of 3 Mbit/s, of which one who looks more has two shares; 300 is enough for 180 lines.
    expect(rates).to.deep.equal([600, 200, 200, 200]);
    expect(inShort(shapes.get('a')?.screen ?? { active: false })).to.deep.equal([1, 2500, undefined]);
  });

  it('as much as it is, in bounds, whatever the numbers are', () => {
    for (const value of [1e-300, 0.5, 1e6, 1e300]) {
      const asked = parseDemand(
        JSON.stringify({ camera: { width: value, height: value, fps: value, priority: 'low' } }),
      );
      const { scaleResolutionDownBy, maxFramerate = 30, maxBitrate } = shapeOf('camera', {}, asked ?? {});
      expect(scaleResolutionDownBy).to.be.within(1, 16);
      expect(maxFramerate).to.be.within(1, 30);
      expect(maxBitrate).to.be.within(30_000, 2_500_000);
    }
  });

  it('never with more for more pressure, for more people, or for a smaller tile', () => {
    let last = Infinity;
    for (const pressure of PRESSURES) {
      const { active, maxBitrate = 0 } = shapeOf('camera', { pressure }, { camera: whole });
      expect(active ? maxBitrate : 0).to.be.at.most(last);
      last = active ? maxBitrate : 0;
    }
    last = Infinity;
    for (let others = 1; others < 50; others += 1) {
      const { maxBitrate = 0 } = shapeOf('camera', {}, { camera: whole }, others);
      expect(maxBitrate).to.be.within(30_000, last);
      last = maxBitrate;
    }
  });
});

describe('how a screen is sent', () => {
  const captured = { screen: { width: 2560, height: 1440 } };
  const cases: [string, Partial<SendingFacts>, DemandFrame, unknown[]][] = [
    ['whole where it is drawn nearly as large', { captured }, { screen: tile(1400, 800) }, [1, 2500, undefined]],
    ['by whole steps', { captured }, { screen: tile(800, 450) }, [2, 1000, 5]],
    ['in a filmstrip', { captured }, { screen: tile(160, 90) }, [4, 300, 5]],
    ['not at all where it is not seen', { captured }, { screen: null }, ['nothing']],
    ['ready to be seen while it is off', { captured: {} }, { screen: null }, [1, 2500, undefined]],
    ['sharp also while data is saved', { captured, isSaving: true }, { screen: tile(2560, 1440) }, [1, 800, 5]],
    ['also under most pressure', { captured, pressure: 3 }, { screen: tile(2560, 1440) }, [1, 300, 10]],
  ];
  for (const [name, facts, asked, expected] of cases) {
    it(name, () => {
      const shape = shapeOf('screen', facts, asked);
      expect(inShort(shape)).to.deep.equal(expected);
      expect(shape.degradationPreference).to.equal('maintain-resolution');
    });
  }
});

describe('how sound is sent', () => {
  it('before everything else, whatever is seen, and with less under pressure', () => {
    const unseen = { camera: null, screen: null };
    expect(shapeOf('microphone', {}, unseen)).to.deep.equal({ active: true, priority: 'high', maxBitrate: undefined });
    for (const facts of [{ isSaving: true }, { pressure: 3 }] as const) {
      expect(inShort(shapeOf('microphone', facts, unseen))).to.deep.equal([undefined, 20, undefined]);
    }
    expect(inShort(shapeOf('screen-audio', { isSaving: true }, unseen))).to.deep.equal([undefined, 48, undefined]);
  });
});

describe('what a participant asks for', () => {
  const picture = { width: 640, height: 360, fps: 30, priority: 'normal' };
  for (const [name, data] of [
    ['no text', new Uint8Array(3)],
    ['no JSON', '{'],
    ['no object', '3'],
    ['a size that is no number', JSON.stringify({ camera: { ...picture, width: Number.NaN } })],
    ['a size of nothing', JSON.stringify({ camera: { ...picture, height: 0 } })],
    ['a negative rate', JSON.stringify({ camera: { ...picture, fps: -1 } })],
    ['a pause that is no truth', JSON.stringify({ paused: 'yes' })],
    ['an unknown priority', JSON.stringify({ camera: { ...picture, priority: 'highest' } })],
  ] as const) {
    it(`is not read where it is ${name}`, () => {
      expect(parseDemand(data)).to.equal(null);
    });
  }

  it('beyond 1024 characters is not read', () => {
    expect(parseDemand(JSON.stringify({ camera: picture, padding: '.'.repeat(1024) }))).to.equal(null);
  });

  it('is read without what it is not made of', () => {
    expect(parseDemand(JSON.stringify({ camera: picture, screen: null, toString: 1 }))).to.deep.equal({
      camera: picture,
      screen: null,
    });
  });
});

describe('a shape that is wanted', () => {
  const large: SentShape = { active: true, scaleResolutionDownBy: 1, maxBitrate: 2_500_000 };
  const small: SentShape = { active: true, scaleResolutionDownBy: 4, maxBitrate: 200_000 };
  const none: SentShape = { active: false };

  /** What is sent at each of these seconds, when that is wanted. */
  function sent(wanted: readonly [number, SentShape][]): (SentShape | undefined)[] {
    let steady: SteadyShape | undefined;
    return wanted.map(([at, shape]) => (steady = settleShape(steady, shape, at * 1000)).shape);
  }

  it('is taken at once where it is more', () => {
    expect(
      sent([
        [0, none],
        [0.1, small],
        [0.2, large],
      ]),
    ).to.deep.equal([none, small, large]);
  });

  it('is taken after two seconds where it is less, and then as it is wanted by then', () => {
    expect(
      sent([
        [0, large],
        [1, small],
        [2, none],
        [2.9, none],
        [3, none],
      ]),
    ).to.deep.equal([large, large, large, large, none]);
  });

  it('is not taken where more is wanted again meanwhile, however often', () => {
    const wanted: [number, SentShape][] = [];
    for (let at = 0; at < 60; at += 1) wanted.push([at, at % 2 === 0 ? large : small]);
    expect(new Set(sent(wanted))).to.deep.equal(new Set([large]));
  });

  it('is less where it has fewer or coarser pictures of the same size', () => {
    const coarse = { ...large, maxBitrate: 500_000 };
    const slow = { ...large, maxFramerate: 5 };
    expect(
      sent([
        [0, large],
        [1, coarse],
        [2, slow],
      ]),
    ).to.deep.equal([large, large, large]);
    expect(
      sent([
        [0, slow],
        [1, large],
      ]),
    ).to.deep.equal([slow, large]);
  });
});
