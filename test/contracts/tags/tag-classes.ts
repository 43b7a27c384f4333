import type { LitElement } from 'lit';
import '../../../src/index.js';
import * as exported from '../../../src/components/index.js';

/** Every tag that the kit exports: its class by its name. */
export const TAG_CLASSES: ReadonlyMap<string, typeof LitElement> = new Map(
  Object.values<unknown>(exported).flatMap((value) => {
    const name = value instanceof Function ? customElements.getName(value as CustomElementConstructor) : null;
    return name === null ? [] : [[name, value as typeof LitElement]];
  }),
);
