/**
 * How a room moves between a mesh and a media server: the schemas of `media:…`.
 *
 * A room's media has an epoch, which grows by one with each attempt to move. What belongs to another epoch than the
 * server's is refused, so that nothing late is taken for something new.
 */
import { SOURCE_KEYS, TOPOLOGIES, WIRE_LIMITS, countSchema, epochSchema, idSchema } from './facts.js';
import { boolean, list, object, oneOf, optional, string, type OutputOf } from './shapes.js';

/** What a host may wish: one of the topologies, or that the server decides. */
export const TOPOLOGY_WISHES = ['auto', 'mesh', 'sfu'] as const;
/** One of `TOPOLOGY_WISHES`. */
export type TopologyWish = (typeof TOPOLOGY_WISHES)[number];

/**
 * What a page may report of its media: the media server cannot be reached, the connection to it was lost, or the page
 * cannot send to each participant by itself any longer.
 */
export const MEDIA_PROBLEMS = ['unreachable', 'lost', 'overloaded'] as const;
/** One of `MEDIA_PROBLEMS`. */
export type MediaProblem = (typeof MEDIA_PROBLEMS)[number];

const sourceListSchema = list(oneOf(SOURCE_KEYS), SOURCE_KEYS.length);

export const wishSchema = oneOf(TOPOLOGY_WISHES);
export const joinedSchema = object({ epoch: epochSchema, sources: sourceListSchema });
export const readySchema = object({
  epoch: epochSchema,
  serial: countSchema,
  without: optional(list(idSchema, WIRE_LIMITS.participants)),
});
export const reportSchema = object({ epoch: epochSchema, problem: oneOf(MEDIA_PROBLEMS) });
export const ofEpochSchema = object({ epoch: epochSchema });

export const serialSchema = object({ serial: countSchema });
export const directSchema = object({ url: string, token: string, ownIce: optional(boolean) });
/**
 * Where a page finds the media server, and the token it enters with, which is its own and short-lived. With `ownIce`, the
 * page uses its own ICE servers on the way there, and not those that the media server names.
 */
export type WireDirect = OutputOf<typeof directSchema>;

/** A participant, and the sources that they send through the media server. */
export const publishedEntries = { id: idSchema, sources: sourceListSchema };
/** What a page needs to begin with the media of an epoch. */
export const preparationEntries = {
  epoch: epochSchema,
  plane: oneOf(TOPOLOGIES),
  isLost: optional(boolean),
  direct: optional(directSchema),
};

/** The shape of a room's media. */
export const mediaSchema = /* @__PURE__ */ object({
  ...preparationEntries,
  isMoving: boolean,
  present: optional(epochSchema),
  published: list(object(publishedEntries), WIRE_LIMITS.participants),
});
/**
 * A room's media, as a newcomer is told of it. While the room moves (`isMoving`), `epoch` and `plane` are those that it
 * moves to, and `present` is the epoch that carries the call until then. `isLost` says that its media server is lost and nothing takes its place yet.
 */
export type WireMedia = OutputOf<typeof mediaSchema>;
