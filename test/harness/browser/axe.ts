import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The script that makes axe the page's global `axe`. */
export const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe reports of the page as it is now. Runs in the page, once axe is there. */
export async function askAxe(): Promise<string[]> {
  const { axe } = globalThis as unknown as { axe: { run(): Promise<{ violations: AxeViolation[] }> } };
  const { violations } = await axe.run();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${JSON.stringify(target)}`));
}

interface AxeViolation {
  id: string;
  nodes: { target: unknown }[];
}
