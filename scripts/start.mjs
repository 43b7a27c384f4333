/**
 * `npm start`: builds what is missing or older than its sources, then runs the server in this process, so that signals,
 * settings and the exit code need not be passed on. Another program that needs the same builds may be named instead. For the same reason package.json starts it with
 * `exec`: npm's signals would otherwise end its shell and leave the server. (cmd.exe has no `exec`: the second half.)
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const SHARED = ['package-lock.json', 'tsconfig.json', 'vite.config.ts', 'scripts/vite'];
const BUILDS = [
  { script: 'build:bundle', makes: 'dist/noom.js', from: ['src', ...SHARED] },
  {
    script: 'build:server',
    makes: 'dist/server/main.js',
    from: ['demo-server', 'src/protocol', 'src/room-server', ...SHARED],
  },
  { script: 'analyze', makes: 'custom-elements.json', from: ['src', 'custom-elements-manifest.config.mjs'] },
];

for (const { script, makes, from } of BUILDS) {
  const builtMs = statSync(makes, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (from.every((path) => newestMs(path) <= builtMs)) continue;
  console.error(`noom: building ${makes}…`);
  const { status } = spawnSync(`npm run --silent ${script}`, { shell: true, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(status ?? 1);
}

await import(`../${process.argv[2] ?? 'dist/server/main.js'}`);

/** When `path`, or anything under it, last changed; a folder changes when something in it is removed. */
function newestMs(path) {
  const stat = statSync(path);
  const inside = stat.isDirectory() ? readdirSync(path).map((name) => newestMs(join(path, name))) : [];
  return Math.max(stat.mtimeMs, ...inside);
}
