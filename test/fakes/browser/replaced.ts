const undo: (() => void)[] = [];

/** Replaces a property of a browser's object by `value`, until `restore()`. */
export function replace(target: object, name: string, value: unknown): void {
  const own = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, { value, configurable: true, writable: true });
  undo.push(() => {
    if (own === undefined) Reflect.deleteProperty(target, name);
    else Object.defineProperty(target, name, own);
  });
}

/** Undoes every `replace()`: to be called after each test. */
export function restore(): void {
  for (const step of undo.splice(0).reverse()) step();
}
