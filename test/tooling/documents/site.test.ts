import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { test } from 'node:test';
import { sitePages } from '../../../site/pages.js';
import { DOCUMENTS } from '../../harness/documents.js';
import { filesUnder } from '../../harness/files.js';

/** Needs `npm run build:site` first. */
const SITE = 'site-static';
const root = new URL('../../../', import.meta.url);
const isBuilt = existsSync(new URL(`${SITE}/index.html`, root));
const files = isBuilt ? filesUnder(SITE, '') : [];
const pages = new Map(
  files
    .filter((file) => file.endsWith('.html') && !file.endsWith('/404.html'))
    .map((file) => [file, readFileSync(new URL(file, root), 'utf8')] as const),
);

/** The file that an address below the site leads to, as the server finds it. */
function fileAt(path: string): string | undefined {
  const file = `${SITE}/${path.slice('/docs/'.length)}`;
  const candidates = file.endsWith('/') ? [`${file}index.html`] : [file, `${file}.html`];
  return candidates.find((each) => files.includes(each));
}

/** The links of a page that lead nowhere. */
function deadLinks(file: string, html: string): string[] {
  const address = `/docs/${file.slice(SITE.length + 1)}`;
  return [...html.matchAll(/\s(?:href|src)="([^"]+)"/g)]
    .map(([, link = '']) => link.replaceAll('&amp;', '&'))
    .filter((link) => {
      // Storybook is another build; the demo pages are the server's.
      if (/^[a-z]+:/.test(link) || link.startsWith('/docs/storybook/')) return false;
      const [path = '', anchor] = link.split('#');
      const target =
        path === '' ? file : fileAt(posix.resolve(dirname(address), path) + (path.endsWith('/') ? '/' : ''));
      if (target === undefined) return true;
      if (anchor === undefined || anchor === '') return false;
      return !pages.get(target)?.includes(`id="${decodeURIComponent(anchor)}"`);
    });
}

test('the site is built, with a start page in each language and every document', () => {
  assert.ok(isBuilt, 'npm run build:site');
  for (const file of ['index.html', 'ko/index.html']) assert.ok(pages.has(`${SITE}/${file}`), file);
  for (const { source, path } of sitePages()) assert.ok(fileAt(`/docs/${path}`) !== undefined, source);
  const shown = new Set(sitePages().map(({ source }) => source));
  // Of a document with a Korean version the site has both; the start pages stand for the README.
  assert.deepEqual(
    DOCUMENTS.filter((document) => !shown.has(document) && !document.startsWith('README')),
    [],
  );
});

test('every link in it leads to a page, a file or a heading that exists', () => {
  assert.ok(pages.size > 50);
  for (const [file, html] of pages) assert.deepEqual([file, deadLinks(file, html)], [file, []]);
});

test('a page leads to its other language once', () => {
  const counts = [...pages].map(([file, html]) => {
    const main = /<main\b[^]*<\/main>/.exec(html)?.[0] ?? '';
    return [file, [...main.matchAll(/<a\b[^>]*>(한국어|English)<\/a>/g)].length] as const;
  });
  assert.ok(counts.some(([, count]) => count === 1));
  assert.deepEqual(
    counts.filter(([, count]) => count > 1),
    [],
  );
});

test('a Korean page copies its code and links to its headings in Korean', () => {
  const korean = [...pages].filter(([file]) => file.startsWith(`${SITE}/ko/`));
  const labels = korean.flatMap(([, html]) =>
    [...html.matchAll(/<button title="([^"]*)" class="copy"|<a class="header-anchor"[^>]* aria-label="([^"]*)"/g)].map(
      ([, button, anchor]) => button ?? anchor ?? '',
    ),
  );
  assert.ok(labels.length > 100);
  assert.deepEqual(
    labels.filter((label) => !/코드 복사|제목의 링크/.test(label)),
    [],
  );
});

test('a link that leads nowhere is found', () => {
  const links = '<a href="/docs/guide#one-tag"> <a href="/docs/guide#two-tags"> <a href="/docs/tea"> <img src="a.png">';
  assert.deepEqual(deadLinks(`${SITE}/guide.html`, links), ['/docs/guide#two-tags', '/docs/tea', 'a.png']);
});

test('no page needs more than the policy of pages allows: no inline script, no style attribute', () => {
  for (const [file, html] of pages) {
    const scripts = [...html.matchAll(/<script\b(?![^>]*\bsrc=)[^>]*>/g)].map(([script]) => script);
    const styles = [...html.matchAll(/<style\b|<[a-z][^<>]*\sstyle="[^"]*"/g)].map(([style]) => style);
    assert.deepEqual([file, scripts, styles], [file, [], []]);
  }
});

test('nothing is loaded from elsewhere', () => {
  for (const [file, html] of pages) {
    const loaded = [...html.matchAll(/<(?:script|link|img|source|iframe)\b[^>]*\s(?:src|href)="([^"]+)"/g)];
    const foreign = loaded.map(([, address = '']) => address).filter((address) => /^(https?:)?\/\//.test(address));
    assert.deepEqual([file, foreign], [file, []]);
  }
});
