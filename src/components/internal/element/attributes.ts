import type { ComplexAttributeConverter, ReactiveElement } from 'lit';

/**
 * A boolean attribute: present is true, except the text `false`, which Vue's and Svelte's servers write, and their
 * clients as long as a tag is not defined.
 */
export const presence: ComplexAttributeConverter<boolean> = {
  fromAttribute: (text) => text !== null && text.trim().toLowerCase() !== 'false',
  toAttribute: (isSet) => (isSet ? '' : null),
};

/** An enumerated attribute: any other value, as in HTML, means the first. */
export function oneOf<const Value extends string>(...values: [Value, ...Value[]]): ComplexAttributeConverter<Value> {
  return {
    fromAttribute: (attribute) => values.find((value) => value === attribute) ?? values[0],
    toAttribute: (value) => value,
  };
}

/** `on` by default; `false` is `off` too, because a microphone that is not wanted must stay off. */
export const onOrOff: ComplexAttributeConverter<'on' | 'off'> = {
  fromAttribute: (attribute) => (attribute === 'off' || !presence.fromAttribute?.(attribute ?? '') ? 'off' : 'on'),
  toAttribute: (value) => value,
};

const aliasesByClass = new WeakMap<typeof ReactiveElement, ReadonlyMap<string, string>>();

/**
 * The second spelling of each attribute of more than one word: the property's name in lower case (`displayname` for
 * `display-name`), which React and Solid write. Derived from the properties that a class declares.
 */
export function attributeAliases(tag: typeof ReactiveElement): ReadonlyMap<string, string> {
  let aliases = aliasesByClass.get(tag);
  if (!aliases) {
    const spellings = [...tag.elementProperties].flatMap(([name, { attribute }]) =>
      typeof attribute === 'string' ? [[String(name).toLowerCase(), attribute] as const] : [],
    );
    aliases = new Map(spellings.filter(([alias, attribute]) => alias !== attribute));
    aliasesByClass.set(tag, aliases);
  }
  return aliases;
}
