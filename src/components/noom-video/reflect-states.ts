/**
 * Shows an element's own states to CSS twice: as attributes, and as custom states for `:state()`.
 * @param flags become presence-only attributes and states of the same name.
 * @param values become attributes, and states named `name-value`.
 */
export function reflectStates(
  host: HTMLElement,
  states: CustomStateSet,
  flags: Readonly<Record<string, boolean>>,
  values: Readonly<Record<string, string>>,
): void {
  for (const [name, on] of Object.entries(flags)) {
    host.toggleAttribute(name, on);
    states[on ? 'add' : 'delete'](name);
  }
  for (const [name, value] of Object.entries(values)) {
    const previous = host.getAttribute(name);
    if (previous === value) continue;
    host.setAttribute(name, value);
    states.delete(`${name}-${previous ?? ''}`);
    states.add(`${name}-${value}`);
  }
}
