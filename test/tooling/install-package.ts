import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where the package was installed. */
export interface InstalledPackage {
  readonly project: string;
  readonly installed: string;
  readonly tarball: string;
}

/**
 * Creates a project that has installed the package as it would be published, beside the named packages and nothing
 * else. Needs `npm run build` first; the caller removes the project.
 */
export function installPackage(others: readonly string[]): InstalledPackage {
  const project = mkdtempSync(join(tmpdir(), 'noom-package-'));
  const installed = join(project, 'node_modules/noom-elements');
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', project];
  const output = execFileSync('npm', pack, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: true,
  });
  const [{ filename }] = JSON.parse(output) as [{ filename: string }];
  const tarball = join(project, filename);
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const name of others) {
    mkdirSync(join(project, 'node_modules', name, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name), 'junction');
  }
  return { project, installed, tarball };
}
