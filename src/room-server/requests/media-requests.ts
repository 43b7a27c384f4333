import type { ParsedRequest, Reply } from '../../protocol/protocol.js';
import { Refusal } from '../refusal.js';
import type { Caller, Place } from './caller.js';

/** Notes what the caller sends through the media server. @throws Refusal where the room has none. */
export function noteJoined(_place: Place, _joined: ParsedRequest<'media:joined'>): Reply<'media:joined'> {
  throw withoutServer();
}

/** Notes that the caller has everything of the next media. @throws Refusal where the room does not move. */
export function noteReady(_place: Place, _ready: ParsedRequest<'media:ready'>): Reply<'media:ready'> {
  throw withoutServer();
}

/** Notes that the caller's media does not work. @throws Refusal where the room has no media server. */
export function noteReport(_place: Place, _report: ParsedRequest<'media:report'>): Reply<'media:report'> {
  throw withoutServer();
}

/** Gives the caller a token for the media server. @throws Refusal where the room has none. */
export function giveToken(caller: Caller): void {
  caller.mustBeSeated();
  throw withoutServer();
}

function withoutServer(): Refusal {
  return new Refusal('not-allowed', 'This room has no media server.');
}
