import { format, resolveConfig } from 'prettier';
import { SETTINGS } from '../../demo-server/settings/setting-entries.js';
import type { Attribute, Manifest, Member, Named, Tag } from './manifest.js';

const ROOM_FIRST = (a: string, b: string): number =>
  Number(b === 'noom-room') - Number(a === 'noom-room') || a.localeCompare(b);

/** `docs/elements.md`: every tag with all that a page can set, call, listen to and style. */
export async function elementsDocument({ modules }: Manifest): Promise<string> {
  const tags = modules.flatMap(({ declarations }) => declarations).filter(({ tagName }) => tagName !== undefined);
  tags.sort((a, b) => ROOM_FIRST(a.tagName ?? '', b.tagName ?? ''));
  const tokens = tags[0]?.cssProperties ?? [];
  return markdown([
    '# Elements',
    'Written by `npm run reference` from the sources. How the tags work together is in the [guide](guide.md).',
    ...tags.flatMap(describeTag),
    '## Custom properties',
    'For every tag, on it or anywhere above it.',
    table(['Property', ''], tokens.map(named)),
  ]);
}

/** `docs/server.md` with the current settings between its two marks. */
export async function serverDocument(text: string): Promise<string> {
  const rows = Object.values(SETTINGS).map(({ variable, help, default: fallback }) => [
    code(variable),
    typeof fallback === 'number' || typeof fallback === 'string'
      ? code(String(fallback))
      : fallback === false
        ? '`off`'
        : '–',
    help,
  ]);
  const [before, , after] = text.split(/<!-- (?:settings|end) -->/);
  return markdown([
    `${before ?? ''}<!-- settings -->`,
    table(['Variable', 'Default', ''], rows),
    `<!-- end -->${after ?? ''}`,
  ]);
}

function describeTag({ tagName = '', description = '', members = [], ...tag }: Tag): string[] {
  const fields = members.filter(({ kind, attribute }) => kind === 'field' && attribute === undefined);
  const methods = members.filter(({ kind, name }) => kind === 'method' && !name.endsWith('Callback'));
  return [
    `## \`<${tagName}>\``,
    description,
    table(['Attribute', 'Values', 'Default', ''], (tag.attributes ?? []).map(attributeRow)),
    table(['Property', 'Type', ''], fields.map(fieldRow)),
    table(['Method', 'Gives', ''], methods.map(methodRow)),
    table(['Event', ''], (tag.events ?? []).map(named)),
    table(['Slot', ''], (tag.slots ?? []).map(named)),
    table(['Part', ''], (tag.cssParts ?? []).map(named)),
    table(['State', ''], (tag.cssStates ?? []).map(named)),
  ];
}

function attributeRow({ name, type, default: fallback, description = '' }: Attribute): string[] {
  const isValue = fallback !== undefined && !['null', "''", 'false', 'undefined'].includes(fallback);
  return [code(name), valuesOf(type?.text ?? ''), isValue ? code(fallback.replaceAll("'", '')) : '–', description];
}

function fieldRow({ name, type, readonly: isReadOnly = false, description = '' }: Member): string[] {
  return [code(name), code(type?.text ?? 'unknown'), isReadOnly ? `Read-only. ${description}` : description];
}

function methodRow({ name, parameters = [], return: result, description = '' }: Member): string[] {
  const list = parameters.map((parameter) => parameter.name + (parameter.optional === true ? '?' : '')).join(', ');
  return [code(`${name}(${list})`), code(result?.type.text ?? 'void'), description];
}

function named({ name, description = '' }: Named): string[] {
  return [name === '' ? '_the default one_' : code(name), description];
}

/** The members of a union type, one by one; a boolean attribute is present or not. */
function valuesOf(type: string): string {
  if (type === 'boolean') return '–';
  const texts = type.match(/'[^']*'/g)?.map((text) => code(text.slice(1, -1))) ?? [];
  return texts.length > 0 ? texts.join(' ') : code(type);
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A table; empty without rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

async function markdown(parts: readonly string[]): Promise<string> {
  const options = await resolveConfig(new URL('../../README.md', import.meta.url));
  return format(parts.filter((part) => part !== '').join('\n\n'), { ...options, parser: 'markdown' });
}
