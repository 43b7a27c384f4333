const MEGABYTE = 'x'.repeat(1024 * 1024);

/** A copy with one more, unknown key in every object. */
export function withUnknownKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withUnknownKeys);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, withUnknownKeys(each)]);
  return { ...Object.fromEntries(entries), unknown: { deep: [1] } };
}

/**
 * Copies of a payload in each of which one value was replaced by one of another type, or (`isLong`) by a megabyte of
 * text.
 */
export function* corrupted(
  payload: unknown,
  { isLong = true }: { isLong?: boolean } = {},
  path = '',
): Generator<readonly [what: string, payload: unknown]> {
  if (typeof payload !== 'object' || payload === null) {
    for (const value of replacements(payload, isLong)) yield [`${path} = ${describe(value)}`, value];
    return;
  }
  for (const [key, value] of Object.entries(payload)) {
    for (const [what, replaced] of corrupted(value, { isLong }, `${path}.${key}`)) {
      const copy: unknown = Array.isArray(payload)
        ? payload.map((each: unknown, index) => (String(index) === key ? replaced : each))
        : { ...payload, [key]: replaced };
      yield [what, copy];
    }
  }
}

function replacements(value: unknown, isLong: boolean): readonly unknown[] {
  const others = [[value], { value }, Symbol('value')];
  if (typeof value === 'string') return [7, true, ...others.slice(1), [7], ...(isLong ? [MEGABYTE] : [])];
  if (typeof value === 'number') return [String(value), true, NaN, ...others];
  if (typeof value === 'boolean') return [String(value), Number(value), ...others];
  return [true, ...others];
}

function describe(value: unknown): string {
  return typeof value === 'symbol' ? 'a symbol' : JSON.stringify(value).slice(0, 40);
}
