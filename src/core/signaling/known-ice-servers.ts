import { loadStored, saveStored, type PreferenceStorage } from '../base/storage.js';
import { parseIceServers, type WireIceServers } from '../../protocol/protocol.js';

const keyOf = (signalingUrl: string): string => `noom:ice:${signalingUrl}`;

/** The ICE servers that a signaling server named the last time; `null` when they are not known, or had credentials. */
export function recallIceServers(storage: PreferenceStorage | null, signalingUrl: string): WireIceServers | null {
  return parseIceServers(loadStored(storage, keyOf(signalingUrl)));
}

/** Remembers the ICE servers of a signaling server for the next time, unless they have credentials, which expire. */
export function rememberIceServers(
  storage: PreferenceStorage | null,
  signalingUrl: string,
  iceServers: WireIceServers,
): void {
  const isPublic = iceServers.every(({ credential }) => credential === undefined);
  // Refused by private windows and full quotas: the next join then takes a round trip more.
  saveStored(storage, keyOf(signalingUrl), isPublic ? iceServers : {});
}
