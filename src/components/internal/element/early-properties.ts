import { LitElement } from 'lit';

/**
 * What a page set on a tag before the kit was loaded: such a property is the element's own and hides that of the class. Takes them
 * off, to be given back by the returned function once the tag can hear of it; what can only be read is dropped. Lit does the
 * same for reactive properties, but not for those with accessors of a class's own. Methods stay as the page has them.
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

/** The accessor of that name in the tag's own classes. */
function findAccessor(tag: LitElement, name: string): PropertyDescriptor | null {
  let prototype = Object.getPrototypeOf(tag) as object;
  while (prototype !== LitElement.prototype) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, name);
    if (descriptor) return 'value' in descriptor ? null : descriptor;
    prototype = Object.getPrototypeOf(prototype) as object;
  }
  return null;
}
