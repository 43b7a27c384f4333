import { expect } from '@open-wc/testing';
import {
  AUDIO_SOURCES,
  bySource,
  DEVICE_SOURCES,
  DISPLAY_SOURCES,
  flagsOf,
  isDevice,
  isGiving,
  NO_SOURCES,
  PERSON_SOURCES,
  SCREEN_SOURCES,
  sentTrackOf,
  SOURCE_TABLE,
  sourceIn,
  sourceKey,
  sourceOf,
  SOURCES,
} from '../../../src/core/model/sources.js';
import { ADDED_SOURCES, ALL_OFF, SOURCE_KEYS } from '../../../src/protocol/protocol.js';
import { createTrack } from '../../fakes/browser/tracks.js';

describe('the table of sources', () => {
  it('has one source for each name on the wire, in the order of the wire', () => {
    expect(SOURCES).to.deep.equal(['microphone', 'camera', 'screen', 'screen-audio']);
    expect(SOURCES.map(sourceKey)).to.deep.equal(SOURCE_KEYS);
    expect(SOURCE_KEYS.map(sourceOf)).to.deep.equal(SOURCES);
  });

  it('has one source of each kind in each group, by which a mesh knows what a section carries', () => {
    const found = SOURCES.map((source) => sourceIn(SOURCE_TABLE[source].group, SOURCE_TABLE[source].kind));
    expect(found).to.deep.equal(SOURCES);
    expect(
      new Set(SOURCES.map((source) => `${SOURCE_TABLE[source].group} ${SOURCE_TABLE[source].kind}`)).size,
    ).to.equal(4);
  });

  it('gives the lists of some of them, in its order', () => {
    expect(AUDIO_SOURCES).to.deep.equal(['microphone', 'screen-audio']);
    expect(DEVICE_SOURCES).to.deep.equal(['microphone', 'camera']);
    expect(DISPLAY_SOURCES).to.deep.equal(['screen', 'screen-audio']);
    expect(PERSON_SOURCES).to.deep.equal(['microphone', 'camera']);
    expect(SCREEN_SOURCES).to.deep.equal(['screen', 'screen-audio']);
    expect(SOURCES.filter(isDevice)).to.deep.equal(DEVICE_SOURCES);
  });

  it('agrees with the wire on the sources that get their own sections', () => {
    expect(SCREEN_SOURCES.map(sourceKey)).to.deep.equal(ADDED_SOURCES);
  });
});

describe('what is made of every source', () => {
  it('has each of them once, by its key', () => {
    expect(Object.entries(bySource((source) => source))).to.deep.equal([
      ['microphone', 'microphone'],
      ['camera', 'camera'],
      ['screen', 'screen'],
      ['screenAudio', 'screen-audio'],
    ]);
  });

  it('is off, frozen and sent as off while nothing happened', () => {
    expect(Object.keys(NO_SOURCES)).to.deep.equal(SOURCE_KEYS);
    expect([NO_SOURCES, ...Object.values(NO_SOURCES)].every(Object.isFrozen)).to.equal(true);
    expect(flagsOf(NO_SOURCES)).to.deep.equal(ALL_OFF);
  });

  for (const source of SOURCES) {
    it(`is sent and told as on while the ${source} is on, unless the system interrupted it`, () => {
      const track = createTrack('camera');
      const key = sourceKey(source);
      const on = { ...NO_SOURCES, [key]: { ...NO_SOURCES[key], on: true, track } };
      expect([flagsOf(on), sentTrackOf(on, source)]).to.deep.equal([{ ...ALL_OFF, [key]: true }, track]);
      const interrupted = { ...on, [key]: { ...on[key], interrupted: true } };
      expect([flagsOf(interrupted), sentTrackOf(interrupted, source)]).to.deep.equal([ALL_OFF, null]);
      expect(isGiving(interrupted[key])).to.equal(false);
      track.stop();
    });
  }
});
