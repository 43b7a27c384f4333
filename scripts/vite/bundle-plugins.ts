import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite';

const LICENSES = 'THIRD-PARTY-LICENSES.txt';
/** Packages whose files have the code of their dependencies in them. */
const BUNDLED_PACKAGES = ['livekit-client'];

/** Removes what an earlier bundle left in `dist/`, and nothing of the other builds there. */
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
 * Puts everything that a page needs at once into one chunk, which `noom.js` only imports. Otherwise code that this
 * shares with lazy parts would be in a separate file for each combination; and if it were in `noom.js` itself, a page
 * that loads that from another URL (`noom.js?v=2`) would get all of it twice.
 */
export function kitChunk(id: string, context: Rolldown.ChunkingContext): string | null {
  const seen = new Set<string>();
  const isNeededAtOnce = (id: string): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    const module = context.getModuleInfo(id);
    return module !== null && (module.isEntry || module.importers.some(isNeededAtOnce));
  };
  return isNeededAtOnce(id) ? 'kit' : null;
}

/** Leaves the core to `noom.js`, so that the page has one `CallController` and one `CallError`. */
export function onTopOfTheKit(): Plugin {
  return {
    name: 'noom-on-top-of-the-kit',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\/core\/index\.js$/ },
      handler: () => ({ id: './noom.js', external: true }),
    },
  };
}

/** Leaves out the source maps of what is in a folder: libraries as they came, whose maps are larger than they are. */
export function leaveOutMaps(folder: string): Plugin {
  return {
    name: 'noom-leave-out-maps',
    writeBundle({ dir = '' }, output) {
      for (const { type, fileName } of Object.values(output)) {
        if (!fileName.startsWith(`${folder}/`)) continue;
        const path = join(dir, fileName);
        if (fileName.endsWith('.map')) rmSync(path);
        else if (type === 'chunk') {
          writeFileSync(path, readFileSync(path, 'utf8').replace(/\n\/\/# sourceMappingURL=.+\s*$/, '\n'));
        }
      }
    },
  };
}

/** Makes another bundle once this one is written. */
export function buildBesides(config: InlineConfig): Plugin {
  return {
    name: 'noom-build-besides',
    async closeBundle() {
      await build({ ...config, configFile: false });
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
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [folder, ...foldersWithin(folder)]);
      const source = [...new Set(folders)].sort().map(licenseOf).join('\n\n');
      this.emitFile({ type: 'asset', fileName: LICENSES, source: `${source}\n` });
    },
  };
}

/** The folders of the packages whose code is in the files of this one. */
function foldersWithin(folder: string): string[] {
  if (!BUNDLED_PACKAGES.some((name) => folder.endsWith(`/${name}`))) return [];
  const { dependencies = {} } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies).map((name) => {
    const places = [`${folder}/node_modules/${name}`, `${dirname(folder)}/${name}`];
    const place = places.find((each) => existsSync(each));
    if (place === undefined) throw new Error(`${name}, which is in ${folder}, is not installed.`);
    return place;
  });
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
