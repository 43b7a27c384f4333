/** The internals of a tag. What stands in for a page outside of browsers may have none, as happy-dom in unit tests. */
export function internalsOf(tag: HTMLElement): ElementInternals {
  return (tag as Partial<HTMLElement>).attachInternals?.() ?? ({ states: new Set() } as ElementInternals);
}
