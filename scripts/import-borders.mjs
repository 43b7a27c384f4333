/**
 * Which files may import which (see ARCHITECTURE.md), as an ESLint rule: each border is a place, what may not be
 * imported there, and why. Places and modules are paths from the project's root; packages are named.
 */
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The parts of the core that do not import one another: the call combines them. */
const PARTS = ['signaling', 'media', 'devices', 'chat', 'files', 'stats', 'check'];

/** `types: true` lets `import type` pass. */
export const BORDERS = [
  {
    in: /^src\/components\//,
    not: /^src\/(core\/(?!index\.ts$)|protocol\/(?!(roles|emoji)\.ts$))/,
    why: 'The core has one entry, core/index.ts. Beside it are the table of roles and what an emoji is, for lazy views.',
  },
  {
    in: /^src\/components\/noom-(?!room\/)/,
    not: /^src\/components\/internal\/link\/room-context\.ts$/,
    why: 'A tag reaches its room through internal/link/room-link.ts.',
  },
  {
    in: /^src\/components\/noom-(?!room\/)/,
    not: /^src\/core\/index\.ts$/,
    names: ['CallController'],
    types: true,
    why: 'A tag reaches the call through internal/link/room-link.ts.',
  },
  {
    in: /^src\/components\/(?!.*\.stories\.ts$)/,
    not: /^src\/(testing|room-server)\//,
    why: 'The room in memory is for tests and stories.',
  },
  {
    in: /^src\/core\//,
    not: /^(src\/(?!core\/|protocol\/)|lit$|lit\/|@lit\/)/,
    why: 'The core is headless: it knows neither tags nor lit.',
  },
  {
    in: /^src\/core\/base\//,
    not: /^src\/(?!core\/base\/)/,
    why: 'Everything else depends on the base; it knows nothing of calls.',
  },
  {
    in: /^src\/core\/model\//,
    not: /^src\/(?!core\/(base|model)\/|protocol\/)/,
    why: 'The model is pure: the state, and how it changes.',
  },
  ...PARTS.flatMap((part) => [
    {
      in: new RegExp(`^src/core/${part}/`),
      not: new RegExp(`^src/core/(?!(base|model|${part})/)`),
      why: 'A part of the core knows base and model only; the call combines the parts.',
    },
    {
      in: new RegExp(`^src/core/(?!signaling/)${part}/`),
      not: /^src\/protocol\/(protocol|facts)\.ts$/,
      types: true,
      why: 'A part of the core may know the types of the wire; the transport parses.',
    },
  ]),
  {
    in: /^src\/core\/features\//,
    not: /^src\/core\/(call\/|index\.ts$)/,
    why: 'A feature does not know its owner.',
  },
  {
    in: /^src\/core\/features\//,
    not: /^src\/core\/(signaling|media|devices)\//,
    types: true,
    why: 'A feature is given what it communicates through, and may know only its types.',
  },
  {
    in: /^src\/core\/call\/(?!(?:defaults|lazy\/lazy-parts)\.ts$)/,
    not: /^src\/core\/media\/(mesh|livekit)\//,
    why: 'A call knows the seam, media/media-plane.ts; defaults.ts and lazy-parts.ts choose the plane.',
  },
  {
    in: /^(?!src\/core\/signaling\/socket-io-wire\.ts$)src\//,
    not: /^socket\.io/,
    why: 'Only socket-io-wire.ts knows Socket.IO’s client.',
  },
  {
    in: /^(?!src\/core\/media\/livekit\/library\/(load-)?livekit\.ts$)src\//,
    not: /^(livekit-client|src\/core\/media\/livekit\/library\/livekit\.ts$)/,
    why: 'Only livekit.ts knows LiveKit’s client, which is large and patches the page when it is evaluated; load-livekit.ts loads it.',
  },
  {
    in: /^src\/core\/(?!media\/livekit\/|call\/defaults\.ts$)/,
    not: /^src\/core\/media\/livekit\/library\/load-livekit\.ts$/,
    why: 'A plane loads its library by itself; defaults.ts fetches it beside the plane’s own code.',
  },
  {
    in: /^src\/protocol\//,
    not: /^(?!src\/protocol\/)/,
    why: 'The wire is shared by page, server and tests: it depends on nothing.',
  },
  {
    in: /^src\/room-server\//,
    not: /^(?!src\/room-server\/|src\/protocol\/|src\/core\/base\/)/,
    why: 'A room server knows the wire and time; its dependencies are passed in.',
  },
  {
    in: /^src\/testing\//,
    not: new RegExp(
      '^src/(components/|room-server/(?!index\\.ts$)|core/(?!(base|model)/|index\\.ts$|media/(media-plane|plane-events|plane-signaling|demand|sent-shape|source-values|data-path|data-frame|send-to-each)\\.ts$|' +
        'signaling/signaling-transport\\.ts$|devices/(devices|displays/displays)\\.ts$))',
    ),
    why: 'The room in memory uses the entries of core and room server, and fills the seams of the core.',
  },
  {
    in: /^demo-server\//,
    not: /^src\/(?!protocol\/|room-server\/index\.ts$)/,
    why: 'The server shares the wire and the room server, and nothing else of src.',
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
