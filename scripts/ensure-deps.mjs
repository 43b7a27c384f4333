/**
 * Runs before `npm start`, `npm run dev` and `npm test`: installs the dependencies when they are missing or older than
 * the lock file, so that a fresh clone needs no other command. Has no dependencies itself, for the same reason.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modifiedMs = (path) => statSync(`${root}/${path}`, { throwIfNoEntry: false })?.mtimeMs ?? 0;

// npm writes this file at the end of every install, so it dates what node_modules holds.
if (modifiedMs('node_modules/.package-lock.json') < modifiedMs('package-lock.json')) {
  console.error('noom: installing dependencies (npm ci)…');
  // The development dependencies build the kit, so they are needed under NODE_ENV=production too.
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const { npm_execpath: npm } = process.env;
  const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: true });
  process.exitCode = status ?? 1;
}
