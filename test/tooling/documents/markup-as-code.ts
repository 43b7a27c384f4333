import type { Code } from './compile-code.js';

/** What every element of HTML has. */
const GLOBAL = new Set(['id', 'class', 'slot', 'hidden', 'style']);

/**
 * Some markup as modules for the compiler: the attributes of the kit's tags as values of their types, and the scripts in
 * it, which know what their elements are.
 */
export function markupAsCode(html: string): Code[] {
  return [{ extension: 'ts', code: attributesAsCode(html) }, ...scriptsIn(html)];
}

function attributesAsCode(html: string): string {
  const lines = [
    "import type { SettableAttributes } from './src/frameworks/props.js';",
    "import type { ControlName } from './src/components/noom-controls/control-names.js';",
    'declare function take(value: unknown): void;',
    'declare function tag(name: keyof HTMLElementTagNameMap): void;',
  ];
  for (const [, name = '', text = ''] of html.matchAll(/<(noom-[\w-]+)([^>]*)>/g)) {
    const attributes = [...text.matchAll(/([\w-]+)(?:="([^"]*)")?/g)]
      .map(([, attribute = '', value = '']) => [attribute, value] as const)
      .filter(([attribute]) => !GLOBAL.has(attribute));
    const values = JSON.stringify(Object.fromEntries(attributes));
    lines.push(`tag('${name}');`, `take(${values} satisfies SettableAttributes<'${name}'>);`);
    const controls = attributes.find(([attribute]) => attribute === 'controls')?.[1].split(' ') ?? [];
    lines.push(`take(${JSON.stringify(controls)} satisfies ControlName[]);`);
  }
  return lines.join('\n');
}

function scriptsIn(html: string): Code[] {
  const tagOf = new Map(
    [...html.matchAll(/<([\w-]+)\b[^>]*?\sid="([\w-]+)"/g)].map(([, tag = '', id = '']) => [id, tag] as const),
  );
  return [...html.matchAll(/<script type="module">(.*?)<\/script>/gs)].map(([, script = '']) => ({
    extension: 'js',
    code: script
      // The compiler knows elements by the names of their tags alone, and no listener's target.
      .replaceAll(
        /querySelector\((['"])#([\w-]+)\1\)/g,
        (_, _quote: string, id: string) => `querySelector('${tagOf.get(id) ?? 'b'}')`,
      )
      .replaceAll(/\(\{ target \}\)/g, '({}, target = document.createElement("input"))'),
  }));
}
