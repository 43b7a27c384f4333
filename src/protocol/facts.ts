/** What requests, replies and events of the wire are made of: limits, features, participants, rooms, signals. */
import {
  boolean,
  boundedText,
  either,
  fill,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  partial,
  string,
  wholeNumber,
  type OutputOf,
} from './shapes.js';
import { MAX_MESSAGE_CHARACTERS, MAX_NAME_CHARACTERS, nameShape, shownShape } from './texts.js';

/** Caps of the wire. Characters are Unicode code points; a payload is one Socket.IO message. */
export const WIRE_LIMITS = {
  roomCharacters: MAX_NAME_CHARACTERS,
  nameCharacters: MAX_NAME_CHARACTERS,
  chatCharacters: MAX_MESSAGE_CHARACTERS,
  payloadBytes: 64 * 1024,
  /** A description with a screen in it is about 6 kB in Chromium; five times that leaves room for more codecs. */
  sdpCharacters: 32 * 1024,
  candidateCharacters: 1024,
  idCharacters: 64,
  tokenCharacters: 8 * 1024,
  participants: 300,
  features: 32,
  featureCharacters: 32,
} as const;

/**
 * The version of the wire that this code speaks. A page states its version when it joins, the server in its answer; an
 * end that states none is taken to speak version 1.
 */
export const PROTOCOL_VERSION = 2;

/** The feature of a page that understands asks: one side of each pair makes the offers, and the other asks for them. */
export const ASKING = 'signal-ask';

/** The feature of a page that acknowledges chat messages to their senders. */
export const ACKNOWLEDGING = 'chat-ack';

/** The feature of a page that has a second data channel, for large data that is not urgent. */
export const BULK_LANE = 'data-bulk';

/** The feature of a page that tells its user when a moderator asks them to turn the microphone on. */
export const UNMUTE_ASKING = 'unmute-ask';

/** The feature of a page that takes files of other participants. */
export const FILES = 'files';

/** The feature of a page that shows reactions, and of a server that passes them on. */
export const REACTING = 'react';

/** The feature of a page that sends each participant what they ask for of its pictures. */
export const DEMANDING = 'demand';

/** The feature of a server that keeps chat messages for participants whose connection was lost. */
export const KEEPING = 'chat-keep';

/** The feature of a page that deletes messages of the chat when it is told to, and of a server that tells it. */
export const DELETING = 'chat-delete';

/** The feature of a page that reads several events in one message. */
export const GATHERING = 'gathered';

/** The feature of a page that follows its room from a mesh to a media server and back. */
export const MOVING = 'moves';

/**
 * What this code can do beyond the first version, by name, stated beside the version. An end that does not name a
 * feature gets the behaviour of version 1; unknown names are ignored.
 */
export const FEATURES: Readonly<Record<'page' | 'server', readonly string[]>> = {
  page: [ASKING, ACKNOWLEDGING, BULK_LANE, UNMUTE_ASKING, FILES, REACTING, DELETING, DEMANDING, MOVING, GATHERING],
  server: [KEEPING, REACTING, DELETING],
};

export const ROLES = ['host', 'cohost', 'guest', 'viewer'] as const;
/** Decides what a participant may do; given by the server. */
export type Role = (typeof ROLES)[number];

export const LEAVE_REASONS = [
  'left',
  'ended',
  'removed',
  'denied',
  'full',
  'duplicate',
  'network',
  'server-shutdown',
  'token-expired',
  'unsupported',
] as const;
/** Why a participant is no longer in the room. */
export type LeaveReason = (typeof LEAVE_REASONS)[number];

export const TOPOLOGIES = ['mesh', 'sfu'] as const;
/** How media travels: peer to peer, or through a media server. */
export type Topology = (typeof TOPOLOGIES)[number];

export const idSchema = boundedText(WIRE_LIMITS.idCharacters, 1);

/** A room's name as people type it. Surrounding space does not count. */
export const roomNameSchema = nameShape;
/** A participant's name as the others read it. */
export const displayNameSchema = nameShape;

