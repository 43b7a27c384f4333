import { readFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import type { Manifest, Tag } from './manifest.js';

/** The tag around all others: what they tell bubbles to it. */
const ROOM = 'noom-room';

/**
 * `src/frameworks/tags.ts`: what can be set on each tag and heard from it. What type it is, is left to the compiler,
 * which reads it from the class.
 */
export async function tagTypes({ modules }: Manifest): Promise<string> {
  const tags = modules.flatMap(({ declarations }) => declarations);
  const byName = new Map(tags.map((tag) => [tag.tagName ?? '', tag]));
  const names = [...byName.keys()].sort();
  // A native event is known to each framework.
  const eventsOf = (name: string): string[] =>
    byName.get(name)?.events?.flatMap((event) => (event.name.startsWith('noom-') ? [event.name] : [])) ?? [];
  const text = `
    /* Written by \`npm run reference\` from the manifest of the tags. */
    import type { ${names.map((name) => byName.get(name)?.name ?? '').join(', ')} } from '../components/index.js';
    import type { TagTypes } from './tag.js';

    /** Every tag: its class, its attributes by the names of their properties, its other properties, its events. */
    export interface NoomTags {
      ${names
        .map((name) => {
          const inside = name === ROOM ? names : tagsDrawnBy(name);
          const events = [name, ...inside].flatMap(eventsOf);
          return describe(byName.get(name) as Tag, [...new Set(events)]);
        })
        .join('\n')}
    }`;
  const options = await resolveConfig(new URL('../../src/frameworks/tags.ts', import.meta.url));
  return format(text, { ...options, parser: 'typescript' });
}

/** The tags that a tag draws itself with, as its entry imports them: what they tell comes out of it. */
function tagsDrawnBy(tag: string): string[] {
  // A room loads those of its UI on demand.
  const file = tag === 'noom-room' ? 'ui-tags' : 'index';
  const source = readFileSync(new URL(`../../src/components/${tag}/${file}.ts`, import.meta.url), 'utf8');
  const direct = [...source.matchAll(/^import '\.\.\/(noom-[a-z-]+)\/index\.js';$/gm)].map(([, name = '']) => name);
  return direct.flatMap((name) => [name, ...tagsDrawnBy(name)]);
}

function describe(tag: Tag, events: readonly string[]): string {
  const { tagName = '', name, summary = '', attributes = [], members = [] } = tag;
  const properties = members
    .filter((member) => member.kind === 'field' && !member.readonly && member.attribute === undefined)
    .map((member) => member.name);
  const pairs = attributes.flatMap((attribute) =>
    attribute.fieldName === undefined || isReadonly(tag, attribute.fieldName)
      ? []
      : [`${attribute.fieldName}: '${attribute.name}'`],
  );
  return `/** ${summary} */
    '${tagName}': TagTypes<${name}, { ${pairs.join('; ')} }, ${union(properties)}, ${union(events)}>;`;
}

function isReadonly({ members = [] }: Tag, field: string): boolean {
  return members.some((member) => member.name === field && member.readonly === true);
}

function union(names: readonly string[]): string {
  return names.length === 0 ? 'never' : names.map((name) => `'${name}'`).join(' | ');
}
