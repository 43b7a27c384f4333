import { fileURLToPath } from 'node:url';
import { compile } from 'svelte/compiler';
import { build, type Plugin } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The frameworks whose servers render a page of all tags. */
export const FRAMEWORKS = ['react', 'vue', 'svelte', 'lit'] as const;

/** Compiles Svelte's components. */
function svelte(generate: 'client' | 'server'): Plugin {
  return {
    name: 'noom-test-svelte',
    transform: {
      filter: { id: /\.svelte$/ },
      handler: (code, filename) => ({
        code: compile(code, { generate, filename, dev: generate === 'client' }).js.code,
      }),
    },
  };
}

/** What differs between a browser and a server; both say what a server rendered and a browser would not. */
const COMMON = {
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  mode: 'development',
  define: {
    'process.env.NODE_ENV': '"development"',
    __VUE_OPTIONS_API__: 'true',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
  },
} as const;

/** Builds what the browser loads, `react.js` and so on, with the kit as bundlers take it. */
export async function buildClients(outDir: string): Promise<void> {
  await build({
    ...COMMON,
    plugins: [svelte('client')],
    resolve: { alias: { vue: 'vue/dist/vue.esm-bundler.js' } },
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'es2022',
      rolldownOptions: {
        input: Object.fromEntries(FRAMEWORKS.map((framework) => [framework, at(`pages/${framework}.ts`)])),
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
}

/** Builds what renders on the server, as one module that Node can import. */
export async function buildRenderers(outDir: string): Promise<void> {
  await build({
    ...COMMON,
    plugins: [svelte('server')],
    build: {
      outDir,
      emptyOutDir: false,
      ssr: true,
      target: 'node20',
      rolldownOptions: {
        input: at('renderers.ts'),
        external: ['noom-elements'],
        output: { entryFileNames: 'renderers.mjs' },
      },
    },
  });
}
