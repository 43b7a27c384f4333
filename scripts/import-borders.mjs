/**
 * Who may import whom (see ARCHITECTURE.md), as an ESLint rule: each border is a place, what may not be imported there,
 * and why. Places and modules are paths from the project's root; packages go by their names.
 */
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The parts of the core that never meet: the controller brings them together. */
const PARTS = ['signaling', 'media', 'devices', 'chat', 'stats'];

/** `types: true` lets `import type` pass. */
export const BORDERS = [
  {
    in: /^src\/components\//,
    not: /^src\/core\/(?!index\.ts$)/,
    why: 'The core has one door, core/index.ts.',
  },
  {
    in: /^src\/components\/noom-(?!room\/)/,
    not: /^src\/components\/internal\/room-context\.ts$/,
    why: 'A tag reaches its room through internal/room-link.ts.',
  },
  {
    in: /^src\/components\/noom-(?!room\/)/,
    not: /^src\/core\/index\.ts$/,
    names: ['CallController'],
    types: true,
    why: 'A tag reaches the call through internal/room-link.ts.',
  },
  {
    in: /^src\/core\//,
    not: /^(src\/(?!core\/)|lit$|lit\/|@lit\/)/,
    why: 'The core is headless: it knows no tags and no lit.',
  },
  {
    in: /^src\/components\/(?!.*\.stories\.ts$)/,
    not: /^src\/(testing|room-server)\//,
    why: 'The room in memory is for tests and stories.',
  },
  {
    in: /^src\/room-server\//,
    not: /^(?!src\/room-server\/|src\/core\/(clock|wire-shapes|wire-texts|visible-text|signaling\/protocol)\.ts$)/,
    why: 'A room server knows the wire and time; what it stands on is handed in.',
  },
  {
    in: /^src\/testing\//,
    not: /^src\/(components\/|room-server\/(?!index\.ts$))/,
    why: 'The room in memory is of the core and a room server, which has one door, room-server/index.ts.',
  },
  ...PARTS.flatMap((part) => [
    {
      in: new RegExp(`^src/core/${part}/`),
      not: new RegExp(`^src/core/(?!${part}/)(${PARTS.join('|')})/(?!protocol\\.ts$)`),
      why: 'The parts of the core never import one another: the controller brings them together.',
    },
    {
      in: new RegExp(`^src/core/(?!signaling/)${part}/`),
      not: /^src\/core\/signaling\/protocol\.ts$/,
      types: true,
      why: 'Of the wire, a part of the core may know the types; parsing is the transport’s.',
    },
    {
      in: new RegExp(`^src/core/${part}/`),
      not: /^src\/core\/(index|call-controller|call-reducer|store)\.ts$/,
      why: 'A part of the core tells what happened by events; it does not know who listens.',
    },
  ]),
  {
    in: /^(?!src\/core\/signaling\/socket-io-wire\.ts$)src\//,
    not: /^socket\.io/,
    why: 'Only socket-io-wire.ts knows Socket.IO’s client.',
  },
  {
    in: /^demo-server\//,
    not: /^src\/(?!core\/(wire-shapes|wire-texts|visible-text|signaling\/protocol)\.ts$|room-server\/index\.ts$)/,
    why: 'The server shares the wire, core/signaling/protocol.ts, with the shapes it is made of, and the room server, and nothing else.',
  },
  {
    in: /^src\//,
    not: /^(demo-server|test|scripts)\//,
    why: 'What pages load does not depend on the server, the tests or the tools.',
  },
];

const fromRoot = (path) => relative(root, path).replaceAll('\\', '/');

/** The rule; it looks at every form of import and re-export, dynamic ones and types included. */
export const importBorders = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const here = fromRoot(context.filename);
    const borders = BORDERS.filter((border) => border.in.test(here));

    function check(node, source, { isType, names = [] }) {
      if (typeof source?.value !== 'string') return;
      const isRelative = source.value.startsWith('.');
      const target = isRelative
        ? fromRoot(resolve(dirname(context.filename), source.value)).replace(/\.js$/, '.ts')
        : source.value;
      for (const border of borders) {
        if (!border.not.test(target) || (border.types && isType)) continue;
        if (border.names && !names.some((name) => border.names.includes(name))) continue;
        context.report({ node, message: `${border.why} (${target})` });
      }
    }

    const isTypeOnly = (kind, specifiers, kindKey) =>
      kind === 'type' || (specifiers.length > 0 && specifiers.every((specifier) => specifier[kindKey] === 'type'));

    return {
      ImportDeclaration(node) {
        const values = node.specifiers.filter(({ importKind }) => importKind !== 'type');
        check(node, node.source, {
          isType: isTypeOnly(node.importKind, node.specifiers, 'importKind'),
          names: values.map(({ imported }) => imported?.name),
        });
      },
      ExportNamedDeclaration(node) {
        const values = node.specifiers.filter(({ exportKind }) => exportKind !== 'type');
        check(node, node.source, {
          isType: isTypeOnly(node.exportKind, node.specifiers, 'exportKind'),
          names: values.map(({ local }) => local.name),
        });
      },
      ExportAllDeclaration: (node) => check(node, node.source, { isType: node.exportKind === 'type' }),
      ImportExpression: (node) => check(node, node.source, { isType: false }),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, { isType: true }),
    };
  },
};
