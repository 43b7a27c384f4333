/**
 * `npm run pack:examples`: packs the kit as it would be published, to where the examples install it from. Build it first.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Packs the kit into the folder, under a name without its version, and returns the file. */
export function packKit(folder) {
  const beside = mkdtempSync(join(folder, '.noom-pack-'));
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', beside];
  const output = execFileSync('npm', pack, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: true,
  });
  const [{ filename }] = JSON.parse(output);
  const tarball = join(folder, 'noom-elements.tgz');
  renameSync(join(beside, filename), tarball);
  rmSync(beside, { recursive: true });
  return tarball;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(packKit(join(root, 'examples')));
