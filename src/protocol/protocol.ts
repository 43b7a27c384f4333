/**
 * The wire between a page and the signaling server: every message's shape, typed and parsed, shared by both ends.
 *
 * The server parses requests, the client parses replies and events; a bundler keeps only the half it needs, because
 * each schema is a top-level constant without side effects. Unknown keys are dropped, not refused, so that either end
 * may be newer.
 */
import {
  WIRE_LIMITS,
  LEAVE_REASONS,
  TOPOLOGIES,
  idSchema,
  roomNameSchema,
  displayNameSchema,
  countSchema,
  featuresSchema,
  epochSchema,
  participantSchema,
  roomSchema,
  signalEntries,
  iceServersSchema,
  type WireIceServers,
} from './facts.js';
import { directSchema, mediaSchema, preparationEntries, publishedEntries, serialSchema } from './media.js';
import { emptySchema, referenceSchema, REQUEST_SCHEMAS, type ParsedRequest, type RequestName } from './requests.js';
import {
  boolean,
  either,
  list,
  number,
  object,
  oneOf,
  optional,
  read,
  string,
  type Entries,
  type OutputOf,
  type Shape,
} from './shapes.js';
import { shownShape } from './texts.js';

export {
  WIRE_LIMITS,
  PROTOCOL_VERSION,
  ASKING,
  ACKNOWLEDGING,
  BULK_LANE,
  UNMUTE_ASKING,
  FILES,
  KEEPING,
  DELETING,
  DEMANDING,
  REACTING,
  MOVING,
  GATHERING,
  FEATURES,
  ROLES,
  type Role,
  LEAVE_REASONS,
  type LeaveReason,
  TOPOLOGIES,
  type Topology,
  roomNameSchema,
  displayNameSchema,
  SOURCE_KEYS,
  type SourceKey,
  type SourceFlags,
  ALL_OFF,
  type WireParticipant,
  roomSchema,
  type WireRoom,
  type WireDescription,
  type WireCandidate,
  ASKS,
  type Ask,
  ADDED_SOURCES,
  type AddedSource,
  type WireIceServers,
} from './facts.js';
export {
  TOPOLOGY_WISHES,
  type TopologyWish,
  MEDIA_PROBLEMS,
  type MediaProblem,
  type WireDirect,
  type WireMedia,
} from './media.js';
export { REQUEST_SCHEMAS, type ParsedRequest, type RequestName, type RequestPayload } from './requests.js';

const admissionEntries = {
  self: participantSchema,
  participants: list(participantSchema, WIRE_LIMITS.participants),
  iceServers: iceServersSchema,
  resume: string,
  room: roomSchema,
  offeredTo: optional(idSchema),
  protocol: optional(countSchema),
  features: optional(featuresSchema),
  media: optional(mediaSchema),
  /** Above how many participants the room moves to a media server; missing where there is none. */
  meshMax: optional(countSchema),
};
const admissionSchema = object(admissionEntries);
/**
 * What an admitted participant gets: themselves, the others, the ICE servers, the room, and a ticket to come back with.
 */
export type Admission = OutputOf<typeof admissionSchema>;

const lobbySchema = object({ lobby: boolean, resume: string });
/** What a participant who has to wait in the lobby gets. */
export type LobbyReply = OutputOf<typeof lobbySchema>;

/** What an ok ack holds beside `ok`, by request; requests not named here answer `{}`. */
export const REPLY_SCHEMAS = {
  'room:join': either(lobbySchema, admissionSchema),
  'room:peek': object({
    count: optional(countSchema),
    names: optional(list(shownShape, WIRE_LIMITS.participants)),
    topology: optional(oneOf(TOPOLOGIES)),
  }),
  'state:set': object({ handOrder: optional(countSchema) }),
  'chat:send': object({ at: number }),
  'media:joined': serialSchema,
  'media:token': directSchema,
  'ice:refresh': object({ iceServers: iceServersSchema }),
  'token:renew': object({ resume: string, exp: optional(number) }),
} as const;

/**
 * Who is inside, for those who have not joined yet: how many have a seat, the names of the eldest of them, and how their
 * media travels. What is missing is not told.
 */
export type RoomPeek = Readonly<OutputOf<(typeof REPLY_SCHEMAS)['room:peek']>>;

/** What an ok ack holds beside `ok`. */
export type Reply<Name extends RequestName> = Name extends keyof typeof REPLY_SCHEMAS
  ? OutputOf<(typeof REPLY_SCHEMAS)[Name]>
  : Record<never, never>;

/** A refusal: `code` for programs, `message` for the person who reads the log. */
export interface WireError {
  code: string;
  message: string;
}
/** Every ack. */
export type Ack<Name extends RequestName> = ({ ok: true } & Reply<Name>) | { ok: false; error: WireError };

/* @__NO_SIDE_EFFECTS__ */
function event<const Fields extends Entries>(entries: Fields) {
  return object({ seq: countSchema, ...entries });
}

