import { expect } from '@open-wc/testing';
import { preferCodecs } from '../../../../src/core/media/mesh/link/offered-codecs.js';
import type { Source } from '../../../../src/core/model/sources.js';

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

const preferOffered =
  (source: Source) =>
  (transceiver: RTCRtpTransceiver): void => {
    preferCodecs(transceiver, source, true);
  };
const nameOf = (codec: string): string => codec.split(' ')[0] ?? '';

/** The same line with other payload types. */
function renumber(line: string): string {
  return line.replaceAll(/(?<=[ :=/])(?:9[6-9]|1[01]\d|12[0-7])(?=[ /;]|$)/g, (type) => String(223 - Number(type)));
}

/** Those that a description lists for pictures. */
function payloadTypes(description: { readonly sdp: string } | null): Set<string> {
  const [, types = ''] = /^m=video \d+ \S+ (.*)$/m.exec(description?.sdp ?? '') ?? [];
  return new Set(types.trim().split(' '));
}

describe('the codecs of an offer', () => {
  it('are Opus and its redundancy for sound', async () => {
    const names = (await offered(preferOffered('microphone'), 'audio')).map(nameOf);
    expect(names).to.include('opus');
    // Only the first codec is used.
    if (names.includes('red')) expect(names[0]).to.equal('red');
    expect(names.filter((name) => name !== 'opus' && name !== 'red')).to.deep.equal([]);
  });

  it('are those that the browser has for pictures, each in one profile', async () => {
    const [all, few] = [await offered(() => undefined), await offered(preferOffered('camera'))];
    expect(new Set(few.map(nameOf))).to.deep.equal(new Set(all.map(nameOf)));
    const pictures = few.map(nameOf).filter((name) => name !== 'rtx');
    expect(pictures).to.deep.equal([...new Set(pictures)]);
    expect(few).to.include.members(all.filter((codec) => /^(VP8|VP9 profile-id=0)$/.test(codec)));
  });

  it('are all of them where a browser cannot choose', async () => {
    const few = await offered((transceiver) => {
      Object.defineProperty(transceiver, 'setCodecPreferences', { value: undefined });
      preferCodecs(transceiver, 'camera', true);
    });
    expect(few).to.deep.equal(await offered(() => undefined));
  });

  it("keep the browser's order for a screen, and begin with H.264 for a camera, where there is it", async () => {
    const listed = (RTCRtpReceiver.getCapabilities('video')?.codecs ?? []).map(({ mimeType }) => mimeType.slice(6));
    const own = [...new Set(listed)].filter((name) => /^(VP8|VP9|H264|AV1)$/.test(name));
    const [screen = [], camera = []] = (
      await Promise.all([offered(preferOffered('screen')), offered(preferOffered('camera'))])
    ).map((codecs) => codecs.map(nameOf).filter((name) => own.includes(name)));
    expect(screen).to.deep.equal(own);
    const wanted = ['H264', 'VP8'].filter((name) => own.includes(name));
    expect(camera).to.deep.equal([...wanted, ...own.filter((name) => !wanted.includes(name))]);
  });

  it('are all answered to an offer, also those that would not be offered', async () => {
    const answered = await offered((transceiver) => {
      preferCodecs(transceiver, 'camera', false);
    });
    expect(new Set(answered)).to.deep.equal(new Set(await offered(() => undefined)));
  });

  it('keep the payload types of the first offer when the side that answered it offers', async () => {
    const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
    preferCodecs(one.addTransceiver('video'), 'camera', true);
    const { sdp = '' } = await one.createOffer();
    // Of another browser: none of the payload types from 96 on is what this one would take.
    const foreign = sdp.replaceAll(/^(?:m=video .*|a=(?:rtpmap|fmtp|rtcp-fb):.*)$/gm, renumber);
    await other.setRemoteDescription({ type: 'offer', sdp: foreign });
    for (const transceiver of other.getTransceivers()) preferCodecs(transceiver, 'camera', false);
    await other.setLocalDescription();
    const answered = payloadTypes(other.localDescription);
    other.restartIce();
    await other.setLocalDescription();
    const next = other.localDescription?.sdp ?? '';
    one.close();
    other.close();
    expect([...payloadTypes({ sdp: next })]).to.include.members([...answered]);
    // Chromium parses no description that says something of a payload type that it does not list.
    const described = [...next.matchAll(/^a=(?:rtpmap|fmtp|rtcp-fb):(\d+) /gm)].map(([, type = '']) => type);
    expect([...payloadTypes({ sdp: next })]).to.include.members(described);
  });
});
