import { VERSION } from '../../../version.js';
import { warn } from './warn.js';

/**
 * The property in which a class has the version of its kit. From the global registry, so that copies of the kit
 * recognize each other.
 */
const KIT_VERSION: unique symbol = Symbol.for('noom-elements version');

/** A class that a kit has registered. */
type KitElement = CustomElementConstructor & { [KIT_VERSION]?: string };

/** The other versions that were warned about: once for each is enough, whatever the number of tags. */
const told = new Set<string>();

/**
 * Registers a tag, once: loading the kit twice changes nothing; without a DOM nothing happens. A second copy of another
 * version is not used, which is a warning on the console.
 */
export function define(tag: string, element: KitElement): void {
  const { customElements } = globalThis as { customElements?: CustomElementRegistry };
  const known: KitElement | undefined = customElements?.get(tag);
  if (known) {
    tellVersion(tag, known[KIT_VERSION] ?? 'an unknown version');
    return;
  }
  element[KIT_VERSION] = VERSION;
  customElements?.define(tag, element);
}

function tellVersion(tag: string, first: string): void {
  if (first === VERSION || told.has(first)) return;
  told.add(first);
  warn(
    `<${tag}>`,
    `noom-elements is on this page twice: ${first} came first and is used, ${VERSION} is not. Load one.`,
  );
}
