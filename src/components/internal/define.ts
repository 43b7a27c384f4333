/** Registers a tag, once: a second copy of the kit, or loading it twice, changes nothing; without a DOM nothing happens. */
export function define(tag: string, element: CustomElementConstructor): void {
  const { customElements } = globalThis as { customElements?: CustomElementRegistry };
  if (!customElements?.get(tag)) customElements?.define(tag, element);
}
