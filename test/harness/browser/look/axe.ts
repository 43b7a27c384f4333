import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The script that makes axe the page's global `axe`. */
export const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rule that depends on colours alone. */
export const CONTRAST = 'color-contrast';

/** What axe reports of the page as it is now, by one rule or by all. Runs in the page, once axe is there. */
export async function askAxe(rule?: string): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: Axe };
  const { violations } = await axe.run(rule === undefined ? {} : { runOnly: [rule] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`));
}

interface Axe {
  run(options: { runOnly?: string[] }): Promise<{ violations: AxeViolation[] }>;
}

interface AxeViolation {
  id: string;
  nodes: { target: unknown }[];
}
