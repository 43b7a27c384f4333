/** Shapes that several wires share. One check for both ends of a range: every page pays for each kind of check. */
import * as v from 'valibot';

/** Any text of `minLength` to `maxLength` UTF-16 code units. */
export const boundedText = (maxLength: number, minLength = 0): v.GenericSchema<string> =>
  v.pipe(
    v.string(),
    v.check(({ length }) => length >= minLength && length <= maxLength),
  );

/** A whole number from 0 to `max`. */
export const wholeNumber = (max: number): v.GenericSchema<number> =>
  v.pipe(
    v.number(),
    v.check((value) => Number.isInteger(value) && value >= 0 && value <= max),
  );