/**
 * The sources that a participant has, by their names on the wire: the one list of them, in the order of every other list.
 * What a page knows of each is in a table over these names (`core/model/sources.ts`).
 */
export const SOURCE_KEYS = ['microphone', 'camera', 'screen', 'screenAudio'] as const;
/** One of `SOURCE_KEYS`. */
export type SourceKey = (typeof SOURCE_KEYS)[number];

export const sourcesSchema = object(fill(SOURCE_KEYS, boolean));
/** Which of a participant's sources are on. */
export type SourceFlags = OutputOf<typeof sourcesSchema>;
export const partialSourcesSchema = partial(sourcesSchema);
/** Of a participant who sends nothing. */
export const ALL_OFF: Readonly<SourceFlags> = /* @__PURE__ */ Object.freeze(fill(SOURCE_KEYS, false));

/** Generations, sequence numbers and versions. */
export const countSchema = wholeNumber(Number.MAX_SAFE_INTEGER);
/** The number of an attempt to move a room's media; 0 is the mesh that a room begins with. */
export const epochSchema = wholeNumber(2 ** 31 - 1);
export const featuresSchema = list(boundedText(WIRE_LIMITS.featureCharacters, 1), WIRE_LIMITS.features);

export const participantSchema = object({
  id: idSchema,
  name: shownShape,
  role: oneOf(ROLES),
  sources: sourcesSchema,
  hand: boolean,
  handOrder: optional(countSchema),
  protocol: optional(countSchema),
  features: optional(featuresSchema),
});
/** A participant as the server describes them. */
export type WireParticipant = OutputOf<typeof participantSchema>;

/** The shape of a room. */
export const roomSchema = object({
  name: shownShape,
  locked: boolean,
  lobby: boolean,
  topology: oneOf(TOPOLOGIES),
  spotlightId: nullable(idSchema),
  startedAt: number,
});
/** A room as the server describes it; `startedAt` is milliseconds since the epoch, by the server's clock. */
export type WireRoom = OutputOf<typeof roomSchema>;

export const descriptionSchema = object({
  type: oneOf(['offer', 'answer']),
  sdp: boundedText(WIRE_LIMITS.sdpCharacters),
});
/** A session description (RFC 8829) as it travels; never a rollback or a provisional answer. */
export type WireDescription = OutputOf<typeof descriptionSchema>;

const candidateSchema = object({
  candidate: boundedText(WIRE_LIMITS.candidateCharacters),
  sdpMid: optional(nullable(boundedText(WIRE_LIMITS.idCharacters))),
  sdpMLineIndex: optional(nullable(wholeNumber(255))),
  usernameFragment: optional(nullable(boundedText(256))),
});
/** An ICE candidate as it travels (`RTCIceCandidateInit`); an empty `candidate` ends the generation's candidates. */
export type WireCandidate = OutputOf<typeof candidateSchema>;

/** What one side asks of the other, which makes the offers: an offer with an ICE restart, or an offer. */
export const ASKS = ['restart', 'offer'] as const;
/** One of `ASKS`. */
export type Ask = (typeof ASKS)[number];

/** The sources that have separate sections, added when they are first sent. */
export const ADDED_SOURCES = ['screen', 'screenAudio'] as const satisfies readonly SourceKey[];
/** One of `ADDED_SOURCES`. */
export type AddedSource = (typeof ADDED_SOURCES)[number];

/** What a signal between two participants' connections holds: exactly one of description, candidate and ask. */
export const signalEntries = {
  description: optional(descriptionSchema),
  candidate: optional(candidateSchema),
  ask: optional(oneOf(ASKS)),
  sources: optional(list(oneOf(ADDED_SOURCES), ADDED_SOURCES.length)),
  generation: optional(countSchema),
  epoch: optional(epochSchema),
};

export const iceServersSchema = list(
  object({
    urls: either(string, list(string)),
    username: optional(string),
    credential: optional(string),
  }),
);
/** ICE servers as `RTCConfiguration.iceServers` has them. */
export type WireIceServers = OutputOf<typeof iceServersSchema>;
