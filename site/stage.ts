import { cpSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { read, root, sitePages, type SitePage } from './pages.js';

/** Where the pages are put for the generator; made anew by each build. */
export const STAGED = join(root, 'site/.vitepress/pages');
/** Source files that documents point to are part of the site, as text: it has no repository to lead to. */
const FILES = '/files/';
/** How a document leads to its other language where it is read beside its sources. */
const LANGUAGES = /^(English|\[English\]\(.*\)) · .*\n\n/m;

const LINK = /(\]\()([^)\s]+)(\))/g;
const CODE = /(^ *```[^]*?^ *```$|`[^`\n]+`)/m;

/** Writes the pages, with links that lead to pages of the site, and copies what they point to. */
export function stage(): void {
  rmSync(STAGED, { recursive: true, force: true });
  const pages = sitePages();
  const paths = new Map(pages.map(({ source, path }) => [source, path]));
  const files = new Set<string>();
  for (const page of pages) {
    const text = outsideCode(read(page.source), (prose) => {
      if (/\{\{/.test(prose)) throw new Error(`${page.source}: {{ outside of code would be filled in.`);
      return prose.replace(LINK, (_, before: string, link: string, after: string) => {
        return before + siteLink(page, link, paths, files) + after;
      });
    });
    // A language of this project alone has no colours.
    const coloured = text.replaceAll('```transcript', '```txt');
    write(`${page.path.replace(/\/$/, '/index')}.md`, withOtherLanguage(page, coloured, pages));
  }
  write('index.md', read('site/home/index.md'));
  write('ko/index.md', read('site/home/index.ko.md'));
  for (const file of files) write(`public${textPath(file)}`, read(file));
  const publicDir = join(STAGED, 'public');
  cpSync(join(root, 'demo-server/pages/icon.svg'), join(publicDir, 'icon.svg'));
  cpSync(join(root, 'docs/images'), join(publicDir, 'images'), { recursive: true });
}

/** Below the title, the way to the same page in the other language. */
function withOtherLanguage(page: SitePage, text: string, pages: readonly SitePage[]): string {
  const source = page.language === 'ko' ? page.source.replace('.ko.md', '.md') : page.source.replace(/\.md$/, '.ko.md');
  const other = pages.find((each) => each.source === source);
  if (!other) return text;
  const name = other.language === 'ko' ? '한국어' : 'English';
  return text.replace(LANGUAGES, '').replace(/^# .*$/m, `$&\n\n[${name}](/${other.path})`);
}

function siteLink(page: SitePage, link: string, paths: ReadonlyMap<string, string>, files: Set<string>): string {
  const [target = '', anchor] = link.split('#');
  if (/^[a-z]+:/.test(link) || target === '') return link;
  const source = posix.normalize(posix.join(posix.dirname(page.source), target));
  const hash = anchor === undefined ? '' : `#${anchor}`;
  const path = paths.get(source) ?? homeOf(source);
  if (path !== undefined) return `/${path}${hash}`;
  const file = join(root, source);
  if (!existsSync(file) || !statSync(file).isFile())
    throw new Error(`${page.source} leads to ${link}, which is no file.`);
  files.add(source);
  return textPath(source);
}

/** The README is the site's start page. */
function homeOf(source: string): string | undefined {
  return new Map([
    ['README.md', ''],
    ['README.ko.md', 'ko/'],
  ]).get(source);
}

function textPath(source: string): string {
  return `${FILES}${source}.txt`;
}

function outsideCode(text: string, change: (prose: string) => string): string {
  return text
    .split(new RegExp(CODE, 'gm'))
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('');
}

function write(path: string, text: string): void {
  const file = join(STAGED, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
