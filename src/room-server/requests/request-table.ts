import type { ParsedRequest, Reply, RequestName } from '../../protocol/protocol.js';
import type { ModerationRequest } from '../rules/moderation.js';
import type { Caller, Place, RequestParts } from './caller.js';
import { giveToken, noteJoined, noteReady, noteReport } from './media-requests.js';
import { join, leave, peek, renew } from './place-requests.js';
import {
  changeState,
  moderateRoom,
  passDeletion,
  passMessage,
  passReaction,
  passSignal,
  refreshIce,
} from './seated-requests.js';

/**
 * What a request of a connection waits for: for the earlier ones of its lane. So what media needs (`media`) is
 * answered while something else (`ordered`) takes its time.
 */
export type RequestLane = 'ordered' | 'media';

/**
 * Handles a request. `reply` is called before anything else can be sent to the caller. Refuses by throwing a `Refusal`.
 */
export type Handle<Name extends RequestName> = (
  caller: Caller,
  payload: ParsedRequest<Name>,
  reply: (body: Reply<Name>) => void,
) => Promise<void> | void;

/** How a request is handled. */
export interface RequestEntry<Name extends RequestName = RequestName> {
  readonly lane: RequestLane;
  /** Whether it gives the connection a place or takes it: both lanes stand still for it. */
  readonly movesPlace?: true;
  /** Whether it is passed on to other participants. */
  readonly isRelayed?: true;
  readonly handle: Handle<Name>;
}

/** Every request. */
export const REQUESTS: { readonly [Name in RequestName]: RequestEntry<Name> } = {
  'room:join': { lane: 'ordered', movesPlace: true, handle: join },
  'room:peek': { lane: 'ordered', handle: peek },
  'room:leave': { lane: 'ordered', movesPlace: true, handle: leave },
  'token:renew': { lane: 'ordered', handle: renew },
  'state:set': { lane: 'ordered', handle: seated(changeState) },
  'chat:send': { lane: 'ordered', isRelayed: true, handle: seated(passMessage) },
  'chat:delete': { lane: 'ordered', isRelayed: true, handle: seated(passDeletion) },
  react: { lane: 'ordered', isRelayed: true, handle: seated(passReaction) },
  'moderate:admit': moderation('moderate:admit'),
  'moderate:deny': moderation('moderate:deny'),
  'moderate:remove': moderation('moderate:remove'),
  'moderate:mute': moderation('moderate:mute'),
  'moderate:ask': moderation('moderate:ask'),
  'moderate:lock': moderation('moderate:lock'),
  'moderate:lobby': moderation('moderate:lobby'),
  'moderate:spotlight': moderation('moderate:spotlight'),
  'moderate:role': moderation('moderate:role'),
  'moderate:topology': moderation('moderate:topology'),
  'moderate:end': moderation('moderate:end'),
  'signal:send': { lane: 'media', isRelayed: true, handle: seated(passSignal) },
  'media:joined': { lane: 'media', isRelayed: true, handle: seated(noteJoined) },
  'media:ready': { lane: 'media', handle: seated(noteReady) },
  'media:report': { lane: 'media', handle: seated(noteReport) },
  'media:token': { lane: 'media', handle: giveToken },
  'ice:refresh': { lane: 'media', handle: seated(refreshIce) },
};

/** The entry of a request of any name; `null` when there is no such request. */
export function findRequest(name: string): RequestEntry | null {
  // The name goes with its own payload: the caller of `handle` has parsed it by that name.
  return Object.hasOwn(REQUESTS, name) ? REQUESTS[name as RequestName] : null;
}

/** Whether a request is passed on to other participants. */
export function isRelayed(name: string): boolean {
  return findRequest(name)?.isRelayed ?? false;
}

/** For participants with a seat alone, at once. */
function seated<Name extends RequestName>(
  handle: (place: Place, payload: ParsedRequest<Name>, parts: RequestParts) => Reply<Name>,
): Handle<Name> {
  return (caller, payload, reply) => {
    reply(handle(caller.mustBeSeated(), payload, caller.parts));
  };
}

function moderation<Name extends ModerationRequest['name']>(name: Name): RequestEntry<Name> {
  const handle = seated<Name>((place, payload, parts) => {
    return moderateRoom(place, { name, payload } as ModerationRequest, parts) as Reply<Name>;
  });
  return { lane: 'ordered', handle };
}
