import type { ParsedRequest, Reply } from '../../protocol/protocol.js';
import type { Caller, Place, RequestParts } from './caller.js';

/** Notes what the caller sends in the media of an epoch, and tells the others. @throws Refusal as `MediaDesk.join`. */
export function noteJoined(
  place: Place,
  { epoch, sources }: ParsedRequest<'media:joined'>,
  { media }: RequestParts,
): Reply<'media:joined'> {
  return { serial: media.join(place, epoch, sources) };
}

/** Notes that the caller receives everything up to a statement, or what lacks of it. @throws Refusal as `MediaDesk.ready`. */
export function noteReady(
  place: Place,
  { epoch, serial, without }: ParsedRequest<'media:ready'>,
  { media }: RequestParts,
): Reply<'media:ready'> {
  media.ready(place, epoch, { serial, without });
  return {};
}

/** Notes that the caller's media does not work. @throws Refusal as `MediaDesk.report`. */
export function noteReport(
  place: Place,
  { epoch, problem }: ParsedRequest<'media:report'>,
  { media }: RequestParts,
): Reply<'media:report'> {
  media.report(place, epoch, problem);
  return {};
}

/** Gives the caller a token for the media server. @throws Refusal as `MediaDesk.tokenFor`. */
export async function giveToken(
  caller: Caller,
  { epoch }: ParsedRequest<'media:token'>,
  reply: (body: Reply<'media:token'>) => void,
): Promise<void> {
  const place = caller.mustBeSeated();
  const direct = await caller.parts.media.tokenFor(place, epoch);
  // Another connection may have taken the seat meanwhile.
  caller.mustBeSeated();
  reply(direct);
}
