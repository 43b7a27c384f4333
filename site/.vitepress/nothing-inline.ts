import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

const INLINE_SCRIPT = /<script\b(?![^>]*\bsrc=)([^>]*)>([^]*?)<\/script>/g;
const STYLED_TAG = /<([a-z][^<>]*?) style="([^"]*)"([^<>]*)>/g;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 8);

/**
 * Takes scripts and style attributes out of pages, into files of the same build: so the server's policy for pages,
 * `script-src 'self'` and `style-src 'self'`, holds for the site without an exception. They are few, and the same in
 * every page.
 */
export class NothingInline {
  readonly #base: string;
  readonly #rules = new Set<string>();

  constructor(base: string) {
    this.#base = base;
  }

  /** A page without them; its scripts are written into the build. */
  page(html: string, outDir: string): string {
    return html
      .replace(INLINE_SCRIPT, (script, attributes: string, code: string) => {
        if (/\btype="(?!module|text\/javascript)/.test(attributes)) return script;
        const file = `assets/inline.${hashOf(code)}.js`;
        mkdirSync(join(outDir, 'assets'), { recursive: true });
        writeFileSync(join(outDir, file), code);
        return `<script${attributes} src="${this.#base}${file}"></script>`;
      })
      .replace(STYLED_TAG, (_, before: string, style: string, after: string) => {
        if (style === '') return `<${before}${after}>`;
        const name = `style-${hashOf(style)}`;
        this.#rules.add(`.${name}{${style.replaceAll('&quot;', '"')}}`);
        const tag = `${before}${after}`;
        return /\sclass="/.test(tag) ? `<${tag.replace(/\sclass="/, `$&${name} `)}>` : `<${tag} class="${name}">`;
      });
  }

  /** The style sheet for what style attributes said. */
  get css(): string {
    return [...this.#rules].join('\n');
  }
}

/**
 * Tables without style attributes: alignment is a class, because the client draws a page anew, by its HTML, when a
 * reader comes to it. And a cell of the head that is empty heads nothing.
 */
export function plainTables(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('plain-tables', ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      const [content, end] = tokens.slice(index + 1, index + 3);
      if (token.type === 'th_open' && content?.content === '' && end) token.tag = end.tag = 'td';
      const alignment = /text-align:(\w+)/.exec(token.attrGet('style') ?? '')?.[1];
      if (alignment === undefined) continue;
      token.attrs = (token.attrs ?? []).filter(([name]) => name !== 'style');
      token.attrJoin('class', `align-${alignment}`);
    }
  });
}
