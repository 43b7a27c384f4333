import type { ComplexAttributeConverter, ReactiveElement } from 'lit';

/**
 * The one kind of boolean: present is true, except the text `false`, which is what Vue's and Svelte's servers write, and their
 * clients as long as a tag is not defined.
 */
export const presence: ComplexAttributeConverter<boolean> = {
  fromAttribute: (text) => text !== null && text.trim().toLowerCase() !== 'false',
  toAttribute: (isSet) => (isSet ? '' : null),
};

/** An attribute of listed values: any other, as HTML has it, means the first. */
export function oneOf<const Value extends string>(...values: [Value, ...Value[]]): ComplexAttributeConverter<Value> {
  return {
    fromAttribute: (attribute) => values.find((value) => value === attribute) ?? values[0],
    toAttribute: (value) => value,
  };
}

/** `on` by default; `false`, as a page may write it, is `off`: a microphone that was not wanted stays off. */
export const onOrOff: ComplexAttributeConverter<'on' | 'off'> = {
  fromAttribute: (attribute) => (attribute === 'off' || !presence.fromAttribute?.(attribute ?? '') ? 'off' : 'on'),
  toAttribute: (value) => value,
};

const aliasesByClass = new WeakMap<typeof ReactiveElement, ReadonlyMap<string, string>>();

/**
 * The other spelling of each attribute of more than one word, by itself: a property's name as HTML keeps it (`displayname` for
 * `display-name`), which is what React and Solid write. One list for all tags, made of what their classes declare.
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
