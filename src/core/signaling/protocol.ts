/**
 * The wire between a page and the signaling server: every message's shape, typed and parsed, shared by both ends.
 *
 * The server parses requests, the client parses replies and events; a bundler keeps only the half it needs, because each
 * schema is a pure top-level constant. Unknown keys are dropped, not refused, so that either end may be the newer one.
 */
import * as v from 'valibot';
import { boundedText, wholeNumber } from '../wire-shapes.js';

/** Caps of the wire. Characters are Unicode code points; a payload is one Socket.IO message. */
export const WIRE_LIMITS = {
  roomCharacters: 64,
  nameCharacters: 64,
  chatCharacters: 4000,
  payloadBytes: 64 * 1024,
  /** A description of four media sections is about 10 kB in Chromium; three times that leaves room for more codecs. */
  sdpCharacters: 32 * 1024,
  candidateCharacters: 1024,
  idCharacters: 64,
  tokenCharacters: 8 * 1024,
  participants: 256,
} as const;

export const ROLES = ['host', 'cohost', 'guest', 'viewer'] as const;
/** What a participant may do, given by the server. */
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
/** Why somebody is no longer in the room. */
export type LeaveReason = (typeof LEAVE_REASONS)[number];

export const TOPOLOGIES = ['mesh', 'sfu'] as const;
/** How media travels: peer to peer, or through a media server. */
export type Topology = (typeof TOPOLOGIES)[number];

const characterCount = (text: string): number => [...text].length;

/** A line of text a person reads: trimmed, composed (NFC), without control characters, 1 to `maxCharacters` long. */
const line = (maxCharacters: number) =>
  v.pipe(
    v.string(),
    v.check(({ length }) => length <= maxCharacters * 8),
    v.transform((text) => text.normalize('NFC').trim()),
    v.check((text) => text !== '' && !/\p{Cc}/u.test(text) && characterCount(text) <= maxCharacters),
  );

const idSchema = /* @__PURE__ */ boundedText(WIRE_LIMITS.idCharacters, 1);

/** A room's name as people type it. Surrounding space does not count. */
export const roomNameSchema = /* @__PURE__ */ line(WIRE_LIMITS.roomCharacters);
/** A participant's name as the others read it. */
export const displayNameSchema = /* @__PURE__ */ line(WIRE_LIMITS.nameCharacters);

const sourcesSchema = v.object({
  microphone: v.boolean(),
  camera: v.boolean(),
  screen: v.boolean(),
  screenAudio: v.boolean(),
});
/** Which of a participant's sources are on. */
export type SourceFlags = v.InferOutput<typeof sourcesSchema>;
const partialSourcesSchema = v.partial(sourcesSchema);

const participantSchema = v.object({
  id: idSchema,
  name: v.string(),
  role: v.picklist(ROLES),
  sources: sourcesSchema,
  hand: v.boolean(),
});
/** A participant as the server tells of them. */
export type WireParticipant = v.InferOutput<typeof participantSchema>;

const roomSchema = v.object({
  name: v.string(),
  locked: v.boolean(),
  lobby: v.boolean(),
  topology: v.picklist(TOPOLOGIES),
  spotlightId: v.nullable(idSchema),
  startedAt: v.number(),
});
/** A room as the server tells of it; `startedAt` is milliseconds since the epoch, by the server's clock. */
export type WireRoom = v.InferOutput<typeof roomSchema>;

const descriptionSchema = v.object({
  type: v.picklist(['offer', 'answer']),
  sdp: /* @__PURE__ */ boundedText(WIRE_LIMITS.sdpCharacters),
});
/** A session description (RFC 8829) as it travels; never a rollback or a provisional answer. */
export type WireDescription = v.InferOutput<typeof descriptionSchema>;

const candidateSchema = v.object({
  candidate: /* @__PURE__ */ boundedText(WIRE_LIMITS.candidateCharacters),
  sdpMid: v.optional(v.nullable(/* @__PURE__ */ boundedText(WIRE_LIMITS.idCharacters))),
  sdpMLineIndex: v.optional(v.nullable(/* @__PURE__ */ wholeNumber(255))),
  usernameFragment: v.optional(v.nullable(/* @__PURE__ */ boundedText(256))),
});
/** An ICE candidate as it travels (`RTCIceCandidateInit`); an empty `candidate` ends the generation's candidates. */
export type WireCandidate = v.InferOutput<typeof candidateSchema>;

/** Generations and sequence numbers. */
const countSchema = /* @__PURE__ */ wholeNumber(Number.MAX_SAFE_INTEGER);

