import { chmodSync, cpSync } from 'node:fs';
import { defineConfig, type UserConfig } from 'vite';
import {
  buildBesides,
  kitChunk,
  leaveOutMaps,
  onTopOfTheKit,
  removeOldBundle,
  thirdPartyLicenses,
} from './scripts/vite/bundle-plugins.js';

const TAGS = [
  'noom-room',
  'noom-video',
  'noom-stage',
  'noom-device-select',
  'noom-controls',
  'noom-chat',
  'noom-participants',
  'noom-prejoin',
  'noom-quality',
  'noom-reactions',
  'noom-settings',
];
const FRAMEWORKS = ['react', 'vue', 'svelte', 'solid'];
const target = 'es2022';

/**
 * For bundlers: what package.json exports, file by file as the sources are, each import of a dependency left to the
 * bundler. `tsc` writes the types.
 */
const library: UserConfig = {
  plugins: [thirdPartyLicenses(), leaveOutMaps('vendor')],
  build: {
    target,
    outDir: 'dist/lib',
    sourcemap: true,
    minify: false,
    lib: {
      formats: ['es'],
      entry: Object.fromEntries(
        [
          'index',
          'core/index',
          'components/index',
          'testing/index',
          // Types only: so that a bundler finds something where a page imports them as code.
          ...FRAMEWORKS.map((framework) => `frameworks/${framework}`),
          ...TAGS.map((tag) => `components/${tag}/index`),
        ].map((entry) => [entry, `src/${entry}.ts`]),
      ),
    },
    rolldownOptions: {
      external: /^(lit|@lit|socket\.io-client)(\/|$)/,
      output: {
        preserveModules: true,
        preserveModulesRoot: 'src',
        // The compiler's helpers come from nowhere, under a name with its version in it; and no package may contain a
        // folder `node_modules`, where LiveKit's client would be, which is in the build as it is loaded on demand.
        entryFileNames: ({ name }) =>
          `${name.replace(/^_virtual\/.*\//, 'helpers/').replace(/^.*node_modules\/(livekit-client)\/.*$/, 'vendor/$1')}.js`,
      },
    },
  },
};

/**
 * For pages that show a call of drawn participants: `dist/noom-testing.js`, on top of `noom.js`. It is no entry of the
 * bundle, whose chunks would have to keep for it what no call needs.
 */
const testing: UserConfig = {
  logLevel: 'warn',
  publicDir: false,
  plugins: [onTopOfTheKit()],
  build: {
    target,
    outDir: 'dist',
    emptyOutDir: false,
    lib: { formats: ['es'], entry: { 'noom-testing': 'src/testing/index.ts' } },
    rolldownOptions: { output: { entryFileNames: '[name].js', minify: true, comments: false } },
  },
};

/** For pages: `dist/noom.js` needs nothing else, and fetches the chunks beside it when they are wanted. */
const bundle: UserConfig = {
  plugins: [removeOldBundle(), thirdPartyLicenses(), buildBesides(testing)],
  build: {
    target,
    outDir: 'dist',
    emptyOutDir: false,
    lib: { formats: ['es'], entry: { noom: 'src/index.ts' } },
    rolldownOptions: {
      // Otherwise the constants of one file are variables in the others.
      optimization: { inlineConst: true },
      output: {
        entryFileNames: 'noom.js',
        chunkFileNames: 'noom-[name]-[hash].js',
        // What lazy parts share is one chunk too: by itself each piece would be a request for some hundred bytes.
        codeSplitting: {
          groups: [
            { name: kitChunk, debugName: 'kit' },
            { name: 'shared', minShareCount: 2 },
          ],
        },
        // `build.minify` leaves the whitespace of ES libraries in place, for the sake of tree-shaking bundlers.
        minify: true,
        comments: false,
      },
    },
  },
};

/** The server for Node: its dependencies stay imports, its pages lie beside it. */
const server: UserConfig = {
  build: {
    target: 'node20',
    outDir: 'dist/server',
    ssr: true,
    rolldownOptions: {
      input: { main: 'demo-server/main.ts', index: 'demo-server/index.ts' },
      output: { chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  plugins: [
    {
      name: 'noom-server-files',
      closeBundle() {
        cpSync('demo-server/pages', 'dist/server/pages', { recursive: true });
        chmodSync('dist/server/main.js', 0o755);
      },
    },
  ],
};

const builds: Record<string, UserConfig | undefined> = { library, bundle, server };

export default defineConfig(({ mode }) => {
  const config = builds[mode];
  if (!config) throw new Error(`Say which build: vite build --mode ${Object.keys(builds).join(' | ')}`);
  return { logLevel: 'warn', publicDir: false, ...config };
});
