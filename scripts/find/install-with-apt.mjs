import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Installs packages where no one has to be asked: on Debian as root, as in a CI container.
 * @param {readonly string[]} packages
 * @returns {boolean} whether it was tried
 */
export function installWithApt(packages) {
  if (!mayUseApt()) return false;
  console.error(`Trying apt for ${packages.join(', ')}…`);
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...packages]);
  return true;
}

/**
 * Unpacks packages into a folder, without what they depend on, and without changing the machine.
 * @param {readonly string[]} packages
 * @param {string} folder
 * @returns {boolean} whether it was tried
 */
export function unpackWithApt(packages, folder) {
  if (!mayUseApt()) return false;
  console.error(`Trying apt for ${packages.join(', ')}…`);
  mkdirSync(folder, { recursive: true });
  run('apt-get', ['update', '-qq']);
  // As root: its own user may not write here, of which it would warn.
  run('apt-get', ['download', '-qq', '-o', 'APT::Sandbox::User=root', ...packages], folder);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.deb'))) {
    run('dpkg-deb', ['--extract', join(folder, file), folder]);
  }
  return true;
}

function mayUseApt() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function run(program, args, cwd = '.') {
  // Output goes to stderr: stdout may be the path that a script reads.
  spawnSync(program, args, {
    cwd,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
