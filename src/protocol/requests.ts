/** What a client may ask of the server: the schema of each request. */
import {
  ROLES,
  WIRE_LIMITS,
  countSchema,
  descriptionSchema,
  displayNameSchema,
  featuresSchema,
  idSchema,
  partialSourcesSchema,
  roomNameSchema,
  signalEntries,
} from './facts.js';
import { joinedSchema, ofEpochSchema, readySchema, reportSchema, wishSchema } from './media.js';
import { boolean, boundedText, check, list, nullable, object, oneOf, optional, type OutputOf } from './shapes.js';
import { messageShape } from './messages.js';

const tokenSchema = boundedText(WIRE_LIMITS.tokenCharacters);
/** At least 128 random bits: 22 characters in base64url. */
const nonceSchema = boundedText(64, 22);
export const emptySchema = object({});
/** A message of the chat, by its id and its author. */
export const referenceSchema = object({ id: idSchema, from: idSchema });

/** What a client may ask, by event name: the schema of the one object it carries. */
export const REQUEST_SCHEMAS = {
  'room:join': object({
    room: roomNameSchema,
    name: displayNameSchema,
    token: optional(tokenSchema),
    nonce: optional(nonceSchema),
    resume: optional(tokenSchema),
    lastSeq: optional(countSchema),
    sources: optional(partialSourcesSchema),
    offer: optional(descriptionSchema),
    protocol: optional(countSchema),
    features: optional(featuresSchema),
    topology: optional(wishSchema),
  }),
  'room:peek': object({ room: roomNameSchema, token: optional(tokenSchema) }),
  'room:leave': object({
    room: optional(roomNameSchema),
    resume: optional(tokenSchema),
    nonce: optional(nonceSchema),
  }),
  'signal:send': check(
    object({ to: idSchema, ...signalEntries }),
    ({ description, candidate, ask }) =>
      [description, candidate, ask].filter((part) => part !== undefined).length === 1,
  ),
  'state:set': object({
    sources: optional(partialSourcesSchema),
    hand: optional(boolean),
    name: optional(displayNameSchema),
  }),
  'chat:send': object({ id: idSchema, text: messageShape, to: optional(idSchema), replyTo: optional(referenceSchema) }),
  'chat:delete': object({ id: idSchema, from: optional(idSchema), to: optional(idSchema) }),
  // Whether it is an emoji is read by `emoji.ts` where reactions are passed on and shown: in pages, that is lazy code.
  react: object({
    id: idSchema,
    emoji: idSchema,
    to: optional(list(idSchema, WIRE_LIMITS.participants)),
  }),
  'moderate:admit': object({ id: idSchema }),
  'moderate:deny': object({ id: idSchema }),
  'moderate:remove': object({ id: idSchema }),
  'moderate:mute': object({ id: optional(idSchema) }),
  'moderate:ask': object({ id: idSchema }),
  'moderate:lock': object({ on: boolean }),
  'moderate:lobby': object({ on: boolean }),
  'moderate:spotlight': object({ id: nullable(idSchema) }),
  'moderate:role': object({ id: idSchema, role: oneOf(ROLES) }),
  'moderate:topology': object({ plane: wishSchema }),
  'moderate:end': emptySchema,
  'media:joined': joinedSchema,
  'media:ready': readySchema,
  'media:report': reportSchema,
  'media:token': ofEpochSchema,
  'ice:refresh': emptySchema,
  'token:renew': object({ token: tokenSchema }),
} as const;

/** The name of a client's request. */
export type RequestName = keyof typeof REQUEST_SCHEMAS;
/** The object a request carries, as the client writes it. */
export type RequestPayload<Name extends RequestName> = OutputOf<(typeof REQUEST_SCHEMAS)[Name]>;
/** The object a request carries, as the server reads it. */
export type ParsedRequest<Name extends RequestName> = OutputOf<(typeof REQUEST_SCHEMAS)[Name]>;
