/**
 * The largest message of one frame, in bytes: what every browser takes in one piece, Chromium's
 * `RTCSctpTransport.maxMessageSize` being the smallest.
 */
export const MAX_FRAME_BYTES = 256 * 1024;
