import { expect } from '@open-wc/testing';
import {
  fitOf,
  fitOfMost,
  nextPause,
  SENT,
  type Fit,
  type PauseState,
} from '../../../src/core/features/demand/camera-pause.js';
import { CameraPauses } from '../../../src/core/features/demand/camera-pauses.js';

/** Second by second, by a sign for each: what a link says. */
const SIGNS: Readonly<Record<string, Fit>> = { '.': 'fits', '~': 'tight', n: 'narrow', l: 'lossy', '?': null };

/** The phase after each second. */
function phases(seconds: string): PauseState['phase'][] {
  let state = SENT;
  return [...seconds].map((sign, second) => (state = nextPause(state, SIGNS[sign] ?? null, true, second * 1000)).phase);
}

/** The seconds at which the phase changes, and to what. */
function changes(seconds: string): [number, string][] {
  return phases(seconds).flatMap((phase, second, all) =>
    phase === (all[second - 1] ?? 'sent') ? [] : [[second, phase] as [number, string]],
  );
}

describe('whether a camera fits beside sound', () => {
  const cases: [string, Parameters<typeof fitOf>[0], boolean, Fit][] = [
    ['an uplink that takes both', { uplinkKbps: 500, loss: 0 }, false, 'fits'],
    ['one that takes less', { uplinkKbps: 89 }, false, 'narrow'],
    ['one that takes hardly more', { uplinkKbps: 91 }, false, 'tight'],
    ['one that a screen fills', { uplinkKbps: 350 }, true, 'narrow'],
    ['one that takes a screen too', { uplinkKbps: 500 }, true, 'fits'],
    ['a loss that sound does not survive', { uplinkKbps: 500, loss: 0.21 }, false, 'lossy'],
    ['a loss that it does', { uplinkKbps: 500, loss: 0.2 }, false, 'tight'],
    ['a browser that tells the loss alone', { loss: 0.01 }, false, 'fits'],
    ['a browser that tells nothing', {}, false, null],
    ['what is no number', { uplinkKbps: NaN, loss: NaN }, false, null],
    ['what is negative', { uplinkKbps: -5, loss: -1 }, false, null],
    ['what is endless', { uplinkKbps: Infinity, loss: Infinity }, false, null],
    ['no estimate yet', { uplinkKbps: 0 }, false, null],
    ['more lost than sent', { loss: 3 }, false, null],
  ];
  for (const [name, measures, isScreenOn, expected] of cases) {
    it(`is told by ${name}`, () => {
      expect(fitOf(measures, isScreenOn)).to.equal(expected);
    });
  }

  it('is what most links say', () => {
    const fits = (signs: string): Fit => fitOfMost([...signs].map((sign) => SIGNS[sign] ?? null));
    expect(['', '??', 'n', 'n.', 'nn.', 'nl.', 'll.', 'n??', '.~', '~~.'].map(fits)).to.deep.equal([
      null,
      null,
      'narrow',
      'fits',
      'narrow',
      'narrow',
      'lossy',
      'narrow',
      'fits',
      'tight',
    ]);
  });
});

