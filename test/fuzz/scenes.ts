import fc, { type Arbitrary } from 'fast-check';
import type { RequestName } from '../../src/protocol/protocol.js';
import { anyJson } from './hostile-json.js';
import { payloadsOf, REQUEST_NAMES } from './payloads.js';

/** One hostile request: the client that sends it, its name and its arguments. */
export interface Attempt {
  visitor: 0 | 1 | 2;
  name: string;
  /** The arguments as JSON text; words with `$` are filled in when it is sent. */
  json: string;
  /** Bytes that go with it, as in Socket.IO's binary events; the announced number may be wrong. */
  attachments: { announced: number; sent: number } | null;
  hasAck: boolean;
  /** Whether the next request waits for its answer; otherwise it comes while this one is being handled. */
  isAwaited: boolean;
}

/** What three clients do in their room. */
export interface Scene {
  start: 'strangers' | 'seated' | 'lobby';
  attempts: Attempt[];
  /** Whether they disconnect without leaving in the end, so that the server has to give their seats up. */
  isAbandoned: boolean;
}

/** Names that are no request, some of which have a meaning for the libraries below. */
const OTHER_NAMES = ['no:such', '__proto__', 'constructor', 'error', '', 'message', 'toString', 'room:join '];
/** Names that end the connection: the library treats a client that sends them as broken. */
export const RESERVED_NAMES: readonly string[] = [
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
];

const others: Arbitrary<[string, string]> = fc.oneof(
  {
    weight: 40,
    arbitrary: fc.constantFrom(...REQUEST_NAMES).chain((name) => fc.tuple(fc.constant<string>(name), payloadsOf(name))),
  },
  { weight: 6, arbitrary: fc.tuple(fc.oneof(fc.constantFrom(...OTHER_NAMES), fc.string()), anyJson) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...RESERVED_NAMES), anyJson) },
);

const attachments = fc.oneof(
  { weight: 99, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({ announced: fc.integer({ min: 0, max: 3 }), sent: fc.integer({ min: 0, max: 2 }) }),
  },
);

function attemptsOf(request: Arbitrary<[string, string]>): Arbitrary<Attempt> {
  return fc
    .record({
      visitor: fc.constantFrom(0, 1, 2),
      request,
      attachments,
      hasAck: fc.integer({ min: 0, max: 9 }).map((digit) => digit > 0),
      isAwaited: fc.boolean(),
    })
    .map(({ request: [name, json], ...rest }) => ({ ...rest, name, json }));
}

/** Scenes in which most of what is sent is that one request, in between all the others. */
export function scenesOf(name: RequestName): Arbitrary<Scene> {
  const attempt = fc.oneof(
    { weight: 3, arbitrary: attemptsOf(fc.tuple(fc.constant(name), payloadsOf(name))) },
    { weight: 1, arbitrary: attemptsOf(others) },
  );
  return fc.record({
    start: fc.constantFrom('strangers', 'seated', 'seated', 'lobby'),
    attempts: fc.array(attempt, { minLength: 1, maxLength: 40, size: 'max' }),
    isAbandoned: fc.boolean(),
  });
}
