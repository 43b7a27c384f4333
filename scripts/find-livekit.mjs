/**
 * Finds LiveKit's server, the media server that tests use, or builds the pinned version with Go: a path given by the
 * environment, the PATH, the user's cache, and `go install` into that cache.
 * By hand: `node scripts/find-livekit.mjs` prints the path.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The last version whose module has no `replace`, which `go install …@version` refuses. It needs Go 1.26 and no C
 * compiler.
 */
export const LIVEKIT_VERSION = 'v1.13.5';
const MODULE = `github.com/livekit/livekit-server/cmd/server@${LIVEKIT_VERSION}`;
const IS_WINDOWS = process.platform === 'win32';
const PROGRAM = IS_WINDOWS ? 'livekit-server.exe' : 'livekit-server';
/** The name that Go gives it: that of the folder of its source. */
const BUILT = IS_WINDOWS ? 'server.exe' : 'server';

/**
 * LiveKit's server, or why it is not available: then calls by a media server are not tested. Continuous integration
 * always has it. Building it takes minutes, once.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ path: string, reason?: undefined } | { path?: undefined, reason: string }}
 * @throws in continuous integration, when it is not available
 */
export function findLiveKit(env = process.env) {
  const path = [...candidates(env)].find(works) ?? build(env);
  if (path !== undefined) return { path };
  const reason =
    'there is no livekit-server on the PATH, and no Go of 1.26 or later that could build it ' +
    '(LIVEKIT_SERVER names one elsewhere)';
  if (env.CI) throw new Error(`Calls by a media server cannot be tested: ${reason}.`);
  return { reason };
}

/** @param {NodeJS.ProcessEnv} env */
function* candidates(env) {
  const asked = env.LIVEKIT_SERVER;
  if (asked) {
    if (!works(asked)) console.error(`LIVEKIT_SERVER=${asked} does not run; looking for another one.`);
    yield asked;
  }
  for (const folder of (env.PATH ?? '').split(delimiter)) yield join(folder, PROGRAM);
  yield join(cacheFolder(env), PROGRAM);
}

/**
 * Outside of the clone, so that a fresh one need not build again; a folder for each version.
 * @param {NodeJS.ProcessEnv} env
 */
function cacheFolder(env) {
  const usual = {
    darwin: join(homedir(), 'Library', 'Caches'),
    win32: env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'),
  };
  const caches = env.XDG_CACHE_HOME ?? usual[process.platform] ?? join(homedir(), '.cache');
  return join(caches, 'noom-elements', `livekit-server-${LIVEKIT_VERSION}`);
}

/**
 * Asks for the version, because an existing file may be of another machine, or incomplete.
 * @param {string} path
 */
function works(path) {
  if (!existsSync(path)) return false;
  try {
    return /\d+\.\d+/.test(execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000, stdio: 'pipe' }));
  } catch {
    return false;
  }
}

/** @param {NodeJS.ProcessEnv} env */
function build(env) {
  if (spawnSync('go', ['version'], { env }).status !== 0) return undefined;
  const cache = cacheFolder(env);
  const path = join(cache, PROGRAM);
  mkdirSync(cache, { recursive: true });
  // Built in another folder and moved when complete: two processes may look for it at the same time.
  const folder = mkdtempSync(join(cache, 'build-'));
  console.error(`Building LiveKit's server ${LIVEKIT_VERSION} with Go; this takes minutes, once…`);
  try {
    // Output goes to stderr: stdout may be the path that a script reads.
    const { status } = spawnSync('go', ['install', MODULE], {
      stdio: ['ignore', 2, 2],
      env: { ...env, GOBIN: folder, CGO_ENABLED: '0' },
    });
    if (status !== 0) return undefined;
    renameSync(join(folder, BUILT), path);
    return works(path) ? path : undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { path, reason } = findLiveKit();
  if (path === undefined) console.error(`LiveKit's server cannot be had: ${reason}.`);
  else console.log(path);
  process.exitCode = path === undefined ? 1 : 0;
}
