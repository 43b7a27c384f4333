/**
 * What microphones and cameras are sent in, by MIME types in lower case, the most wanted last; here where all of it runs in software.
 * Only the first codec is used, so the redundancy of Opus has to come before Opus. H.264 takes less processor time than VP8. VP9 and AV1
 * take more and are not listed: a sender goes by what its receiver prefers, whatever it costs the sender.
 *
 * Of the browser, and so the same for all calls of a page: `features/codec-costs.ts` changes it once the browser has said more.
 */
export const WANTED_CODECS = ['video/vp8', 'video/h264', 'audio/red'];
