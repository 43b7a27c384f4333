import type { PropertyDeclaration, ReactiveElement } from 'lit';
import { presence } from './attributes.js';

/**
 * Lit's decorators, for `experimentalDecorators` only: Lit's own have code for both kinds of decorators, 0.3 kB of
 * every page.
 */
type Decorator = (prototype: ReactiveElement, name: string) => void;

/**
 * A reactive property, with an attribute unless the options say otherwise. It accepts what frameworks set: a text is
 * converted like the attribute, and `null` or `undefined` restore the initial value.
 */
export function property(options: PropertyDeclaration = {}): Decorator {
  const { type, converter = type === Boolean ? presence : undefined } = options;
  const declaration = { ...options, ...(converter && { converter }) };
  return (prototype, name) => {
    declare(prototype, name, declaration);
    readWhatIsSet(prototype, name, readerOf(declaration));
  };
}

/** An internal reactive property, without an attribute. */
export function state(): Decorator {
  return (prototype, name) => {
    declare(prototype, name, { state: true, attribute: false });
  };
}

function declare(prototype: ReactiveElement, name: string, options: PropertyDeclaration): void {
  (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
}

/** Converts a value that is set to the property's type. */
type Reader = (value: unknown, initial: unknown) => unknown;

function readerOf({ type, converter, attribute }: PropertyDeclaration): Reader {
  const fromAttribute = typeof converter === 'object' ? converter.fromAttribute : undefined;
  if (attribute === false && type !== String)
    return (value) => (typeof value === 'string' && fromAttribute ? fromAttribute(value) : value);
  if (type === Boolean) return (value) => (typeof value === 'string' ? fromAttribute?.(value) : Boolean(value));
  if (type === Number) return (value, initial) => (isNumeric(value) ? Number(value) : initial);
  return (value) => fromAttribute?.(String(value)) ?? String(value);
}

/** Whether a value can be read as a number; an empty text cannot. */
function isNumeric(value: unknown): boolean {
  return value !== '' && !Number.isNaN(Number(value));
}

function readWhatIsSet(prototype: ReactiveElement, name: string, read: Reader): void {
  const { set, ...descriptor } = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  // The first value that is ever set is that of the class's initializer, by the first instance.
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
