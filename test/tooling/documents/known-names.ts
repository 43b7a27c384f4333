import { readFileSync } from 'node:fs';
import { isCommand } from '../../../src/components/internal/link/commands.js';
import { themeTokens, typedEvents } from '../../harness/tag-sources.js';

interface Tag {
  tagName: string;
  attributes: { name: string }[];
  slots?: { name: string }[];
  cssParts?: { name: string }[];
}
/** Needs `npm run analyze` first. */
const { modules } = JSON.parse(readFileSync(new URL('../../../custom-elements.json', import.meta.url), 'utf8')) as {
  modules: { declarations: Tag[] }[];
};
const tags = new Map(modules.flatMap(({ declarations }) => declarations.map((tag) => [tag.tagName, tag] as const)));

/** The tags, attributes, slots and commands in some markup that the kit does not have. */
export function unknownIn(html: string): string[] {
  const found: string[] = [];
  for (const [, name = '', attributes = ''] of html.matchAll(/<(noom-[\w-]+)([^>]*)>/g)) {
    const tag = tags.get(name);
    if (!tag) found.push(name);
    const known = new Set(['id', 'class', 'slot', 'hidden', ...(tag?.attributes ?? []).map((each) => each.name)]);
    for (const [, attribute = ''] of attributes.matchAll(/([\w-]+)(?:="[^"]*")?/g)) {
      if (!known.has(attribute)) found.push(`${name} ${attribute}`);
    }
  }
  const slots = new Set([...tags.values()].flatMap((tag) => tag.slots ?? []).map(({ name }) => name));
  for (const [, slot = ''] of html.matchAll(/\bslot="([\w-]+)"/g)) if (!slots.has(slot)) found.push(`slot ${slot}`);
  for (const [, command = ''] of html.matchAll(/\bcommand="([\w-]+)"/g)) if (!isCommand(command)) found.push(command);
  return found;
}

/** The tokens, parts and tags in a style sheet that the kit does not have. */
export function unknownInCss(css: string): string[] {
  const parts = new Set([...tags.values()].flatMap((tag) => tag.cssParts ?? []).map(({ name }) => name));
  const tokens = themeTokens();
  return [
    ...[...css.matchAll(/--noom-[\w-]+/g)].map(([token]) => token).filter((token) => !tokens.has(token)),
    ...[...css.matchAll(/::part\(([\w-]+)\)/g)].flatMap(([, part = '']) => (parts.has(part) ? [] : [part])),
    ...[...css.matchAll(/(?<![\w-])noom-[\w-]+/g)].map(([tag]) => tag).filter((tag) => !tags.has(tag)),
  ];
}

/** The names of the kit in the texts of a script, of tags and events, that the kit does not have. */
export function unknownInScript(script: string): string[] {
  return [...script.matchAll(/(['"`])(noom-(?!elements|server)[\w-]+)\1/g)]
    .map(([, , name = '']) => name)
    .filter((name) => !tags.has(name) && !typedEvents.has(name));
}
