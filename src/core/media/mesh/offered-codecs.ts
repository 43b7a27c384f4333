/**
 * Whether a codec is one profile more of a codec that is offered anyway: screens in 10 bit, profiles of H.264 beyond the
 * one that every browser has to know (RFC 7742, section 5). Nobody picks them, and they are a third of an offer.
 */
function isFurtherProfile({ mimeType, sdpFmtpLine = '' }: RTCRtpCodec): boolean {
  const parameters = new URLSearchParams(sdpFmtpLine.replaceAll(';', '&'));
  switch (mimeType.toLowerCase()) {
    case 'video/h264':
      return parameters.get('packetization-mode') !== '1' || !parameters.get('profile-level-id')?.startsWith('42e0');
    case 'video/vp9':
      return (parameters.get('profile-id') ?? '0') !== '0';
    case 'video/av1':
      return (parameters.get('profile') ?? '0') !== '0';
    default:
      return false;
  }
}

/** Offers each codec for pictures once. A browser that cannot choose, such as Firefox before version 128, offers them all. */
export function offerFewCodecs(transceiver: RTCRtpTransceiver): void {
  const { codecs } = RTCRtpReceiver.getCapabilities('video') ?? { codecs: [] };
  const few = codecs.filter((codec) => !isFurtherProfile(codec));
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- not in every browser that the kit runs in
  if (few.length > 0) transceiver.setCodecPreferences?.(few);
}
