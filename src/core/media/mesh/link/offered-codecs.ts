import type { Source } from '../../../model/sources.js';
import { orderCodecs } from './codec-order.js';

/**
 * Codecs that would never be chosen, with their parameters. For audio, all but Opus, which every browser must support
 * (RFC 7874, section 3), and its redundancy: telephone codecs, tones, and comfort noise. For video, further profiles of
 * a codec that is offered anyway: H.264 beyond the profile that every browser must support (RFC 7742, section 5), and
 * 10 bit. They are a third of an offer.
 */
const NEEDLESS =
  /^(audio\/(?!opus|red)|video\/(h264(?!.*packetization-mode=1)|h264(?!.*profile-level-id=42e0)|(vp9.*profile-id|av1.*profile)=[^0]))/i;

/**
 * Prefers the codecs that cost least, and offers only those that may be chosen; an answer may need what would not be offered. Each side
 * sends the first codec of the other side's description that it has itself: so both sides prefer. A screen goes by the browser's own
 * order, and so does a browser that cannot choose, such as Firefox before version 128.
 *
 * Firefox does not prefer in an answer: it would forget the payload types that were agreed on, and mix them with its own ones in its next
 * offer, which Chromium does not parse. It answers in the order of the offer then.
 */
export function preferCodecs(transceiver: RTCRtpTransceiver, source: Source, isOffered: boolean): void {
  if (!isOffered && navigator.userAgent.includes('Firefox')) return;
  const { codecs } = RTCRtpReceiver.getCapabilities(transceiver.receiver.track.kind) ?? { codecs: [] };
  const usable = codecs.filter(
    ({ mimeType, sdpFmtpLine = '' }) => !(isOffered && NEEDLESS.test(`${mimeType} ${sdpFmtpLine}`)),
  );
  const preferred = source === 'screen' ? usable : orderCodecs(usable);
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- not in every browser that the kit runs in
  if (preferred.length > 0) transceiver.setCodecPreferences?.(preferred);
}