const iceServersSchema = v.array(
  v.object({
    urls: v.union([v.string(), v.array(v.string())]),
    username: v.optional(v.string()),
    credential: v.optional(v.string()),
  }),
);
/** ICE servers as `RTCConfiguration.iceServers` has them. */
export type WireIceServers = v.InferOutput<typeof iceServersSchema>;

const chatTextSchema = v.pipe(
  /* @__PURE__ */ boundedText(WIRE_LIMITS.chatCharacters * 2, 1),
  v.check((text) => text.trim() !== '' && characterCount(text) <= WIRE_LIMITS.chatCharacters),
);
const tokenSchema = /* @__PURE__ */ boundedText(WIRE_LIMITS.tokenCharacters);
const emptySchema = v.object({});

/** What a client may ask, by event name: the schema of the one object it carries. */
export const REQUEST_SCHEMAS = {
  'room:join': v.object({
    room: roomNameSchema,
    name: displayNameSchema,
    token: v.optional(tokenSchema),
    resume: v.optional(tokenSchema),
    lastSeq: v.optional(countSchema),
    sources: v.optional(partialSourcesSchema),
    offer: v.optional(descriptionSchema),
  }),
  'room:leave': emptySchema,
  'signal:send': v.pipe(
    v.object({
      to: idSchema,
      description: v.optional(descriptionSchema),
      candidate: v.optional(candidateSchema),
      generation: v.optional(countSchema),
    }),
    v.check((signal) => (signal.description === undefined) !== (signal.candidate === undefined)),
  ),
  'state:set': v.object({
    sources: v.optional(partialSourcesSchema),
    hand: v.optional(v.boolean()),
    name: v.optional(displayNameSchema),
  }),
  'chat:send': v.object({ id: idSchema, text: chatTextSchema, to: v.optional(idSchema) }),
  'moderate:admit': v.object({ id: idSchema }),
  'moderate:deny': v.object({ id: idSchema }),
  'moderate:remove': v.object({ id: idSchema }),
  'moderate:mute': v.object({ id: v.optional(idSchema) }),
  'moderate:lock': v.object({ on: v.boolean() }),
  'moderate:lobby': v.object({ on: v.boolean() }),
  'moderate:spotlight': v.object({ id: v.nullable(idSchema) }),
  'moderate:role': v.object({ id: idSchema, role: v.picklist(ROLES) }),
  'moderate:end': emptySchema,
  'ice:refresh': emptySchema,
  'token:renew': v.object({ token: tokenSchema }),
} as const;

/** The name of a client's request. */
export type RequestName = keyof typeof REQUEST_SCHEMAS;
/** The object a request carries, as the client writes it. */
export type RequestPayload<Name extends RequestName> = v.InferInput<(typeof REQUEST_SCHEMAS)[Name]>;
/** The object a request carries, as the server reads it. */
export type ParsedRequest<Name extends RequestName> = v.InferOutput<(typeof REQUEST_SCHEMAS)[Name]>;

const admissionEntries = {
  self: participantSchema,
  participants: v.pipe(
    v.array(participantSchema),
    v.check(({ length }) => length <= WIRE_LIMITS.participants),
  ),
  iceServers: iceServersSchema,
  resume: v.string(),
  room: roomSchema,
  offeredTo: v.optional(idSchema),
};
const admissionSchema = v.object(admissionEntries);
/** What somebody let into a room gets: themselves, the others, and what to connect and to come back with. */
export type Admission = v.InferOutput<typeof admissionSchema>;

const lobbySchema = v.object({ lobby: v.boolean(), resume: v.string() });
/** What somebody who has to wait at the door gets. */
export type LobbyReply = v.InferOutput<typeof lobbySchema>;

/** What an ok ack holds beside `ok`, by request; requests not named here answer `{}`. */
export const REPLY_SCHEMAS = {
  'room:join': v.union([lobbySchema, admissionSchema]),
  'chat:send': v.object({ at: v.number() }),
  'ice:refresh': v.object({ iceServers: iceServersSchema }),
  'token:renew': v.object({ resume: v.string(), exp: v.optional(v.number()) }),
} as const;

/** What an ok ack holds beside `ok`. */
export type Reply<Name extends RequestName> = Name extends keyof typeof REPLY_SCHEMAS
  ? v.InferOutput<(typeof REPLY_SCHEMAS)[Name]>
  : Record<never, never>;

/** A refusal: a code for programs, words for the person who reads the log. */
export interface WireError {
  code: string;
  message: string;
}
/** Every ack. */
export type Ack<Name extends RequestName> = ({ ok: true } & Reply<Name>) | { ok: false; error: WireError };

