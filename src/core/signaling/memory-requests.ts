import type { CallErrorCode } from '../errors.js';
import {
  parseName,
  parseRequest,
  REQUEST_SCHEMAS,
  WIRE_LIMITS,
  type ParsedRequest,
  type RequestName,
} from './protocol.js';
import { isLonger } from '../wire-texts.js';

/** A request that the server in memory says no to. */
export class Refusal extends Error {
  readonly code: CallErrorCode | 'bad-request';

  constructor(code: CallErrorCode | 'bad-request', message: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
  }
}

/** Any request that could be read, told apart by `name`. */
export type MemoryRequest = { [Name in RequestName]: { name: Name; payload: ParsedRequest<Name> } }[RequestName];

/** Reads whatever came, and refuses what is no request with the codes of the real server. */
export function readMemoryRequest(name: string, payload: unknown): MemoryRequest {
  if (!Object.hasOwn(REQUEST_SCHEMAS, name)) throw new Refusal('bad-request', 'There is no request of that name.');
  const requestName = name as RequestName;
  const parsed = parseRequest(requestName, payload);
  if (!parsed) throw fault(requestName, payload);
  return { name: requestName, payload: parsed } as MemoryRequest;
}

function fault(name: RequestName, payload: unknown): Refusal {
  const { room, name: displayName, text } = { ...(payload as Record<string, unknown> | null) };
  if (name === 'room:join' && !isName('room', room)) return new Refusal('invalid-room', 'That is no room name.');
  const hasName = name === 'room:join' || (name === 'state:set' && displayName !== undefined);
  if (hasName && !isName('name', displayName)) return new Refusal('invalid-name', 'That is no name.');
  if (typeof text === 'string' && isLonger(text, WIRE_LIMITS.chatCharacters)) {
    return new Refusal('message-too-large', 'The text is too long.');
  }
  return new Refusal('bad-request', `The object in ${name} is not as the protocol has it.`);
}

function isName(kind: 'room' | 'name', value: unknown): boolean {
  return typeof value === 'string' && parseName(kind, value) !== null;
}
