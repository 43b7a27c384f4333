/**
 * Finds LiveKit's server, the media server that tests use, or builds the pinned version with Go: a path given by the
 * environment, the PATH, the user's cache, and `go install` into that cache.
 * By hand: `node scripts/find/livekit.mjs` prints the path.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
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
/** Its go.mod asks for Go 1.26. */
const GO_MINOR = 26;
const IS_WINDOWS = process.platform === 'win32';
const PROGRAM = IS_WINDOWS ? 'livekit-server.exe' : 'livekit-server';
/** The name that Go gives it: that of the folder of its source. */
const BUILT = IS_WINDOWS ? 'server.exe' : 'server';

/**
 * LiveKit's server, or why it is not available: then calls by a media server are not tested. Building it takes minutes,
 * once.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ path: string, reason?: undefined } | { path?: undefined, reason: string }}
 * @throws where `REQUIRE_LIVEKIT` is set, when it is not available
 */
export function findLiveKit(env = process.env) {
  const path = [...candidates(env)].find(works) ?? build(env);
  if (path !== undefined) return { path };
  const reason =
    'there is no livekit-server on the PATH, and no Go of 1.26 or later that could build it ' +
    '(LIVEKIT_SERVER names one elsewhere)';
  if (env.REQUIRE_LIVEKIT) throw new Error(`Calls by a media server cannot be tested: ${reason}.`);
  return { reason };
}

/**
 * Whether it is there already, or there is a Go that can build it.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function mayHaveLiveKit(env = process.env) {
  return hasGo(env) || [...candidates(env)].some(works);
}

/**
 * Builds it, where it is not there yet, while other things are done: on one core, and when nothing else needs it.
 * @returns {Promise<void>} when it is there, or cannot be had
 */
export function buildLiveKitMeanwhile() {
  if ([...candidates(process.env)].some(works) || !hasGo(process.env)) return Promise.resolve();
  const program = [process.execPath, fileURLToPath(import.meta.url)];
  const [first, ...rest] = IS_WINDOWS ? program : ['nice', '-n', '19', ...program];
  // One action at a time, each of one thread.
  const slowly = { GOFLAGS: `${process.env.GOFLAGS ?? ''} -p=1`.trim(), GOMAXPROCS: '1' };
  const child = spawn(first, rest, { stdio: 'ignore', env: { ...process.env, ...slowly } });
  return new Promise((resolve) => {
    for (const end of ['exit', 'error']) child.once(end, () => resolve());
  });
}

/** @param {NodeJS.ProcessEnv} env */
function hasGo(env) {
  const { status, stdout } = spawnSync('go', ['version'], { env, encoding: 'utf8' });
  const [, major = '0', minor = '0'] = /go(\d+)\.(\d+)/.exec(stdout ?? '') ?? [];
  return status === 0 && (Number(major) > 1 || Number(minor) >= GO_MINOR);
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
  if (!hasGo(env)) return undefined;
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
