/**
 * Finds a browser for the tests, or installs one if there is none: a path given by the environment, an installed
 * browser, Playwright's cache, `playwright-core install`, and apt on Debian as root (a CI container).
 * By hand: `node scripts/find/browser.mjs [chromium|firefox]` prints the path.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWithApt } from './install-with-apt.mjs';

const { env, platform } = process;
const require = createRequire(import.meta.url);
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
 * @throws an error that says what to do, when none is available.
 */
export async function findBrowser(name = 'chromium') {
  const path = await findBrowserIfAny(name);
  if (path) return path;
  throw new Error(
    `No ${name} was found, and none could be installed. Install one, or set ${BROWSERS[name].variable} to its executable.`,
  );
}

/**
 * The executable of `name`, for callers that can do without it.
 * @param {'chromium' | 'firefox'} name
 * @returns {Promise<string | undefined>}
 */
export async function findBrowserIfAny(name) {
  const browser = BROWSERS[name];
  const asked = env[browser.variable];
  if (asked && works(asked)) return asked;
  if (asked) console.error(`${browser.variable}=${asked} does not run; looking for another ${name}.`);
  return find(browser) ?? installWithPlaywright(browser) ?? installFromDebian(browser);
}

function find(browser) {
  for (const path of candidates(browser)) if (works(path)) return path;
  return undefined;
}

function* candidates({ commands, places, playwright: hasPlaywright }) {
  for (const command of commands) for (const folder of (env.PATH ?? '').split(delimiter)) yield join(folder, command);
  if (platform === 'darwin') yield* places.darwin;
  if (platform === 'win32')
    for (const folder of programFolders) for (const place of places.win32) yield join(folder, place);
  if (hasPlaywright) yield playwrightPath();
}

/** Asks for the version, because an existing file may lack its libraries, or be a stub that only names a store. */
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
  const cli = join(require.resolve('playwright-core/package.json'), '../cli.js');
  console.error('No browser found: trying Playwright’s…');
  // Output goes to stderr: stdout may be the path that a script reads.
  spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], { stdio: ['ignore', 2, 2] });
  return [playwrightPath()].find(works);
}

/** Loaded only where no other place has a browser: it takes half a second. */
function playwrightPath() {
  return require('playwright-core').chromium.executablePath();
}

function installFromDebian(browser) {
  // The font makes Korean readable in pictures; a browser alone draws boxes.
  return installWithApt([...browser.packages, 'fonts-noto-cjk']) ? find(browser) : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await findBrowser(process.argv[2]));
