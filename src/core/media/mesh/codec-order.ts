/**
 * What microphones and cameras are sent in, the most wanted last. Only the first codec is used, so the redundancy of Opus has to come
 * before Opus. Where both run in software, H.264 takes less processor time than VP8. VP9 and AV1 take more and are not listed: a sender
 * goes by what its receiver prefers, whatever it costs the sender.
 */
const WANTED: readonly string[] = ['video/vp8', 'video/h264', 'audio/red'];

/** Codecs as they are preferred. What is not wanted keeps its order, behind: other codecs, retransmission, error correction. */
export function orderCodecs<Codec extends { readonly mimeType: string }>(codecs: readonly Codec[]): Codec[] {
  const placeOf = ({ mimeType }: Codec): number => WANTED.indexOf(mimeType.toLowerCase());
  return [...codecs].sort((one, other) => placeOf(other) - placeOf(one));
}
