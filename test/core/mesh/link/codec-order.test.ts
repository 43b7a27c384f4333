import { expect } from '@open-wc/testing';
import { orderCodecs } from '../../../../src/core/media/mesh/link/codec-order.js';

/** What browsers list, shortened to what an order depends on, and in which order it is preferred where all is software. */
const LISTS: Readonly<Record<string, readonly [listed: string, preferred: string]>> = {
  'Chromium, pictures': [
    'video/VP8 video/rtx video/VP9 video/H264 video/AV1 video/red video/ulpfec video/flexfec-03',
    'video/H264 video/VP8 video/rtx video/VP9 video/AV1 video/red video/ulpfec video/flexfec-03',
  ],
  'Chromium without H.264': ['video/VP8 video/rtx video/VP9 video/AV1', 'video/VP8 video/rtx video/VP9 video/AV1'],
  'Firefox without H.264': [
    'video/VP8 video/rtx video/VP9 video/AV1 video/ulpfec video/red',
    'video/VP8 video/rtx video/VP9 video/AV1 video/ulpfec video/red',
  ],
  'Safari, pictures': [
    'video/H264 video/rtx video/H265 video/VP8 video/VP9 video/red',
    'video/H264 video/VP8 video/rtx video/H265 video/VP9 video/red',
  ],
  'H.264 alone': ['video/rtx video/H264', 'video/H264 video/rtx'],
  'Chromium, sound': [
    'audio/opus audio/red audio/G722 audio/telephone-event',
    'audio/red audio/opus audio/G722 audio/telephone-event',
  ],
  'Firefox, sound': ['audio/opus audio/G722', 'audio/opus audio/G722'],
  'unknown codecs': ['video/zzz  video/H266 / video/vp8x video/VP8', 'video/VP8 video/zzz  video/H266 / video/vp8x'],
  'unknown codecs alone': ['video/zzz video/', 'video/zzz video/'],
  nothing: ['', ''],
};

const codecsOf = (types: string) => types.split(' ').map((mimeType, place) => ({ mimeType, place }));
const typesOf = (codecs: readonly { mimeType: string }[]): string => codecs.map(({ mimeType }) => mimeType).join(' ');

describe('the order of codecs', () => {
  for (const [name, [listed, preferred]] of Object.entries(LISTS)) {
    it(`is H.264, VP8 and the rest, and redundancy before Opus: ${name}`, () => {
      expect(typesOf(orderCodecs(codecsOf(listed)))).to.equal(preferred);
    });
  }

  it('begins with the last of the wanted ones, and leaves out those that are not listed', () => {
    const listed = codecsOf('video/rtx video/VP8 video/H264 video/AV1');
    expect(typesOf(orderCodecs(listed, ['video/h264', 'video/vp8']))).to.equal(
      'video/VP8 video/H264 video/rtx video/AV1',
    );
    expect(typesOf(orderCodecs(listed, ['video/zzz', 'video/av1']))).to.equal(
      'video/AV1 video/rtx video/VP8 video/H264',
    );
    expect(orderCodecs(listed, [])).to.deep.equal(listed);
  });

  it('keeps the order of what is alike, and changes no list', () => {
    const types = 'video/rtx video/H264 video/VP8 video/h264 video/H264 video/rtx video/vp8';
    const listed = Object.freeze(codecsOf(types).map((codec) => Object.freeze(codec)));
    expect(orderCodecs(listed).map(({ place }) => place)).to.deep.equal([1, 3, 4, 2, 6, 0, 5]);
    expect(orderCodecs(orderCodecs(listed))).to.deep.equal(orderCodecs(listed));
  });
});