const event = <const Entries extends v.ObjectEntries>(entries: Entries) => v.object({ seq: countSchema, ...entries });

/** What the server tells without being asked, by event name. `seq` grows by one with each event to a seat. */
export const EVENT_SCHEMAS = {
  'participant:joined': /* @__PURE__ */ event({ participant: participantSchema }),
  'participant:updated': /* @__PURE__ */ event({ participant: participantSchema }),
  'participant:left': /* @__PURE__ */ event({ id: idSchema, reason: v.picklist(LEAVE_REASONS) }),
  'signal:message': /* @__PURE__ */ event({
    from: idSchema,
    description: v.optional(descriptionSchema),
    candidate: v.optional(candidateSchema),
    generation: v.optional(countSchema),
  }),
  'chat:message': /* @__PURE__ */ event({
    id: idSchema,
    from: idSchema,
    text: v.string(),
    to: v.optional(idSchema),
    at: v.number(),
  }),
  'room:updated': /* @__PURE__ */ event({ room: roomSchema }),
  'room:ended': /* @__PURE__ */ event({ reason: v.picklist(LEAVE_REASONS) }),
  'lobby:knocked': /* @__PURE__ */ event({ participant: participantSchema }),
  'lobby:gone': /* @__PURE__ */ event({ id: idSchema }),
  'lobby:admitted': /* @__PURE__ */ event(admissionEntries),
  'lobby:denied': /* @__PURE__ */ event({}),
  'moderate:applied': /* @__PURE__ */ event({ action: v.string(), by: idSchema, id: v.optional(idSchema) }),
  'ice:servers': /* @__PURE__ */ event({ iceServers: iceServersSchema }),
  'token:expiring': /* @__PURE__ */ event({ at: v.number() }),
} as const;

/** The name of a server's event. */
export type EventName = keyof typeof EVENT_SCHEMAS;
/** The object a server's event carries. */
export type EventPayload<Name extends EventName> = v.InferOutput<(typeof EVENT_SCHEMAS)[Name]>;
/** Any server event, told apart by `name`. */
export type ServerEvent = { [Name in EventName]: { name: Name; payload: EventPayload<Name> } }[EventName];

const ackSchema = v.object({
  ok: v.boolean(),
  error: v.optional(v.object({ code: v.string(), message: v.string() })),
});

/**
 * Reads a request's payload.
 * @returns the payload without unknown keys, or `null` when it is not of that shape.
 */
export function parseRequest<Name extends RequestName>(name: Name, payload: unknown): ParsedRequest<Name> | null {
  // An array is an object too, to a schema in which nothing is required.
  if (Array.isArray(payload)) return null;
  const result = v.safeParse(REQUEST_SCHEMAS[name], payload);
  return result.success ? result.output : null;
}

/**
 * Reads an ack, whatever came.
 * @returns the reply; or the server's refusal; or, for what is no ack of that request, a refusal with code `internal`.
 */
export function parseAck<Name extends RequestName>(name: Name, ack: unknown): Ack<Name> {
  const outcome = v.safeParse(ackSchema, ack);
  if (outcome.success && !outcome.output.ok && outcome.output.error) {
    return { ok: false, error: outcome.output.error };
  }
  const schemas: Partial<Record<RequestName, v.GenericSchema>> = REPLY_SCHEMAS;
  const reply = v.safeParse(schemas[name] ?? emptySchema, ack);
  if (outcome.success && outcome.output.ok && reply.success) {
    return { ok: true, ...(reply.output as Reply<Name>) };
  }
  return { ok: false, error: { code: 'internal', message: `The server's answer to ${name} could not be read.` } };
}

/**
 * Reads a server event.
 * @returns the event, or `null` when the name is unknown or the payload is not of its shape.
 */
export function parseEvent(name: string, payload: unknown): ServerEvent | null {
  if (!Object.hasOwn(EVENT_SCHEMAS, name)) return null;
  const eventName = name as EventName;
  const result = v.safeParse(EVENT_SCHEMAS[eventName], payload);
  return result.success ? ({ name: eventName, payload: result.output } as ServerEvent) : null;
}

/** Reads ICE servers; `null` when they are none. */
export function parseIceServers(value: unknown): WireIceServers | null {
  const result = v.safeParse(iceServersSchema, value);
  return result.success ? result.output : null;
}

/**
 * Reads a room's or a participant's name, by the same rules as the server.
 * @returns the name as it will be used, or `null` when it is not 1 to 64 characters on one line.
 */
export function parseName(kind: 'room' | 'name', text: string): string | null {
  const result = v.safeParse(kind === 'room' ? roomNameSchema : displayNameSchema, text);
  return result.success ? result.output : null;
}
