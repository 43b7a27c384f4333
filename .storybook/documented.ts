import type { StrictArgTypes } from 'storybook/internal/types';
import { EXAMPLES } from './examples.js';

interface Named {
  readonly name: string;
  readonly description?: string;
}
interface Member extends Named {
  readonly readonly?: boolean;
  readonly attribute?: string;
}
interface Attribute extends Named {
  readonly fieldName?: string;
}
interface Declaration {
  readonly tagName?: string;
  readonly description?: string;
  readonly members?: readonly Member[];
  readonly attributes?: readonly Attribute[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssStates?: readonly Named[];
}
/** The part of `custom-elements.json` that the tables of documentation need. */
export interface Manifest {
  readonly modules: readonly { readonly declarations: readonly Declaration[] }[];
}

/** The sections of a table, in their order: first what is written in HTML. */
const SECTIONS = [
  'attributes',
  'properties',
  'slots',
  'events',
  'css custom properties',
  'css shadow parts',
  'css states',
];

/**
 * The manifest for Storybook's tables, which have one row for each name. They list what an author can set, listen to
 * and style; what can only be read is in the reference. Slots and parts get their names as written in HTML, because
 * some attributes, slots and parts have the same name, and the default slot has none.
 */
export function documented<Given extends Manifest>(manifest: Given): Given {
  const modules = manifest.modules.map(({ declarations, ...module }) => ({
    ...module,
    declarations: declarations.map(({ members = [], attributes = [], slots = [], cssParts = [], ...declaration }) => ({
      ...declaration,
      members: members.filter(({ readonly, attribute }) => readonly !== true && attribute === undefined),
      attributes: attributes.filter((attribute) => !isReadOnly(attribute, members)).sort(byProperty),
      slots: slots.map((slot) => ({ ...slot, name: slot.name === '' ? '(default slot)' : `slot="${slot.name}"` })),
      cssParts: cssParts.map((part) => ({ ...part, name: `::part(${part.name})` })),
    })),
  }));
  return { ...manifest, modules };
}

/** What only JSDoc has (`token`, `lang`) after what the class declares, which begins with what is needed first. */
function byProperty(one: Attribute, other: Attribute): number {
  return Number(one.fieldName === undefined) - Number(other.fieldName === undefined);
}

/** A reflected attribute, which the tag itself writes. */
function isReadOnly({ name, fieldName }: Attribute, members: readonly Member[]): boolean {
  const property = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return fieldName === undefined && members.some((member) => member.name === property && member.readonly === true);
}

/** What a tag is for, and the HTML to copy. */
export function describeTag(manifest: Manifest, tag: unknown): string {
  const { description = '' } = declarationOf(manifest, tag);
  return `${description}\n\n\`\`\`html\n${EXAMPLES[String(tag)] ?? ''}\n\`\`\``;
}

/** The rows of a tag's table in the order of their sections. */
export function inOrder(argTypes: StrictArgTypes): StrictArgTypes {
  const place = ({ table }: StrictArgTypes[string]): number => SECTIONS.indexOf(table?.category ?? '');
  return Object.fromEntries(Object.entries(argTypes).sort(([, one], [, other]) => place(one) - place(other)));
}

/** The rows by the names of the stories' arguments, which are the properties of the attributes. */
export function byArgument(argTypes: StrictArgTypes, manifest: Manifest, tag: unknown): StrictArgTypes {
  const rows = { ...argTypes };
  for (const { name, fieldName = name } of declarationOf(manifest, tag).attributes ?? []) {
    const row = argTypes[name];
    if (row === undefined || fieldName === name) continue;
    rows[fieldName] = { ...argTypes[fieldName], ...row, name };
    Reflect.deleteProperty(rows, name);
  }
  return rows;
}

/** Rows for a tag's custom states, which Storybook does not support. */
export function documentedStates(manifest: Manifest, tag: unknown): StrictArgTypes {
  const { cssStates = [] } = declarationOf(manifest, tag);
  const rows = cssStates.map(({ name, description }) => ({
    name: `:state(${name})`,
    ...(description !== undefined && { description }),
    control: false as const,
    table: { category: 'css states' },
  }));
  return Object.fromEntries(rows.map((row) => [row.name, row]));
}

function declarationOf({ modules }: Manifest, tag: unknown): Declaration {
  return modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === tag) ?? {};
}
