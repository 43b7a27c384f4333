import { createHmac } from 'node:crypto';
import type { WireIceServers } from '../../src/protocol/protocol.js';

/** The settings of the ICE servers. */
export interface IceOptions {
  iceUrls: readonly string[];
  turnSecret: string | null;
  turnTtlS: number;
}

/**
 * The ICE servers for one participant. TURN credentials are of the kind coturn's `use-auth-secret` checks by itself
 * (draft-uberti-behave-turn-rest-00): the user name holds the end of validity, and the HMAC proves that it was issued
 * here.
 */
export function iceServersFor(
  { iceUrls, turnSecret, turnTtlS }: IceOptions,
  participantId: string,
  nowMs: number,
): WireIceServers {
  const isTurn = (url: string): boolean => /^turns?:/i.test(url);
  const stunUrls = iceUrls.filter((url) => !isTurn(url));
  const turnUrls = iceUrls.filter(isTurn);
  const servers: WireIceServers = [];
  if (stunUrls.length > 0) servers.push({ urls: stunUrls });
  if (turnUrls.length > 0 && turnSecret !== null) {
    const username = `${String(Math.floor(nowMs / 1000) + turnTtlS)}:${participantId}`;
    const credential = createHmac('sha1', turnSecret).update(username).digest('base64');
    servers.push({ urls: turnUrls, username, credential });
  }
  return servers;
}
