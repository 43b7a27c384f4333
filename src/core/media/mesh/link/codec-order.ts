import { WANTED_CODECS } from '../../../base/wanted-codecs.js';

/** Codecs as they are preferred. What is not wanted keeps its order, behind: other codecs, retransmission, error correction. */
export function orderCodecs<Codec extends { readonly mimeType: string }>(
  codecs: readonly Codec[],
  wanted: readonly string[] = WANTED_CODECS,
): Codec[] {
  const placeOf = ({ mimeType }: Codec): number => wanted.indexOf(mimeType.toLowerCase());
  return [...codecs].sort((one, other) => placeOf(other) - placeOf(one));
}
