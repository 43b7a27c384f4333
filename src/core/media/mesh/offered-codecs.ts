/**
 * Whether nobody would pick a codec. Of pictures, each profile more of a codec that is offered anyway: in 10 bit, and of H.264 beyond
 * the one that every browser has to know (RFC 7742, section 5). Of sound, whatever is not Opus, which every browser has to know
 * too (RFC 7874, section 3), with its redundancy: telephones' codecs, tones, and comfort noise. They are a third of an offer.
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

/** Offers each codec that somebody may pick, once. A browser that cannot choose, such as Firefox before version 128, offers them all. */
export function offerFewCodecs(transceiver: RTCRtpTransceiver): void {
  const { codecs } = RTCRtpReceiver.getCapabilities(transceiver.receiver.track.kind) ?? { codecs: [] };
  const few = codecs.filter((codec) => !isNeedless(codec));
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- not in every browser that the kit runs in
  if (few.length > 0) transceiver.setCodecPreferences?.(few);
}
