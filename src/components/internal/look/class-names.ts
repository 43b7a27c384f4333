/** The value of a `class` attribute: those names whose condition is met. */
export function classNames(conditions: Readonly<Record<string, boolean>>): string {
  return Object.keys(conditions)
    .filter((name) => conditions[name])
    .join(' ');
}
