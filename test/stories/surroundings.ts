import type { Page } from 'puppeteer-core';

/** A page of which it is known what it has beside its story. */
export type SurroundedWindow = typeof globalThis & { surroundings(): string[] };

/**
 * Before a page is loaded: it can tell from then on what it has beside its story, which the next one would see. Not what
 * Vite fetches ahead: modules that are there sooner.
 */
export async function watchSurroundings(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    Object.assign(globalThis, {
      surroundings() {
        return [
          ...[...document.head.querySelectorAll('style, script'), ...document.body.children]
            .filter(({ id }) => id !== 'storybook-root')
            .map(({ outerHTML }) => outerHTML),
          ...document.adoptedStyleSheets.map(({ cssRules }) => [...cssRules].map(({ cssText }) => cssText).join('\n')),
          ...Object.entries({ localStorage, sessionStorage, navigator, globalThis }).flatMap(([name, object]) =>
            Object.getOwnPropertyNames(object).map((property) => `${name}.${property}`),
          ),
        ];
      },
    });
  });
}

/** What a page has beside its story. */
export function surroundings(page: Page): Promise<string[]> {
  return page.evaluate(() => (globalThis as SurroundedWindow).surroundings());
}
