import type { Quality } from '../../core/index.js';
import type { ReflectedAttributes } from '../internal/element/reflected-attributes.js';
import { setState } from '../internal/element/set-state.js';

/**
 * Reflects a tile's states as attributes, and as custom states for `:state()`.
 * @param flags become presence-only attributes and states of the same name.
 * @param quality becomes an attribute, and the state `quality-…`.
 */
export function reflectStates(
  attributes: ReflectedAttributes,
  states: CustomStateSet,
  flags: Readonly<Record<string, boolean>>,
  quality: Quality,
): void {
  for (const [name, on] of Object.entries(flags)) {
    attributes.say(name, on ? '' : null);
    setState(states, name, on);
  }
  attributes.say('quality', quality);
  const state = `quality-${quality}`;
  for (const other of [...states]) if (/^quality-/.test(other) && other !== state) states.delete(other);
  setState(states, state, true);
}
