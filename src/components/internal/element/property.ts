import type { PropertyDeclaration, ReactiveElement } from 'lit';
import { presence } from './attributes.js';

/**
 * Lit's decorators for the one kind that TypeScript compiles here (`experimentalDecorators`): Lit's own carry the code of both
 * kinds, 0.3 kB of every page.
 */
type Decorator = (prototype: ReactiveElement, name: string) => void;

/**
 * A reactive property, of an attribute unless the options say otherwise. It takes what frameworks set: a text is read as the
 * attribute would be, and `null` or `undefined` give back what the tag begins with, unless `null` is that.
 */
export function property(options: PropertyDeclaration = {}): Decorator {
  const { type, converter = type === Boolean ? presence : undefined } = options;
  const declaration = { ...options, ...(converter && { converter }) };
  return (prototype, name) => {
    declare(prototype, name, declaration);
    readWhatIsSet(prototype, name, readerOf(declaration));
  };
}

/** A reactive property that is nobody else's. */
export function state(): Decorator {
  return (prototype, name) => {
    declare(prototype, name, { state: true, attribute: false });
  };
}

function declare(prototype: ReactiveElement, name: string, options: PropertyDeclaration): void {
  (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
}

/** How what is set becomes the property's value. */
type Reader = (value: unknown, initial: unknown) => unknown;

function readerOf({ type, converter, attribute }: PropertyDeclaration): Reader {
  const fromAttribute = typeof converter === 'object' ? converter.fromAttribute : undefined;
  if (attribute === false)
    return (value) => (typeof value === 'string' && fromAttribute ? fromAttribute(value) : value);
  if (type === Boolean) return (value) => (typeof value === 'string' ? fromAttribute?.(value) : Boolean(value));
  if (type === Number) return (value, initial) => (isNumeric(value) ? Number(value) : initial);
  return (value) => fromAttribute?.(String(value)) ?? String(value);
}

/** Whether a number can be read of it; of an empty text none can. */
function isNumeric(value: unknown): boolean {
  return value !== '' && !Number.isNaN(Number(value));
}

function readWhatIsSet(prototype: ReactiveElement, name: string, read: Reader): void {
  const { set, ...descriptor } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  // The class's own initializer is the first to set it, whichever tag of the kind is made first.
  let isInitial = true;
  let initial: unknown;
  Object.defineProperty(prototype, name, {
    ...descriptor,
    set(this: ReactiveElement, value: unknown) {
      if (isInitial) initial = value;
      isInitial = false;
      set?.call(this, value === null || value === undefined ? initial : read(value, initial));
    },
  });
}
