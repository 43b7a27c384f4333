import type { ReflectedAttributes } from '../internal/element/reflected-attributes.js';
import { setState } from '../internal/element/set-state.js';

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
    setState(states, name, on);
  }
  for (const [name, value] of Object.entries(values)) {
    attributes.say(name, value);
    const state = `${name}-${value}`;
    for (const other of [...states]) if (other.startsWith(`${name}-`) && other !== state) states.delete(other);
    setState(states, state, true);
  }
}
