/**
 * Whether a codec would never be chosen. For video, further profiles of a codec that is offered anyway: 10 bit, and
 * H.264 beyond the profile that every browser must support (RFC 7742, section 5). For audio, all but Opus, which every
 * browser must support too (RFC 7874, section 3), and its redundancy: telephone codecs, tones, and comfort noise. They
 * are a third of an offer.
 */
function isNeedless({ mimeType, sdpFmtpLine = '' }: RTCRtpCodec): boolean {
  const parameters = new URLSearchParams(sdpFmtpLine.replaceAll(';', '&'));
  const type = mimeType.toLowerCase();
  switch (type) {
    case 'video/h264':
      return parameters.get('packetization-mode') !== '1' || !parameters.get('profile-level-id')?.startsWith('42e0');
    case 'video/vp9':
      return (parameters.get('profile-id') ?? '0') !== '0';
    case 'video/av1':
      return (parameters.get('profile') ?? '0') !== '0';
    default:
      return type.startsWith('audio/') && type !== 'audio/opus' && type !== 'audio/red';
  }
}

/**
 * Offers only codecs that may be chosen. A browser that cannot choose, such as Firefox before version 128, offers them
 * all.
 */
export function offerFewCodecs(transceiver: RTCRtpTransceiver): void {
  const { codecs } = RTCRtpReceiver.getCapabilities(transceiver.receiver.track.kind) ?? { codecs: [] };
  const few = codecs.filter((codec) => !isNeedless(codec));
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- not in every browser that the kit runs in
  if (few.length > 0) transceiver.setCodecPreferences?.(few);
}
