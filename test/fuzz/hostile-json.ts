import fc, { type Arbitrary } from 'fast-check';

/** Keys that careless programs can be tricked with, and keys that mean something to this one. */
const KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'then',
  'length',
  '_placeholder',
  'num',
  'room',
  'name',
  'id',
  'to',
  'from',
  'role',
  'sources',
  'description',
  '',
];

const key = fc.oneof(fc.constantFrom(...KEYS), fc.string({ maxLength: 8 }));

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(-1, -0, 2 ** 31, 2 ** 53, 1e308, 0.5),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', ' ', '\u0000', '\ud800', '__proto__', '$self', '$other', '$room', '<img src=x onerror=alert(1)>'),
);

/** Any value that JSON can carry; an object's own key may be `__proto__`. */
export const anyValue: Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
})).value;

const deep = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}'], ['{"__proto__":', '}']), fc.integer({ min: 1, max: 4000 }))
  .map(([[open = '', close = ''], levels]) => `${open.repeat(levels)}1${close.repeat(levels)}`);

const huge = fc
  .tuple(fc.constantFrom('x', '\u0000', '\u{1f375}', '\ud800', '"'), fc.integer({ min: 100, max: 9000 }))
  .map(([unit, times]) => JSON.stringify(unit.repeat(times)));

const wide = fc
  .tuple(fc.constantFrom('1', 'null', '{}', '[]', '""'), fc.integer({ min: 100, max: 15_000 }))
  .map(([item, items]) => `[${Array.from({ length: items }, () => item).join(',')}]`);

/** JSON text that is unlike any request: of any kind, very deep, very long or very wide. */
export const anyJson: Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: anyValue.map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: huge },
  { weight: 1, arbitrary: wide },
);