/** The server's events that come by themselves, by name. */
const SINGLE_SCHEMAS = {
  'participant:joined': event({ participant: participantSchema }),
  'participant:updated': event({ participant: participantSchema }),
  'participant:left': event({ id: idSchema, reason: oneOf(LEAVE_REASONS) }),
  'signal:message': event({ from: idSchema, ...signalEntries }),
  'chat:message': event({
    id: idSchema,
    from: idSchema,
    text: shownShape,
    to: optional(idSchema),
    at: number,
    name: optional(shownShape),
    replyTo: optional(referenceSchema),
  }),
  'chat:deleted': event({ id: idSchema, from: idSchema, by: idSchema }),
  react: event({ id: idSchema, from: idSchema, emoji: idSchema }),
  'room:updated': event({ room: roomSchema }),
  'room:ended': event({ reason: oneOf(LEAVE_REASONS) }),
  'lobby:knocked': event({ participant: participantSchema }),
  'lobby:gone': event({ id: idSchema }),
  'lobby:admitted': event(admissionEntries),
  'lobby:denied': event({}),
  'moderate:applied': event({ action: string, by: idSchema, id: optional(idSchema) }),
  'media:prepare': event(preparationEntries),
  'media:published': event({ epoch: epochSchema, serial: countSchema, ...publishedEntries }),
  'media:commit': event({ epoch: epochSchema, plane: oneOf(TOPOLOGIES) }),
  'media:abort': event({ epoch: epochSchema, missing: list(idSchema, WIRE_LIMITS.participants) }),
  'media:lost': event({ epoch: epochSchema }),
  'ice:servers': event({ iceServers: iceServersSchema }),
  'token:expiring': event({ at: number }),
} as const;
type SingleEvent = {
  [Name in keyof typeof SINGLE_SCHEMAS]: { name: Name; payload: OutputOf<(typeof SINGLE_SCHEMAS)[Name]> };
}[keyof typeof SINGLE_SCHEMAS];

/** Several events, in order; without those that cannot be read. */
const gatheredShape: Shape<SingleEvent[]> = (value) =>
  (value as SingleEvent[]).flatMap(
    ({ name, payload }) => (readEvent(SINGLE_SCHEMAS, name, payload) as SingleEvent | null) ?? [],
  );

/** The server's events, by name. `seq` grows by one with each event to a seat. */
export const EVENT_SCHEMAS = { ...SINGLE_SCHEMAS, gathered: event({ events: gatheredShape }) } as const;

/** The name of a server's event. */
export type EventName = keyof typeof EVENT_SCHEMAS;
/** The object a server's event carries. */
export type EventPayload<Name extends EventName> = OutputOf<(typeof EVENT_SCHEMAS)[Name]>;
/** Any server event, told apart by `name`. */
export type ServerEvent = { [Name in EventName]: { name: Name; payload: EventPayload<Name> } }[EventName];

const ackSchema = object({
  ok: boolean,
  error: optional(object({ code: string, message: string })),
});

/**
 * Reads a request's payload.
 * @returns the payload without unknown keys, or `null` when it is not of that shape.
 */
export function parseRequest<Name extends RequestName>(name: Name, payload: unknown): ParsedRequest<Name> | null {
  // An array is an object too, to a schema in which nothing is required.
  if (Array.isArray(payload)) return null;
  return read<unknown>(REQUEST_SCHEMAS[name], payload) as ParsedRequest<Name> | null;
}

/**
 * Reads an ack of any content.
 * @returns the reply; or the server's refusal; or, for what is not an ack of that request, a refusal with code
 * `internal`.
 */
export function parseAck<Name extends RequestName>(name: Name, ack: unknown): Ack<Name> {
  const outcome = read(ackSchema, ack);
  if (outcome?.ok === false && outcome.error) return { ok: false, error: outcome.error };
  const schemas: Partial<Record<RequestName, Shape<unknown>>> = REPLY_SCHEMAS;
  const reply = read(schemas[name] ?? emptySchema, ack);
  if (outcome?.ok && reply) return { ok: true, ...(reply as Reply<Name>) };
  return { ok: false, error: { code: 'internal', message: `The server's answer to ${name} could not be read.` } };
}

/**
 * Reads a server event.
 * @returns the event, or `null` when the name is unknown or the payload is not of its shape.
 */
export function parseEvent(name: string, payload: unknown): ServerEvent | null {
  return readEvent(EVENT_SCHEMAS, name, payload) as ServerEvent | null;
}

function readEvent(schemas: Readonly<Record<string, Shape<unknown>>>, name: string, payload: unknown): object | null {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  const fields = schema && read(schema, payload);
  return fields ? { name, payload: fields } : null;
}

/** Reads ICE servers; `null` when they are not valid. */
export function parseIceServers(value: unknown): WireIceServers | null {
  return read(iceServersSchema, value);
}

/**
 * Reads a room's or a participant's name, by the same rules as the server.
 * @returns the name as it will be used, or `null` when it is not 1 to 64 characters on one line.
 */
export function parseName(kind: 'room' | 'name', text: string): string | null {
  return read(kind === 'room' ? roomNameSchema : displayNameSchema, text);
}
