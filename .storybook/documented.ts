import type { StrictArgTypes } from 'storybook/internal/types';

interface Named {
  readonly name: string;
  readonly description?: string;
}
interface Declaration {
  readonly tagName?: string;
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssStates?: readonly Named[];
}
/** The part of `custom-elements.json` that the tables of documentation need. */
export interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
}

/**
 * The manifest for Storybook's tables, which have one row for each name: slots and parts get their names as written in
 * HTML, because some attributes, slots and parts have the same name, and the default slot has none.
 */
export function documented<Given extends Manifest>(manifest: Given): Given {
  const modules = manifest.modules.map(({ declarations, ...module }) => ({
    ...module,
    declarations: declarations.map(({ slots = [], cssParts = [], ...declaration }) => ({
      ...declaration,
      slots: slots.map((slot) => ({ ...slot, name: slot.name === '' ? '(default slot)' : `slot="${slot.name}"` })),
      cssParts: cssParts.map((part) => ({ ...part, name: `::part(${part.name})` })),
    })),
  }));
  return { ...manifest, modules };
}

/** Rows for a tag's custom states, which Storybook does not support. */
export function documentedStates(manifest: Manifest, tag: unknown): StrictArgTypes {
  const declarations = manifest.modules.flatMap(({ declarations }) => declarations);
  const { cssStates = [] } = declarations.find(({ tagName }) => tagName === tag) ?? {};
  const rows = cssStates.map(({ name, description }) => ({
    name: `:state(${name})`,
    ...(description !== undefined && { description }),
    control: false as const,
    table: { category: 'css states' },
  }));
  return Object.fromEntries(rows.map((row) => [row.name, row]));
}
