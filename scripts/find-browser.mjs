/**
 * Finds a browser for the tests, or installs one where none is: a path given by the environment, an installed browser,
 * Playwright's cache, `playwright-core install`, and apt on a Debian where we are root (a CI container).
 * By hand: `node scripts/find-browser.mjs [chromium|firefox]` prints the path.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import playwright from 'playwright-core';

const { env, platform } = process;
const programFolders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(Boolean);

const BROWSERS = {
  chromium: {
    variable: 'CHROME_PATH',
    commands: ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'],
    places: {
      darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      ),
      win32: ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'],
    },
    playwright: true,
    packages: ['chromium'],
  },
  firefox: {
    variable: 'FIREFOX_PATH',
    commands: ['firefox', 'firefox-esr'],
    places: {
      darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
      win32: ['Mozilla Firefox/firefox.exe'],
    },
    // Playwright's Firefox is patched and speaks only to Playwright.
    playwright: false,
    packages: ['firefox-esr'],
  },
};

/**
 * The executable of `name`.
 * @param {'chromium' | 'firefox'} [name]
 * @returns {Promise<string>}
 * @throws an error that says what to do, when there is none to be had.
 */
export async function findBrowser(name = 'chromium') {
  const browser = BROWSERS[name];
  const asked = env[browser.variable];
  if (asked && !works(asked)) console.error(`${browser.variable}=${asked} does not run; looking for another ${name}.`);
  const path = [...candidates(browser)].find(works) ?? installWithPlaywright(browser) ?? installWithApt(browser);
  if (path) return path;
  throw new Error(
    `No ${name} was found, and none could be installed. Install one, or set ${browser.variable} to its executable.`,
  );
}

function* candidates({ variable, commands, places, playwright: hasPlaywright }) {
  if (env[variable]) yield env[variable];
  for (const command of commands) for (const folder of (env.PATH ?? '').split(delimiter)) yield join(folder, command);
  if (platform === 'darwin') yield* places.darwin;
  if (platform === 'win32')
    for (const folder of programFolders) for (const place of places.win32) yield join(folder, place);
  if (hasPlaywright) yield playwright.chromium.executablePath();
}

/** Asks for the version, because a file that is there may lack its libraries, or be a stub that only names a shop. */
function works(path) {
  if (!existsSync(path)) return false;
  if (platform === 'win32') return true; // there, --version opens a window
  try {
    return /\d+\.\d+/.test(execFileSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000, stdio: 'pipe' }));
  } catch {
    return false;
  }
}

function installWithPlaywright(browser) {
  if (!browser.playwright) return undefined;
  const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '../cli.js');
  console.error('No browser found: trying Playwright’s…');
  run(process.execPath, [cli, 'install', '--no-shell', 'chromium']);
  return [playwright.chromium.executablePath()].find(works);
}

function installWithApt(browser) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  console.error('No browser found: trying apt…');
  // The font makes Korean readable in pictures; a browser alone draws boxes.
  const wanted = [...browser.packages, 'fonts-noto-cjk'];
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...wanted]);
  return [...candidates(browser)].find(works);
}

function run(command, args) {
  // Output goes to stderr: stdout may be the path that a script reads.
  spawnSync(command, args, { stdio: ['ignore', 2, 2], env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await findBrowser(process.argv[2]));
