import { writeFileSync } from 'node:fs';

/** Where each tag's class is: the folder is named after the tag. */
const ELEMENT = /^src\/components\/(?<tag>noom-[a-z-]+)\/\k<tag>\.element\.ts$/;

/** Only tags, each with its name: the classes are registered elsewhere, where the analyzer does not find it. */
const tagsOnly = {
  name: 'noom-tags-only',
  packageLinkPhase({ customElementsManifest: manifest }) {
    manifest.modules = manifest.modules.filter(({ path }) => ELEMENT.test(path));
    for (const { path, declarations, exports } of manifest.modules) {
      const element = declarations.find(({ kind }) => kind === 'class');
      const name = ELEMENT.exec(path).groups.tag;
      Object.assign(element, { tagName: name, customElement: true });
      exports.push({ kind: 'custom-element-definition', name, declaration: { name: element.name, module: path } });
    }
  },
};

/** Types and defaults in full: a page's author sees the values, not the name that the code has for them. */
const valuesSpelledOut = () => {
  const unions = new Map();
  const numbers = new Map();
  return {
    name: 'noom-values-spelled-out',
    analyzePhase({ ts, node }) {
      if (ts.isVariableDeclaration(node) && node.initializer && ts.isNumericLiteral(node.initializer)) {
        numbers.set(node.name.getText(), node.initializer.text);
      }
      if (!ts.isTypeAliasDeclaration(node) || !ts.isUnionTypeNode(node.type)) return;
      const isText = (type) => ts.isLiteralTypeNode(type) && ts.isStringLiteral(type.literal);
      const values = node.type.types.map((type) => (isText(type) ? `'${type.literal.text}'` : 'string'));
      if (node.type.types.some(isText)) unions.set(node.name.text, values.join(' | '));
    },
    packageLinkPhase({ customElementsManifest: { modules } }) {
      for (const { attributes = [], members = [] } of elementsOf(modules)) {
        for (const each of [...attributes, ...members]) each.default = numbers.get(each.default) ?? each.default;
        for (const { type } of attributes) {
          if (type) type.text = type.text.replace(/ \| null$/, '').replace(/^\w+$/, (name) => unions.get(name) ?? name);
        }
      }
    },
  };
};

/** What is not for pages is not in the manifest. */
const publicOnly = {
  name: 'noom-public-only',
  packageLinkPhase({ customElementsManifest: { modules } }) {
    for (const element of elementsOf(modules)) {
      const isPublic = ({ name, privacy, static: isStatic }) => !privacy && !isStatic && !name.startsWith('[');
      element.members = element.members?.filter(isPublic);
      // An `id` is every element's.
      element.attributes = element.attributes?.filter(({ name }) => name !== 'id');
      // An event passed on by a variable is found without its name; the class's JSDoc names it.
      element.events = element.events
        ?.filter(({ name }) => name)
        .map((event) => ({ ...event, type: { text: `HTMLElementEventMap['${event.name}']` } }));
    }
  },
};

/** Names the modules as the package has them. */
const builtPaths = {
  name: 'noom-built-paths',
  packageLinkPhase({ customElementsManifest: manifest }) {
    const text = JSON.stringify(manifest).replace(/"\/?src\/(components\/[\w./-]+)\.[jt]s"/g, '"dist/lib/$1.js"');
    Object.assign(manifest, JSON.parse(text));
  },
};

/** Writes the same for VS Code: `html.customData` and `css.customData` in a project's settings name these files. */
const editorData = {
  name: 'noom-editor-data',
  packageLinkPhase({ customElementsManifest: { modules } }) {
    const elements = elementsOf(modules);
    const described = ({ name, description = '' }) => ({ name, description });
    const tags = elements.map(({ tagName, summary, description, attributes = [] }) => ({
      name: tagName,
      description: summary ?? description ?? '',
      attributes: attributes.map(({ type, ...attribute }) => ({
        ...described(attribute),
        values: [...(type?.text ?? '').matchAll(/'([^']+)'/g)].map(([, name]) => ({ name })),
      })),
    }));
    const properties = new Map(
      elements.flatMap(({ cssProperties = [] }) => cssProperties.map((each) => [each.name, described(each)])),
    );
    write('vscode.html-custom-data.json', { version: 1.1, tags });
    write('vscode.css-custom-data.json', { version: 1.1, properties: [...properties.values()] });
  },
};

function elementsOf(modules) {
  return modules.flatMap(({ declarations }) => declarations).filter(({ customElement }) => customElement);
}

function write(path, data) {
  writeFileSync(path, `${JSON.stringify(data, null, 2)}\n`);
}

export default {
  // The last ones name types and defaults that attributes have.
  globs: ['src/components/**/*.ts', 'src/core/model/snapshot.ts', 'src/protocol/texts.ts'],
  exclude: ['**/*.stories.ts'],
  litelement: true,
  packagejson: false,
  plugins: [tagsOnly, publicOnly, valuesSpelledOut(), builtPaths, editorData],
};
