import { expect } from '@open-wc/testing';
import { WANTED_CODECS } from '../../../../src/core/base/wanted-codecs.js';
import { createCodecCosts, orderByCost } from '../../../../src/core/features/codec-costs.js';
import { until } from '../../../harness/until.js';

/** What a browser says of a codec: `+` in hardware, `-` in software, `x` not at all; to encode and to decode. */
const TABLE: readonly (readonly [vp8: string, h264: string, first: 'H264' | 'VP8'])[] = [
  ['--', '--', 'H264'],
  ['++', '++', 'H264'],
  ['--', '++', 'H264'],
  ['++', '--', 'VP8'],
  ['-+', '--', 'VP8'],
  ['+-', '-+', 'H264'],
  // Listed, and of no use.
  ['--', 'x-', 'VP8'],
  ['--', '+x', 'VP8'],
  ['++', 'xx', 'VP8'],
  ['xx', '--', 'H264'],
  ['xx', 'xx', 'H264'],
];
const USUAL = [...WANTED_CODECS];

const infosOf = (text: string) =>
  [...text].map((sign) => ({ supported: sign !== 'x', powerEfficient: sign === '+', smooth: true }));

describe('what codecs cost', () => {
  afterEach(() => {
    WANTED_CODECS.splice(0, USUAL.length, ...USUAL);
    Reflect.deleteProperty(navigator, 'mediaCapabilities');
  });

  /** Enters a room in a browser that answers like this; resolves when it has been asked, and what it said at once was heard. */
  async function admit(mediaCapabilities: unknown): Promise<void> {
    let asked = 0;
    Object.defineProperty(navigator, 'mediaCapabilities', {
      configurable: true,
      get: () => {
        asked += 1;
        return mediaCapabilities;
      },
    });
    createCodecCosts().handleAdmitted?.({} as never, false);
    await until(() => asked > 0);
    await new Promise((resolve) => setTimeout(resolve));
  }

  it('decides between H.264 and VP8', () => {
    for (const [vp8, h264, first] of TABLE)
      expect(orderByCost(infosOf(vp8), infosOf(h264)).at(-1), `${vp8} ${h264}`).to.equal(
        `video/${first.toLowerCase()}`,
      );
  });

  it('is asked for once in the room, and changes what is wanted of pictures', async () => {
    const hardwareVp8 = ({ video }: MediaDecodingConfiguration) =>
      Promise.resolve(infosOf(video?.contentType === 'video/vp8' ? '+' : '-')[0]);
    for (let stay = 0; stay < 2; stay += 1) {
      await admit({ encodingInfo: hardwareVp8, decodingInfo: hardwareVp8 });
      expect(WANTED_CODECS).to.deep.equal(['video/h264', 'video/vp8', 'audio/red']);
    }
  });

  it('is what this browser says', async () => {
    const real = navigator.mediaCapabilities;
    await admit(real);
    expect(WANTED_CODECS).to.have.members(USUAL);
    const isListed = RTCRtpReceiver.getCapabilities('video')?.codecs.some(({ mimeType }) => mimeType === 'video/H264');
    if (isListed === false) await until(() => WANTED_CODECS[1] === 'video/vp8');
  });

  for (const [name, mediaCapabilities] of [
    ['knows none of calls', { encodingInfo: () => Promise.reject(new TypeError('webrtc')), decodingInfo: () => null }],
    ['answers nonsense', { encodingInfo: () => Promise.resolve(null), decodingInfo: () => Promise.resolve(7) }],
    ['cannot be asked', { encodingInfo: 'none' }],
  ] as const)
    it(`stays what is expected where the browser ${name}`, async () => {
      await admit(mediaCapabilities);
      expect(WANTED_CODECS).to.deep.equal(USUAL);
    });
});
