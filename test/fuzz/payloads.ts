import fc, { type Arbitrary } from 'fast-check';
import {
  ADDED_SOURCES,
  ASKS,
  MEDIA_PROBLEMS,
  REQUEST_SCHEMAS,
  ROLES,
  TOPOLOGY_WISHES,
  type RequestName,
} from '../../src/protocol/protocol.js';
import type { Entries, Shape } from '../../src/protocol/shapes.js';
import { anyJson, anyValue } from './hostile-json.js';

/** A shape, as far as it can be inspected. */
type SeenShape = Shape<unknown> & { entries?: Entries; isOptional?: boolean };

/** Every request of the protocol, so that a new one is tried automatically. */
export const REQUEST_NAMES = Object.keys(REQUEST_SCHEMAS) as readonly RequestName[];

const someId = fc.constantFrom('$other', '$other', '$third', '$waiting', '$waiting', '$self', '$foreign', 'nobody', '');
const someTicket = fc.constantFrom('$ticket', '$otherTicket', 'a.b', '.', '');
/** Two that are used again and again, so that one gets the seat of the other, and one of its own. */
const someNonce = fc.oneof(
  fc.constantFrom('a'.repeat(22), 'b'.repeat(64)),
  fc.string({ minLength: 22, maxLength: 64 }),
);
const someLongText = fc
  .tuple(fc.string({ minLength: 1, maxLength: 6 }), fc.nat(6000))
  .map(([word, times]) => word.repeat(times));

/** Plausible texts by field, so that requests pass the parser. Words with `$` are filled in when played. */
const TEXTS: Readonly<Record<string, Arbitrary<string>>> = {
  room: fc.oneof(
    { weight: 6, arbitrary: fc.constant('$room') },
    { weight: 1, arbitrary: fc.constantFrom('__proto__', '$room 2') },
  ),
  name: fc.constantFrom('Mallory', '\u{1f375}'.repeat(64), '<b>M</b>', 'M\u202e', '__proto__'),
  id: someId,
  to: someId,
  token: fc.constantFrom('$token', '$otherToken', '$expired', '$unsigned', '$elsewhere', '$ticket', ''),
  resume: someTicket,
  text: fc.oneof(fc.string({ minLength: 1 }), someLongText),
  sdp: fc.oneof(fc.string(), someLongText),
};

/** What a shape may take, each with a sample by which to find out. */
const KINDS: readonly [sample: unknown, values: (field: string) => Arbitrary<unknown>][] = [
  [null, () => fc.constant(null)],
  [true, () => fc.boolean()],
  [1, () => fc.oneof(fc.nat(300), fc.maxSafeInteger())],
  ['any text', (field) => TEXTS[field] ?? fc.string({ maxLength: 80 })],
  ['n'.repeat(22), () => someNonce],
  [[...ADDED_SOURCES], () => fc.shuffledSubarray([...ADDED_SOURCES])],
  ...[...new Set([...ROLES, ...ASKS, 'answer', ...TOPOLOGY_WISHES, ...MEDIA_PROBLEMS])].map(
    (word) => [word, () => fc.constant(word)] as const satisfies unknown[],
  ),
];

/** Values that a shape takes; its finer checks may still refuse them. */
function valuesOf(shape: SeenShape, field = ''): Arbitrary<unknown> {
  if (shape.entries) {
    const fields: [string, SeenShape][] = Object.entries(shape.entries);
    return fc.record(Object.fromEntries(fields.map(([name, each]) => [name, valuesOf(each, name)])), {
      requiredKeys: fields.filter(([, { isOptional }]) => isOptional !== true).map(([name]) => name),
    });
  }
  const kinds = KINDS.filter(([sample]) => takes(shape, sample));
  if (kinds.length === 0) throw new Error(`Tell the fuzz suite what the field "${field}" takes.`);
  return fc.oneof(...kinds.map(([, values]) => values(field)));
}

function takes(shape: SeenShape, sample: unknown): boolean {
  try {
    shape(sample);
    return true;
  } catch {
    // This is how shapes refuse.
    return false;
  }
}

/** A valid shape with one field gone, or with something else in its place. */
const mutated = (valid: Arbitrary<unknown>): Arbitrary<string> =>
  fc.tuple(valid, fc.nat(), fc.boolean(), anyJson).map(([value, nth, isGone, replacement]) => {
    const entries = Object.entries(value ?? {}).map(([key, each]) => [key, JSON.stringify(each)] as const);
    const chosen = entries[nth % Math.max(1, entries.length)]?.[0] ?? 'extra';
    const rest = entries.filter(([key]) => key !== chosen);
    const fields = isGone ? rest : [...rest, [chosen, replacement] as const];
    return `{${fields.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
  });

/** JSON text of a request's arguments: valid, nearly valid, or unlike it; sometimes several arguments, or none. */
export function payloadsOf(name: RequestName): Arbitrary<string> {
  const valid = valuesOf(REQUEST_SCHEMAS[name]);
  return fc.oneof(
    { weight: 9, arbitrary: valid.map((value) => JSON.stringify(value)) },
    { weight: 4, arbitrary: mutated(valid) },
    { weight: 2, arbitrary: anyJson },
    { weight: 1, arbitrary: fc.array(anyValue, { maxLength: 3 }).map((all) => JSON.stringify(all).slice(1, -1)) },
  );
}
