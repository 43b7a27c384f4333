import { join } from 'node:path';

/** An import on demand, once the types are gone. */
const ON_DEMAND = /\bimport\((["'][^"'()]+["'])\)/g;
/** What keeps what was loaded, and where it begins. */
const KEEPER = join('src', 'core', 'base', 'lazy.ts');
const BEGINS = /\bclass Lazy \{[^]*?\bconstructor\(load\) \{/;
/** What a page keeps is forgotten before each test; what a test makes is its own. A frame in a page has no tests. */
const FORGET = `
  const forgets = [];
  let hasBegun = false;
  globalThis.beforeEach?.(() => {
    hasBegun = true;
    for (const forget of forgets) forget();
  });
`;

/**
 * A plugin for the build of the tests: what the kit loads on demand comes so many milliseconds later, in each test anew,
 * as to a page that was just opened. A test that assumes that it is there fails.
 */
export function slowParts(delayMs, isOfKit) {
  const waiting = `new Promise((resolve) => setTimeout(resolve, ${String(delayMs)}))`;
  return {
    name: 'noom-slow-parts',
    enforce: 'post',
    transform(code, id) {
      if (!isOfKit(id) || id.includes('node_modules')) return undefined;
      if (id.endsWith(KEEPER)) return { code: forgetting(code), map: null };
      const slow = code.replace(ON_DEMAND, (_, path) => `${waiting}.then(() => import(${path}))`);
      return slow === code ? undefined : { code: slow, map: null };
    },
  };
}

function forgetting(code) {
  if (!BEGINS.test(code)) throw new Error(`${KEEPER} is no longer what slow-parts.mjs takes it for.`);
  const noted = 'if (!hasBegun) forgets.push(() => { this.#value = null; this.#loading = null; });';
  return FORGET + code.replace(BEGINS, (beginning) => beginning + noted);
}
