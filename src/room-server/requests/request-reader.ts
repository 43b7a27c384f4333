import {
  REQUEST_SCHEMAS,
  WIRE_LIMITS,
  displayNameSchema,
  parseRequest,
  roomNameSchema,
  type ParsedRequest,
  type RequestName,
} from '../../protocol/protocol.js';
import { read } from '../../protocol/shapes.js';
import { isLonger } from '../../protocol/texts.js';
import { Refusal } from '../refusal.js';

/** Any request that could be read, told apart by `name`. */
export type Request = { [Name in RequestName]: { name: Name; payload: ParsedRequest<Name> } }[RequestName];

/**
 * Reads a request of any content.
 * @throws Refusal that says what is wrong with it, as far as that is known.
 */
export function readRequest(name: string, payload: unknown): Request {
  if (!Object.hasOwn(REQUEST_SCHEMAS, name)) throw new Refusal('bad-request', 'There is no request of that name.');
  const requestName = name as RequestName;
  const parsed = parseRequest(requestName, payload);
  if (!parsed) throw fault(requestName, payload);
  return { name: requestName, payload: parsed } as Request;
}

function fault(name: RequestName, payload: unknown): Refusal {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) {
    return new Refusal('bad-request', `"${name}" carries one object.`);
  }
  const fields = new Map<string, unknown>(Object.entries(payload));
  if ((name === 'room:join' || name === 'room:peek') && read(roomNameSchema, fields.get('room')) === null) {
    return new Refusal('invalid-room', `A room's name has 1 to ${String(WIRE_LIMITS.roomCharacters)} characters.`);
  }
  const mayHaveName = name === 'room:join' || fields.has('name');
  if (mayHaveName && 'name' in REQUEST_SCHEMAS[name].entries && read(displayNameSchema, fields.get('name')) === null) {
    return new Refusal('invalid-name', `A name has 1 to ${String(WIRE_LIMITS.nameCharacters)} characters.`);
  }
  const [text, sdp] = [fields.get('text'), sdpOf(fields)];
  const isLongText = typeof text === 'string' && isLonger(text, WIRE_LIMITS.chatCharacters);
  if (isLongText || (typeof sdp === 'string' && sdp.length > WIRE_LIMITS.sdpCharacters)) {
    return new Refusal('message-too-large', `The message in "${name}" is too long.`);
  }
  return new Refusal('bad-request', `The object in "${name}" is not as the protocol has it.`);
}

function sdpOf(fields: Map<string, unknown>): unknown {
  const description = fields.get('description') ?? fields.get('offer');
  return typeof description === 'object' && description !== null && 'sdp' in description ? description.sdp : undefined;
}
