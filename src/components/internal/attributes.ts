import type { ComplexAttributeConverter } from 'lit';

/** An attribute of listed values: any other, as HTML has it, means the first. */
export function oneOf<const Value extends string>(...values: [Value, ...Value[]]): ComplexAttributeConverter<Value> {
  return {
    fromAttribute: (attribute) => values.find((value) => value === attribute) ?? values[0],
    toAttribute: (value) => value,
  };
}
