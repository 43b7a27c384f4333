import fc, { type Arbitrary } from 'fast-check';
import type { RequestName } from '../../src/protocol/protocol.js';
import { anyJson } from './hostile-json.js';
import { payloadsOf, REQUEST_NAMES } from './payloads.js';

/** One hostile request: which of the visitors sends it, under which name, and with what. */
export interface Attempt {
  visitor: 0 | 1 | 2;
  name: string;
  /** The arguments as JSON text; words with `$` are filled in when it is sent. */
  json: string;
  /** Bytes that go with it, as Socket.IO's binary events have them; how many are announced may be a lie. */
  attachments: { announced: number; sent: number } | null;
  hasAck: boolean;
  /** Whether the next one waits for its answer; otherwise they come while it is being thought about. */
  isAwaited: boolean;
}

/** What three visitors do to a room of theirs. */
export interface Scene {
  start: 'strangers' | 'seated' | 'lobby';
  attempts: Attempt[];
  /** Whether they go without a word in the end, so that their seats have to be cleared away. */
  isAbandoned: boolean;
}

/** Names that are no request, some of which mean something to the libraries below. */
const OTHER_NAMES = ['no:such', '__proto__', 'constructor', 'error', '', 'message', 'toString', 'room:join '];
/** Names that end the connection: to the library, only a broken client sends them. */
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
