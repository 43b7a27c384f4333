import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { minify } from 'terser';
import type { Plugin, Rolldown } from 'vite';

/** Constants stay right of what they are compared with, where they are in most code: what is alike gzips better. */
const COMPRESS = { passes: 4, lhs_constants: false };
const LICENSES = 'THIRD-PARTY-LICENSES.txt';

/** Removes what an earlier bundle left in `dist/`, and nothing of the other builds that live there. */
export function removeOldBundle(): Plugin {
  return {
    name: 'noom-remove-old-bundle',
    buildStart() {
      if (!existsSync('dist')) return;
      const old = readdirSync('dist').filter((name) => /^noom.*\.js$/.test(name) || name === LICENSES);
      for (const name of old) rmSync(`dist/${name}`);
    },
  };
}

/**
 * Puts whatever a page needs at once into one chunk, which `noom.js` only names. Code shared by that and by what comes on demand
 * would otherwise lie in a file of its own for each set of sharers; and were it in `noom.js`, a page that fetches that under
 * another address (`noom.js?v=2`) would get all of it twice.
 */
export function nameChunk(id: string, context: Rolldown.ChunkingContext): string | null {
  const seen = new Set<string>();
  const isNeededAtOnce = (id: string): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    const module = context.getModuleInfo(id);
    return module !== null && (module.isEntry || module.importers.some(isNeededAtOnce));
  };
  return isNeededAtOnce(id) ? 'kit' : null;
}

/**
 * Makes one chunk of what prejoin and the device pickers draw with: a page always fetches both. In two chunks, what they share
 * would be a third, asked for only when those are there.
 */
export function pickersWithPrejoin(): Plugin {
  const views = ['noom-prejoin/prejoin-view', 'noom-device-select/device-select-view'];
  const together = '/virtual/prejoin-with-pickers.js';
  return {
    name: 'noom-pickers-with-prejoin',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^\.\/(prejoin|device-select)-view\.js$/ },
      handler: (_source, _importer, { kind }) => (kind === 'dynamic-import' ? together : null),
    },
    load: {
      filter: { id: new RegExp(`^${together}$`) },
      handler: () => views.map((view) => `export * from '${resolve('src/components', view)}.ts';`).join('\n'),
    },
  };
}

/** Leaves out of Engine.IO a transport that the kit never asks for. */
export function withoutWebTransport(): Plugin {
  return {
    name: 'noom-without-web-transport',
    load: {
      filter: { id: /\/engine\.io-client\/.*\/webtransport\.js$/ },
      handler: () => 'export class WT {}',
    },
  };
}

/**
 * Has the kit's chunk begin with these modules. Style sheets and shapes are most like one another, and gzip looks for what is
 * alike no further than 32 kB back: side by side they weigh 0.3 kB less than each with its tag.
 */
export function alikeTogether(modules: readonly string[]): Plugin {
  return {
    name: 'noom-alike-together',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/index\.ts$/ },
      handler: (code) => [...modules.map((module) => `import './${module}';`), code].join('\n'),
    },
  };
}

/** A second minifier after the bundler's own, worth 2 % of what a page fetches. */
export function shrink(): Plugin {
  return {
    name: 'noom-shrink',
    async generateBundle(_options, output) {
      for (const file of Object.values(output)) {
        if (file.type !== 'chunk') continue;
        const { code } = await minify(file.code, { module: true, ecma: 2020, compress: COMPRESS });
        if (code !== undefined) file.code = code;
      }
    },
  };
}

/** Puts in place of the compiler's helper for decorators what those of `internal/property.ts` need: each is handed its property. */
export function leanDecorators(): Plugin {
  return {
    name: 'noom-lean-decorators',
    enforce: 'pre',
    transform: {
      filter: { id: /@oxc-project.runtime.*\/decorate\.js$/ },
      handler: () => 'export default ([decorate], prototype, name) => decorate(prototype, name);',
    },
  };
}

/** Writes the licences of every package whose code is in the bundle beside it, since the minified code carries none. */
export function thirdPartyLicenses(): Plugin {
  return {
    name: 'noom-third-party-licenses',
    generateBundle(_options, output) {
      const modules = Object.values(output).flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
      const folders = modules
        .map((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0])
        .filter((folder) => folder !== undefined);
      const source = [...new Set(folders)].sort().map(licenseOf).join('\n\n');
      this.emitFile({ type: 'asset', fileName: LICENSES, source: `${source}\n` });
    },
  };
}

function licenseOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as Record<
    string,
    string
  >;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${folder} has no licence file: find out what its licence asks for.`);
  return `${name} ${version} (${license})\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n\n${'-'.repeat(80)}`;
}
