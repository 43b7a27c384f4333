import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { slowParts } from './slow-parts.mjs';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
/** Where the server offers what was built. */
const BUILT = '/__noom-built__/';
/** By how much what is loaded on demand is to come later. */
const SLOW_PARTS_MS = Number(process.env.TEST_SLOW_PARTS ?? 0);
/** Evaluated before each test file (see the plugins that insert them). */
const HOOKS = ['test/harness/browser/runner/fail-on-console.ts', 'test/harness/browser/runner/keep-in-front.ts'];
/** What a test loads into a frame. */
const KIT = 'src/index.ts';
/** What that depends on, and the compiler's helpers. */
const ITS_MODULES = /\/node_modules\/(lit|lit-html|lit-element|@lit|socket\.io-client)\/|@oxc-project/;

/**
 * Builds the test files of a run before it: one module of some lines for each, one with the kit, which frames load too, and one
 * that all share, with everything else in it. File by file, each page would load some 300 modules, which takes longer than most of their tests. The
 * shared modules evaluate their parts when they are imported, in the order in which the browser would.
 *
 * Sources are served too, as ever: while watching, and for all if a file cannot be built: then the others run, and that
 * one fails as the browser says.
 */
export function builtTests({ define, alias }) {
  /** What to serve, by its path. */
  let built = new Map();
  let building;

  async function buildFiles(files) {
    const sources = [KIT, ...HOOKS, ...files.map((file) => relative(ROOT, file).split(sep).join('/'))];
    try {
      built = await buildSources(sources, { define, alias });
    } catch (error) {
      console.error(`\nThe tests run from their sources, which takes longer: ${error.message}\n`);
    }
  }

  return {
    /** The launcher, which builds the files of the run before it starts its browser; once for all launchers. */
    before(launcher) {
      const initialize = launcher.initialize?.bind(launcher);
      launcher.initialize = async (config, files) => {
        if (!config.watch) await (building ??= buildFiles(files));
        await initialize?.(config, files);
      };
      return launcher;
    },
    /** Serves what was built. */
    async middleware(context, next) {
      const body = built.get(context.path);
      if (body === undefined) return next();
      context.type = extname(context.path) === '.map' ? 'json' : 'js';
      context.set('cache-control', 'public, max-age=31536000');
      context.body = body;
    },
    /** Replaces a test file, and the hooks, by an import of what was built of them. */
    plugin: {
      name: 'noom-built-tests',
      serve({ path }) {
        const entry = entryOf(path.slice(1));
        return built.has(entry) ? { body: `import ${JSON.stringify(entry)};`, type: 'js' } : undefined;
      },
    },
  };
}

function isOfKit(id) {
  return id.startsWith(join(ROOT, 'src', sep)) || ITS_MODULES.test(id.split(sep).join('/'));
}

/** Where the module of a source is served. */
function entryOf(source) {
  return `${BUILT}${source.replace(/\.ts$/, '.js')}`;
}

async function buildSources(sources, { define, alias }) {
  const [{ output }] = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'silent',
    plugins: SLOW_PARTS_MS > 0 ? [slowParts(SLOW_PARTS_MS, isOfKit)] : [],
    publicDir: false,
    define,
    resolve: { alias, conditions: ['browser', 'development'] },
    build: {
      target: 'es2022',
      write: false,
      minify: false,
      sourcemap: true,
      lib: {
        formats: ['es'],
        entry: Object.fromEntries(sources.map((source) => [source.replace(/\.ts$/, ''), source])),
      },
      rolldownOptions: {
        external: /^\/__web-dev-server__/,
        treeshake: false,
        preserveEntrySignatures: false,
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name].js',
          // As modules that the browser loads one by one: nothing runs before what imports it.
          strictExecutionOrder: true,
          codeSplitting: {
            includeDependenciesRecursively: false,
            groups: [
              // Loaded on demand, by few tests, and larger than the rest together.
              { name: 'livekit', test: /\/node_modules\/livekit-client\//, priority: 2 },
              { name: 'kit', test: isOfKit, priority: 1 },
              { name: 'shared', test: (id) => !id.endsWith('.test.ts') },
            ],
          },
          // For the stacks of errors: not relative to a folder that nothing was written to.
          sourcemapPathTransform: (source, map) => join(map, '..', source),
        },
      },
    },
  });
  return new Map(output.map((file) => [`${BUILT}${file.fileName}`, file.type === 'chunk' ? file.code : file.source]));
}
