/**
 * Shapes read what comes from outside: functions that take a value of unknown type and return it with a type, or throw.
 * The types are inferred from the shapes, never written a second time. Making a shape has no side effects, and each
 * call is marked as pure, so that a bundler drops the shapes that a page does not use.
 */

/** Reads a value; throws when it is of another shape. */
export type Shape<Output> = (value: unknown) => Output;
/** The type that a shape returns. */
export type OutputOf<Any> = Any extends Shape<infer Output> ? Output : never;

/** A field that may be missing. */
export type OptionalShape<Output> = Shape<Output | undefined> & { readonly isOptional: true };
/** The shapes of an object's fields, by key. */
export type Entries = Readonly<Record<string, Shape<unknown>>>;
/** The type of an object with such fields. */
export type ObjectShape<Fields extends Entries> = Shape<ObjectOf<Fields>> & { readonly entries: Fields };

type OptionalKey<Fields> = {
  [Key in keyof Fields]: Fields[Key] extends OptionalShape<unknown> ? Key : never;
}[keyof Fields];
type ObjectOf<Fields> = Merged<
  { [Key in Exclude<keyof Fields, OptionalKey<Fields>>]: OutputOf<Fields[Key]> } & {
    [Key in OptionalKey<Fields>]?: OutputOf<Fields[Key]>;
  }
>;
type Merged<Type> = { [Key in keyof Type]: Type[Key] };

/** Reads a value; `null` when it is of another shape. */
export function read<Output>(shape: Shape<Output>, value: unknown): Output | null {
  try {
    return shape(value);
  } catch {
    // Shapes throw on purpose, and nothing else in them throws.
    return null;
  }
}

/** The same shape, for values that also meet a condition. */
/* @__NO_SIDE_EFFECTS__ */
export function check<Checked extends Shape<unknown>>(
  shape: Checked,
  isMet: (output: OutputOf<Checked>) => boolean,
): Checked {
  const readChecked = (value: unknown): unknown => {
    const output = shape(value) as OutputOf<Checked>;
    if (!isMet(output)) throw new TypeError();
    return output;
  };
  return Object.assign(readChecked, shape);
}

/* @__NO_SIDE_EFFECTS__ */
function only<Output>(isSo: (value: unknown) => boolean): Shape<Output> {
  return check((value: unknown) => value as Output, isSo);
}

/** Text of any length. */
export const string: Shape<string> = /* @__PURE__ */ only((value) => typeof value === 'string');
/**
 * Any number. JSON carries no `NaN`, but it can carry `1e999`, which is infinite: use a bounded shape where that
 * matters.
 */
export const number: Shape<number> = /* @__PURE__ */ only((value) => typeof value === 'number' && !Number.isNaN(value));
/** True or false. */
export const boolean: Shape<boolean> = /* @__PURE__ */ only((value) => typeof value === 'boolean');

/** Text of `minLength` to `maxLength` UTF-16 code units. */
/* @__NO_SIDE_EFFECTS__ */
export function boundedText(maxLength: number, minLength = 0): Shape<string> {
  return check(string, ({ length }) => length >= minLength && length <= maxLength);
}

/** A whole number from 0 to `max`. */
/* @__NO_SIDE_EFFECTS__ */
export function wholeNumber(max: number): Shape<number> {
  return only((value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max);
}

/** One of the given words. */
/* @__NO_SIDE_EFFECTS__ */
export function oneOf<const Word extends string>(words: readonly Word[]): Shape<Word> {
  return only((value) => words.includes(value as Word));
}

/** A field of an object that may be missing. */
/* @__NO_SIDE_EFFECTS__ */
export function optional<Output>(shape: Shape<Output>): OptionalShape<Output> {
  const readOptional = (value: unknown): Output | undefined => (value === undefined ? value : shape(value));
  return Object.assign(readOptional, shape, { isOptional: true as const });
}

/** The same shape, or `null`. */
/* @__NO_SIDE_EFFECTS__ */
export function nullable<Output>(shape: Shape<Output>): Shape<Output | null> {
  return (value) => (value === null ? value : shape(value));
}

/** A list of at most `maxLength` items. */
/* @__NO_SIDE_EFFECTS__ */
export function list<Output>(shape: Shape<Output>, maxLength = Infinity): Shape<Output[]> {
  const readList = only<unknown[]>((value) => Array.isArray(value) && value.length <= maxLength);
  return (value) => readList(value).map(shape);
}

/** The same value under each of these names. */
/* @__NO_SIDE_EFFECTS__ */
export function fill<Name extends string, Value>(names: readonly Name[], value: Value): Readonly<Record<Name, Value>> {
  return Object.fromEntries(names.map((name) => [name, value])) as Record<Name, Value>;
}

/** An object; what it holds beside `entries` is dropped, not refused, so that either end may be the newer one. */
/* @__NO_SIDE_EFFECTS__ */
export function object<const Fields extends Entries>(entries: Fields): ObjectShape<Fields> {
  const shapes = Object.entries(entries);
  // On the server's hot path: it reads every message of a call.
  const readObject = (value: unknown): ObjectOf<Fields> => {
    if (typeof value !== 'object' || value === null) throw new TypeError();
    const fields = value as Record<string, unknown>;
    const known: Record<string, unknown> = {};
    for (const [key, shape] of shapes) {
      const field = shape(fields[key]);
      if (field !== undefined) known[key] = field;
    }
    return known as ObjectOf<Fields>;
  };
  return Object.assign(readObject, { entries });
}

/** The same object, with every field optional. */
/* @__NO_SIDE_EFFECTS__ */
export function partial<Fields extends Entries>({ entries }: ObjectShape<Fields>): Shape<Partial<ObjectOf<Fields>>> {
  const optionals = Object.entries(entries).map(([key, shape]) => [key, optional(shape)] as const);
  return object(Object.fromEntries(optionals)) as Shape<Partial<ObjectOf<Fields>>>;
}

/** The first of two that fits. */
/* @__NO_SIDE_EFFECTS__ */
export function either<One extends Shape<unknown>, Other extends Shape<unknown>>(
  one: One,
  other: Other,
): Shape<OutputOf<One> | OutputOf<Other>> & { readonly options: readonly [One, Other] } {
  const readEither = (value: unknown) => (read(one, value) ?? other(value)) as OutputOf<One> | OutputOf<Other>;
  return Object.assign(readEither, { options: [one, other] as const });
}
