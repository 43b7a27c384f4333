import { readFileSync } from 'node:fs';

/** The code blocks of the README in that language, in order. */
export function readmeBlocks(language: string): string[] {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(([, code = '']) => code);
}
