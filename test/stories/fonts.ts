import { readFileSync } from 'node:fs';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Where each family is, by the beginning of its addresses. */
const FOLDERS: Readonly<Record<string, string>> = {
  '/inter/': dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/inter/package.json'))),
  '/noto-sans-kr/': dirname(fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-kr/package.json'))),
};
const TYPES: Readonly<Record<string, string>> = { '.css': 'text/css', '.woff2': 'font/woff2' };

/** Serves the fonts of the pictures, so that these do not depend on what a machine has installed. */
export const servedFonts: Plugin = {
  name: 'served-fonts',
  configurePreviewServer({ middlewares }) {
    middlewares.use('/fonts', (request, response, next) => {
      const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
      const beginning = Object.keys(FOLDERS).find((each) => path.startsWith(each));
      const type = TYPES[extname(path)];
      if (beginning === undefined || type === undefined) {
        next();
        return;
      }
      response.setHeader('content-type', type);
      response.end(readFileSync(join(FOLDERS[beginning] ?? '', path.slice(beginning.length))));
    });
  },
};

/** Makes a page of Storybook use them. */
export const FONT_STYLES = `
@import url('/fonts/inter/index.css');
@import url('/fonts/noto-sans-kr/index.css');
:root { --noom-font: 'Inter Variable', 'Noto Sans KR Variable'; font-family: var(--noom-font); caret-color: transparent; }
`;
