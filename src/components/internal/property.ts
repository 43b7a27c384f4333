import type { PropertyDeclaration, ReactiveElement } from 'lit';

/**
 * Lit's decorators for the one kind that TypeScript compiles here (`experimentalDecorators`): Lit's own carry the code of both
 * kinds, 0.3 kB of every page.
 */
type Decorator = (prototype: ReactiveElement, name: string) => void;

/** A reactive property, of an attribute unless the options say otherwise. */
export function property(options: PropertyDeclaration = {}): Decorator {
  return (prototype, name) => {
    (prototype.constructor as typeof ReactiveElement).createProperty(name, options);
  };
}

/** A reactive property that is nobody else's. */
export function state(): Decorator {
  return property({ state: true, attribute: false });
}
