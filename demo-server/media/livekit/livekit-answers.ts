import { boolean, boundedText, list, object, optional, type OutputOf } from '../../../src/protocol/shapes.js';

/** A room or a participant may be called anything where LiveKit serves other programs too. */
const name = boundedText(4096);
/** LiveKit holds more participants than a room of this kit, where it serves other programs too. */
const MANY = 10_000;

const trackSchema = object({ sid: name, source: optional(name), muted: optional(boolean) });

const permissionSchema = object({
  canSubscribe: boolean,
  canPublish: boolean,
  canPublishData: boolean,
  canPublishSources: list(name, MANY),
});

/** What is read of a participant. */
export const participantSchema = object({
  identity: name,
  kind: optional(name),
  tracks: optional(list(trackSchema, MANY)),
  permission: optional((value) => (value === null ? undefined : permissionSchema(value))),
});
/** What is read of a participant. */
export type EngineAnswer = OutputOf<typeof participantSchema>;

/** The answer to `ListParticipants`. */
export const participantsSchema = object({ participants: list(participantSchema, MANY) });
/** The answer to `CreateRoom`. */
export const roomSchema = object({ name });
/** The answer to `ListRooms`. */
export const roomsSchema = object({ rooms: list(roomSchema, MANY) });
/** An answer of which nothing is read. */
export const emptySchema = object({});
