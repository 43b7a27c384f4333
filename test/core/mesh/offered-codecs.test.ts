import { expect } from '@open-wc/testing';
import { offerFewCodecs } from '../../../src/core/media/mesh/offered-codecs.js';

/** The codecs in the offer that a browser makes, each with its parameters. */
async function offered(
  choose: (transceiver: RTCRtpTransceiver) => void,
  kind: 'audio' | 'video' = 'video',
): Promise<string[]> {
  const pc = new RTCPeerConnection();
  choose(pc.addTransceiver(kind));
  const { sdp = '' } = await pc.createOffer();
  pc.close();
  return [...sdp.matchAll(/^a=rtpmap:(\d+) ([^/]+)/gm)].map(([, type = '', name = '']) => {
    const parameters = new RegExp(`^a=fmtp:${type} (.*)$`, 'm').exec(sdp)?.[1] ?? '';
    return `${name} ${parameters}`.trim();
  });
}

const nameOf = (codec: string): string => codec.split(' ')[0] ?? '';

describe('the codecs of an offer', () => {
  it('are Opus and its redundancy for sound', async () => {
    const names = (await offered(offerFewCodecs, 'audio')).map(nameOf);
    expect(names).to.include('opus');
    expect(names.filter((name) => name !== 'opus' && name !== 'red')).to.deep.equal([]);
  });

  it('are those that the browser has for pictures, each in one profile', async () => {
    const [all, few] = [await offered(() => undefined), await offered(offerFewCodecs)];
    expect(new Set(few.map(nameOf))).to.deep.equal(new Set(all.map(nameOf)));
    const pictures = few.map(nameOf).filter((name) => name !== 'rtx');
    expect(pictures).to.deep.equal([...new Set(pictures)]);
    expect(few).to.include.members(all.filter((codec) => /^(VP8|VP9 profile-id=0)$/.test(codec)));
  });

  it('are all of them where a browser cannot choose', async () => {
    const few = await offered((transceiver) => {
      Object.defineProperty(transceiver, 'setCodecPreferences', { value: undefined });
      offerFewCodecs(transceiver);
    });
    expect(few).to.deep.equal(await offered(() => undefined));
  });
});
