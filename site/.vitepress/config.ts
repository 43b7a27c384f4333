import { transformerStyleToClass } from '@shikijs/transformers';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { anchorOf, root } from '../pages.js';
import { STAGED } from '../stage.js';
import { KOREAN_SEARCH, KOREAN_THEME, koreanLabels } from './korean.js';
import { navigationOf, sidebarOf } from './navigation.js';
import { NothingInline, plainTables } from './nothing-inline.js';

const BASE = '/docs/';
const STYLES = 'assets/classes.css';
/** Colours by classes: style attributes are not allowed by the server's policy for pages. */
const colours = transformerStyleToClass({ classPrefix: 'code-' });
const nothingInline = new NothingInline(BASE);

export default defineConfig({
  title: 'Noom Elements',
  base: BASE,
  srcDir: STAGED,
  outDir: join(root, 'site-static'),
  cacheDir: join(root, 'node_modules/.vite/site'),
  cleanUrls: true,
  // A page is small, and the server is near.
  router: { prefetchLinks: false },
  // Otherwise it would write a <style> into the page at each change.
  appearance: { disableTransition: false },
  head: [
    ['link', { rel: 'icon', href: `${BASE}icon.svg` }],
    ['link', { rel: 'stylesheet', href: `${BASE}${STYLES}` }],
  ],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { caddyfile: 'nginx' },
    codeTransformers: [colours],
    anchor: { slugify: anchorOf },
    config(markdown) {
      plainTables(markdown);
      koreanLabels(markdown);
    },
  },
  transformHtml: (html, _id, { siteConfig }) => nothingInline.page(html, siteConfig.outDir),
  buildEnd({ outDir }) {
    writeFileSync(join(outDir, STYLES), `${colours.getCSS()}\n${nothingInline.css}\n`);
  },
  themeConfig: {
    logo: '/icon.svg',
    outline: { level: [2, 3] },
    externalLinkIcon: true,
    // Few pages are in both languages: those lead to each other themselves, and the menu to the start pages.
    i18nRouting: false,
    search: { provider: 'local', options: { locales: { ko: KOREAN_SEARCH } } },
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'A video call for any HTML page, as web components.',
      themeConfig: { nav: navigationOf('en'), sidebar: sidebarOf('en') },
    },
    ko: {
      label: '한국어',
      lang: 'ko',
      description: '어떤 HTML 페이지에나 영상 통화를 넣을 수 있는 웹 컴포넌트입니다.',
      themeConfig: { ...KOREAN_THEME, nav: navigationOf('ko'), sidebar: sidebarOf('ko') },
    },
  },
});
