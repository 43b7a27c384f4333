import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../../', import.meta.url);

interface ThemePage {
  COLOURS: readonly { properties: readonly (readonly [name: string, defaults: readonly [string, string]])[] }[];
  SIZES: readonly (readonly [name: string, byDefault: number])[];
  FONT: readonly [name: string, byDefault: string];
}

test('the theme page has every custom property of the kit, with its default', async () => {
  const path = new URL('demo-server/pages/properties.js', root).href;
  const { COLOURS, SIZES, FONT } = (await import(path)) as ThemePage;
  const offered = Object.fromEntries([
    ...COLOURS.flatMap(({ properties }) =>
      properties.map(([name, [light, dark]]) => [name, light === dark ? light : `light-dark(${light}, ${dark})`]),
    ),
    ...SIZES.map(([name, byDefault]) => [name, `${String(byDefault)}px`]),
    FONT,
  ]) as Record<string, string>;
  const styles = readFileSync(new URL('src/components/internal/look/theme.styles.ts', root), 'utf8');
  const tokens = [...styles.matchAll(/^ +--_[\w-]+: var\((--noom-[\w-]+), (.+)\);$/gm)];
  assert.deepEqual(offered, Object.fromEntries(tokens.map(([, name, byDefault]) => [name, byDefault])));
});
