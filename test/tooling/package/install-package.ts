import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the package was installed. */
export interface InstalledPackage {
  readonly project: string;
  readonly installed: string;
  readonly tarball: string;
}

/** The packages of the project, each with what npm needs to pack it. */
const PACKING = { 'noom-elements': ['--ignore-scripts'], 'noom-server': ['--workspace', 'noom-server'] } as const;

/**
 * Creates a project that has installed a package as it would be published, beside the other named packages and nothing
 * else. Needs `npm run build` first; the caller removes the project.
 */
export function installPackage(
  others: readonly string[],
  name: keyof typeof PACKING = 'noom-elements',
): InstalledPackage {
  const project = mkdtempSync(join(tmpdir(), 'noom-package-'));
  const installed = join(project, 'node_modules', name);
  const pack = ['pack', '--json', ...PACKING[name], '--pack-destination', project];
  const output = execFileSync('npm', pack, {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    shell: true,
  });
  // Scripts may print before it.
  const [{ filename }] = JSON.parse(output.slice(output.search(/^\[/m))) as [{ filename: string }];
  const tarball = join(project, filename);
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const other of others) {
    mkdirSync(join(project, 'node_modules', other, '..'), { recursive: true });
    symlinkSync(join(root, 'node_modules', other), join(project, 'node_modules', other), 'junction');
  }
  return { project, installed, tarball };
}