describe('a camera', () => {
  it('is sent while nothing tells that it does not fit, whatever else is told', () => {
    expect(changes('?.~?'.repeat(100))).to.deep.equal([]);
  });

  it('is paused after five seconds in which it does not fit, and not for a moment', () => {
    expect(changes('nnnn....nnnnnn')).to.deep.equal([[13, 'paused']]);
  });

  it('is not paused by a link that wobbles about what it needs', () => {
    expect(changes('n~n~nn~~nnn~'.repeat(30))).to.deep.equal([]);
  });

  it('is tried after ten seconds, and sent when that went well for six', () => {
    expect(changes('nnnnnn' + '.'.repeat(40))).to.deep.equal([
      [5, 'paused'],
      [15, 'tried'],
      [21, 'sent'],
    ]);
  });

  it('is tried by sending it: that the estimate does not grow while sound is alone is no reason', () => {
    expect(changes('n'.repeat(19) + '.'.repeat(20))).to.deep.equal([
      [5, 'paused'],
      [15, 'tried'],
      [21, 'sent'],
    ]);
  });

  it('is tried more and more rarely while it does not fit, and never while sound suffers', () => {
    const tried = changes('n'.repeat(600)).filter(([, phase]) => phase === 'tried');
    const pauses = tried.map(([second], index) => second - (tried[index - 1]?.[0] ?? 0));
    expect(pauses).to.deep.equal([15, 26, 46, 86, 86, 86, 86, 86]);
    expect(changes('l'.repeat(600))).to.deep.equal([[5, 'paused']]);
  });

  it('is paused at once when sound suffers from the trial', () => {
    expect(changes('nnnnnn..........l')).to.deep.equal([
      [5, 'paused'],
      [15, 'tried'],
      [16, 'paused'],
    ]);
  });

  it('swings a few times at most over a link that takes sound alone', () => {
    let state = SENT;
    let count = 0;
    for (let second = 0; second < 1200; second += 1) {
      const before = state.phase;
      // Well while it is paused or tried, too little as soon as it is sent.
      state = nextPause(state, before === 'sent' ? 'narrow' : 'fits', true, second * 1000);
      if (state.phase === 'sent' && before !== 'sent') count += 1;
    }
    expect(count).to.be.at.most(14);
  });

  it('is sent in the end where nothing is told of the trial', () => {
    expect(changes('nnnnnn' + '?'.repeat(60)).at(-1)?.[1]).to.equal('sent');
  });

  it('that is off is not tried, and is as soon as it is on where that was due', () => {
    let state = SENT;
    for (let second = 0; second < 6; second += 1) state = nextPause(state, 'narrow', true, second * 1000);
    for (let second = 6; second < 60; second += 1) state = nextPause(state, 'fits', false, second * 1000);
    expect(state.phase).to.equal('paused');
    expect(nextPause(state, 'fits', true, 60_000).phase).to.equal('tried');
  });
});

describe('to whom a camera is paused', () => {
  /** After so many seconds of the same. */
  function after(fits: Record<string, Fit>, seconds = 6, pauses = new CameraPauses(), fromMs = 0): CameraPauses {
    for (let second = 0; second < seconds; second += 1) {
      pauses.look(new Map(Object.entries(fits)), true, fromMs + second * 1000);
    }
    return pauses;
  }

  it('is all, where most links do not take it, and newcomers with them', () => {
    const pauses = after({ ann: 'narrow', bob: 'narrow', cas: 'fits' });
    after({ ann: 'narrow', bob: 'narrow', cas: 'fits', dan: null }, 1, pauses, 6000);
    expect(['ann', 'cas', 'dan'].map((id) => pauses.isPaused(id))).to.deep.equal([true, true, true]);
    expect(pauses.isPausedToAll).to.equal(true);
  });

  it('is the one whose own link does not take it', () => {
    const pauses = after({ ann: 'lossy', bob: 'fits' });
    expect([pauses.isPaused('ann'), pauses.isPaused('bob'), pauses.isPausedToAll]).to.deep.equal([true, false, false]);
  });

  it('is no one once they are alone', () => {
    const pauses = after({ ann: 'narrow' });
    after({}, 1, pauses, 6000);
    expect([pauses.isPaused('ann'), pauses.isPausedToAll]).to.deep.equal([false, false]);
  });

  it('is sent nothing, and the smallest while that is tried, of what they ask for', () => {
    const asked = { camera: { width: 9000, height: 9000, fps: 30, priority: 'high' as const }, saver: true };
    const pauses = after({ ann: 'narrow' });
    expect(pauses.limit('ann', asked)).to.deep.equal({ camera: null, saver: true });
    after({ ann: 'narrow' }, 11, pauses, 6000);
    expect(pauses.limit('ann', asked).camera?.height).to.equal(180);
    expect(pauses.limit('ann', { camera: null })).to.deep.equal({ camera: null });
    expect(new CameraPauses().limit('ann', asked)).to.equal(asked);
    expect(pauses.isPaused('ann')).to.equal(true);
  });
});
