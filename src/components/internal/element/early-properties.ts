import { LitElement } from 'lit';

/**
 * Properties that a page set on a tag before the kit was loaded: such an instance property hides the accessor of the
 * class. Removes them; the returned function sets them again, once the tag is ready. Read-only ones are dropped. Lit
 * does the same for reactive properties, but not for accessors that a class defines itself. Methods stay as the page
 * set them.
 */
export function takeEarlyProperties(tag: LitElement): () => void {
  const early = Object.keys(tag).flatMap((name) => {
    const accessor = findAccessor(tag, name);
    return accessor ? [{ name, accessor, value: tag[name as keyof LitElement] as unknown }] : [];
  });
  for (const { name } of early) Reflect.deleteProperty(tag, name);
  return () => {
    for (const { accessor, value } of early.splice(0)) accessor.set?.call(tag, value);
  };
}

/** The accessor of that name in the tag's classes below `LitElement`. */
function findAccessor(tag: LitElement, name: string): PropertyDescriptor | null {
  let prototype = Object.getPrototypeOf(tag) as object;
  while (prototype !== LitElement.prototype) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    if (descriptor) return 'value' in descriptor ? null : descriptor;
    prototype = Object.getPrototypeOf(prototype) as object;
  }
  return null;
}
