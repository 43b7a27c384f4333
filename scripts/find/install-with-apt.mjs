import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Installs packages where no one has to be asked: on Debian as root, as in a CI container.
 * @param {readonly string[]} packages
 * @returns {boolean} whether it was tried
 */
export function installWithApt(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.error(`Trying apt for ${packages.join(', ')}…`);
  run('update', '-qq');
  run('install', '-y', '-qq', '--no-install-recommends', '-o', 'Dpkg::Use-Pty=0', ...packages);
  return true;
}

function run(...args) {
  // Output goes to stderr: stdout may be the path that a script reads.
  spawnSync('apt-get', args, {
    stdio: ['ignore', 2, 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
