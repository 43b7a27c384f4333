/**
 * Finds what drives WebKitGTK on a Linux machine (Debian's `webkit2gtk-driver` and `xvfb`), or installs it where no one
 * has to be asked. On other machines there is no WebKit that can be driven without Apple's or Playwright's own builds.
 */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { installWithApt } from './install-with-apt.mjs';

/**
 * The paths of WebKit's driver, its small browser and the virtual display.
 * @typedef {{ driver: string, browser: string, display: string }} WebKitPrograms
 */

/**
 * The programs, or `undefined` where they are missing and cannot be installed: then WebKit is not tested, which the
 * caller has to say.
 * @returns {WebKitPrograms | undefined}
 */
export function findWebKitIfAny() {
  const found = look();
  if (found) return found;
  return installWithApt(['webkit2gtk-driver', 'xvfb', 'fonts-noto-cjk']) ? look() : undefined;
}

/** @returns {WebKitPrograms | undefined} */
function look() {
  const driver = onPath('WebKitWebDriver');
  const display = onPath('Xvfb');
  const browser = libraryFolders()
    .map((folder) => join(folder, 'MiniBrowser'))
    .find((path) => existsSync(path));
  return driver && display && browser ? { driver, browser, display } : undefined;
}

/** @param {string} command */
function onPath(command) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, command))
    .find((path) => existsSync(path));
}

/** Distributions put the browser among the libraries, in a folder named after the machine and the version. */
function libraryFolders() {
  const machines = ['/usr/lib', '/usr/lib64', '/usr/libexec'].flatMap((folder) => [
    folder,
    ...below(folder, /-linux-gnu/),
  ]);
  return machines.flatMap((folder) => below(folder, /^webkit2?gtk-/)).sort();
}

/**
 * @param {string} folder
 * @param {RegExp} name
 */
function below(folder, name) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((entry) => name.test(entry))
    .map((entry) => join(folder, entry));
}
