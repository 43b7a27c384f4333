import type { ReflectedAttributes } from '../internal/element/reflected-attributes.js';

/**
 * Reflects an element's states as attributes, and as custom states for `:state()`.
 * @param flags become presence-only attributes and states of the same name.
 * @param values become attributes, and states named `name-value`.
 */
export function reflectStates(
  attributes: ReflectedAttributes,
  states: CustomStateSet,
  flags: Readonly<Record<string, boolean>>,
  values: Readonly<Record<string, string>>,
): void {
  for (const [name, on] of Object.entries(flags)) {
    attributes.say(name, on ? '' : null);
    states[on ? 'add' : 'delete'](name);
  }
  for (const [name, value] of Object.entries(values)) {
    attributes.say(name, value);
    const others = [...states].filter((state) => state.startsWith(`${name}-`) && state !== `${name}-${value}`);
    for (const state of others) states.delete(state);
    states.add(`${name}-${value}`);
  }
}
