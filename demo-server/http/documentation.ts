import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageHeaders, pagePolicy } from './security-headers.js';
import { isTyped, type StaticFolder } from './static-files.js';

/** Pages that use no device: those who are shown in them are drawn. */
const WITHOUT_DEVICES = { ...pageHeaders(), 'permissions-policy': 'camera=(), microphone=(), display-capture=()' };
const NAMED_BY_CONTENT = /^assets\/.+[.-][\w-]{8,}(\.lean)?\.(js|css|woff2|webp)$/;
const INLINE_SCRIPT = /<script\b(?![^>]*\bsrc=)[^>]*>([^]*?)<\/script>/g;

/** The documentation, as `npm run build:site` makes it. It has no scripts or styles but those in files. */
export function siteFolder(path: string): StaticFolder {
  return {
    path,
    at: '/docs/',
    headers: WITHOUT_DEVICES,
    serves: isTyped,
    lasts: (file) => NAMED_BY_CONTENT.test(file),
    missingPage: '404.html',
  };
}

/**
 * Storybook, as `npm run build:storybook` makes it. Its pages have scripts of their own, which are allowed by what they
 * are, as they are when the server starts; and it makes its styles while it runs, which cannot be allowed one by one.
 */
export function storybookFolder(path: string): StaticFolder {
  const scripts = ['index.html', 'iframe.html'].flatMap((file) => inlineScripts(join(path, file)));
  const policy = pagePolicy({
    'script-src': ["'self'", ...scripts.map(hashSource)],
    'style-src': ["'self'", "'unsafe-inline'"],
  });
  return {
    path,
    at: '/docs/storybook/',
    headers: { ...WITHOUT_DEVICES, 'content-security-policy': policy },
    serves: isTyped,
  };
}

function inlineScripts(file: string): string[] {
  try {
    return [...readFileSync(file, 'utf8').matchAll(INLINE_SCRIPT)].map(([, code = '']) => code);
  } catch {
    // Not built.
    return [];
  }
}

function hashSource(code: string): string {
  return `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
}
