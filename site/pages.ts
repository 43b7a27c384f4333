import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../', import.meta.url));

export type Language = 'en' | 'ko';

/** A document of the project as a page of the site. */
export interface SitePage {
  /** From the project's root: `docs/guide.md`. */
  readonly source: string;
  /** Below the site: `guide`, `ko/guide`, `decisions/`. */
  readonly path: string;
  readonly language: Language;
  readonly section: Section;
  /** In the sidebar; by default the document's own. */
  readonly title: string;
}

/** The parts of the sidebar, in their order. */
export const SECTIONS = ['start', 'server', 'inside', 'decisions'] as const;
export type Section = (typeof SECTIONS)[number];

/** Where the documents go that have a place in the order, and what the sidebar calls them in short. */
const PLACES: readonly (readonly [source: string, section: Section, title?: string])[] = [
  ['docs/guide.md', 'start'],
  ['docs/elements.md', 'start'],
  ['docs/frameworks.md', 'start'],
  ['docs/from-the-course.md', 'start'],
  ['docs/server.md', 'server'],
  ['docs/deploy.md', 'server'],
  ['docs/large-rooms.md', 'server'],
  ['docs/network.md', 'server'],
  ['docs/protocol.md', 'inside'],
  ['ARCHITECTURE.md', 'inside'],
  ['SECURITY.md', 'inside'],
  ['CONTRIBUTING.md', 'inside'],
  ['CHANGELOG.md', 'inside'],
];

const DECISIONS = 'docs/decisions/README.md';

/** Every page: the documents above that exist, others in `docs`, their Korean versions, the decisions in their order. */
export function sitePages(): readonly SitePage[] {
  const listed = PLACES.filter(([source]) => existsSync(root + source));
  const others = readdirSync(`${root}docs`)
    .filter((file) => file.endsWith('.md') && !file.endsWith('.ko.md'))
    .map((file) => `docs/${file}`)
    .filter((source) => !listed.some(([each]) => each === source));
  const english = [...listed, ...others.map((source) => [source, 'inside'] as const)];
  const korean = english
    .map(([source, section]) => [source.replace(/\.md$/, '.ko.md'), section] as const)
    .filter(([source]) => existsSync(root + source));
  const decisions = [...read(DECISIONS).matchAll(/\]\(([\w-]+\.md)\)/g)].map(
    ([, file = '']) => `docs/decisions/${file}`,
  );
  return [
    ...english.map(([source, section, title]) => pageOf(source, 'en', section, title)),
    ...korean.map(([source, section]) => pageOf(source, 'ko', section)),
    ...[DECISIONS, ...decisions].map((source) => pageOf(source, 'en', 'decisions')),
  ];
}

function pageOf(source: string, language: Language, section: Section, title?: string): SitePage {
  const name = basename(source, '.md').replace(/\.ko$/, '').toLowerCase();
  const below = source === DECISIONS ? 'decisions/' : section === 'decisions' ? `decisions/${name}` : name;
  const path = language === 'ko' ? `ko/${below}` : below;
  return { source, path, language, section, title: title ?? titleOf(read(source)) };
}

/** The first heading, without the marks of code. */
function titleOf(text: string): string {
  return (/^# (.*)$/m.exec(text)?.[1] ?? '').replaceAll('`', '');
}

export function read(source: string): string {
  return readFileSync(root + source, 'utf8');
}

/** The anchor of a heading, as GitHub makes it, so that links between documents lead to it in both places. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');
}
