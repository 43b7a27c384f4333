import { expect } from '@open-wc/testing';
import type { CallError } from '../../../src/core/base/errors.js';
import { ScreenCapture } from '../../../src/core/devices/displays/screen-capture.js';
import type { DisplaySource } from '../../../src/core/model/sources.js';
import { codeOf } from '../../fakes/code-of.js';
import { FakeDisplays } from '../../fakes/browser/fake-displays.js';
import { endTrack } from '../../fakes/browser/tracks.js';

describe('the capture of a screen', () => {
  let displays: FakeDisplays;
  let changes: string[];
  let errors: CallError[];
  let capture: ScreenCapture;

  beforeEach(() => {
    displays = new FakeDisplays();
    changes = [];
    errors = [];
    capture = new ScreenCapture(displays, {
      handleSources: (sources) => changes.push(sources.map(describeSource).join(' ')),
      handleError: (error) => errors.push(error),
    });
  });
  afterEach(() => {
    displays.release();
    capture.stop();
  });

  function describeSource(source: DisplaySource): string {
    const { on, pending } = capture.getState(source);
    return `${source}:${pending ? 'pending' : on ? 'on' : 'off'}`;
  }
  const isOn = (source: DisplaySource): boolean => capture.getState(source).on;

  it('asks in the task of the wish, and once', async () => {
    displays.hold();
    const first = capture.start();
    expect([displays.prompts, capture.getState('screen').pending]).to.deep.equal([1, true]);
    const second = capture.start();
    displays.release();
    await Promise.all([first, second]);
    await capture.start();
    expect([displays.prompts, isOn('screen'), isOn('screen-audio')]).to.deep.equal([1, true, true]);
  });

  it('tells pictures and sound together, with what they are of', async () => {
    await capture.start();
    expect(changes).to.deep.equal(['screen:pending', 'screen:on screen-audio:on']);
    expect(capture.getState('screen').surface).to.equal('window');
    expect(capture.getState('screen-audio').surface).to.equal(null);
  });

  it('tells of what it is when the browser’s own bar puts another surface in its place', async () => {
    await capture.start();
    const { track } = capture.getState('screen');
    Object.assign(track ?? {}, { getSettings: () => ({ displaySurface: 'browser' }) });
    track?.dispatchEvent(new Event('configurationchange'));
    expect(changes.at(-1)).to.equal('screen:on');
    expect(capture.getState('screen').surface).to.equal('browser');
  });

  it('asks encoders to preserve letters, and music', async () => {
    await capture.start();
    const hints = (['screen', 'screen-audio'] as const).map((source) => capture.getState(source).track?.contentHint);
    // Firefox has none.
    if ('contentHint' in MediaStreamTrack.prototype) expect(hints).to.deep.equal(['text', 'music']);
  });

  it('is without sound where there is none', async () => {
    displays.hasSound = false;
    await capture.start();
    expect([isOn('screen'), isOn('screen-audio')]).to.deep.equal([true, false]);
  });

  it('stops what was chosen after it was turned off', async () => {
    displays.hold();
    const asked = capture.start();
    capture.stop();
    expect(capture.getState('screen').pending).to.equal(false);
    displays.release();
    await asked;
    expect([displays.tracks.length, displays.liveTracks.length, isOn('screen')]).to.deep.equal([2, 0, false]);
    expect(changes).not.to.include('screen:on screen-audio:on');
  });

  it('uses the open prompt when it is wanted again', async () => {
    displays.hold();
    const first = capture.start();
    capture.stop();
    const second = capture.start();
    displays.release();
    await Promise.all([first, second]);
    expect([displays.prompts, isOn('screen')]).to.deep.equal([1, true]);
  });

  it('fails in no way when the person chooses nothing', async () => {
    displays.refusal = 'permission-dismissed';
    await capture.start();
    expect([errors.length, isOn('screen'), capture.getState('screen').pending]).to.deep.equal([0, false, false]);
    displays.refusal = null;
    await capture.start();
    expect([displays.prompts, isOn('screen')]).to.deep.equal([2, true]);
  });

  it('fails with the reason when the system refuses, unless it is no longer wanted', async () => {
    displays.refusal = 'screen-unavailable';
    expect(await codeOf(capture.start())).to.equal('screen-unavailable');
    expect(errors.map(({ code }) => code)).to.deep.equal(['screen-unavailable']);
    displays.hold();
    const asked = capture.start();
    capture.stop();
    displays.release();
    await asked;
    expect(errors).to.have.length(1);
  });

  it('ends with “Stop sharing” of the browser, its sound too', async () => {
    await capture.start();
    endTrack(capture.getState('screen').track);
    expect([isOn('screen'), isOn('screen-audio'), displays.liveTracks.length]).to.deep.equal([false, false, 0]);
    expect(changes.at(-1)).to.equal('screen:off screen-audio:off');
  });

  it('goes on without its sound when that ends alone', async () => {
    await capture.start();
    endTrack(capture.getState('screen-audio').track);
    expect([isOn('screen'), isOn('screen-audio')]).to.deep.equal([true, false]);
  });

  it('is not shared when it has ended by the time the prompt is answered', async () => {
    displays.isClosed = true;
    await capture.start();
    expect([errors.length, isOn('screen'), isOn('screen-audio')]).to.deep.equal([0, false, false]);
    expect([capture.getState('screen').pending, displays.liveTracks.length]).to.deep.equal([false, 0]);
  });

  it('is not taken for the next one when it ends late', async () => {
    await capture.start();
    const former = capture.getState('screen').track;
    capture.stop();
    await capture.start();
    endTrack(former);
    expect(isOn('screen')).to.equal(true);
  });
});
