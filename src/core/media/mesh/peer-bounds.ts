/** A short `disconnected` recovers by itself; Safari shows one at every renegotiation. After this, ICE is restarted. */
export const DISCONNECTED_PATIENCE_MS = 2000;
/** Pictures begin small; by then the sender has estimated the bandwidth. */
export const SMALL_PICTURES_MS = 1000;
/** So far ahead the other side may be whose offers were lost; more is no count of connections. */
export const MAX_GENERATIONS_AHEAD = 1000;
