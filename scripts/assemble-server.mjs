/**
 * Before `noom-server` is packed: copies what is built into its folder, beside its manifest. The server, its pages and
 * the kit lie there as they do in `dist`, so that the server finds them. With `--remove`, after it is packed, removes
 * that again. Run `npm run build` first.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = `${root}demo-server/`;
/** In the folder of the package, where npm looks for it. */
const LICENSE = 'LICENSE';

rmSync(`${folder}dist`, { recursive: true, force: true });
rmSync(`${folder}${LICENSE}`, { force: true });
if (!process.argv.includes('--remove')) assemble();

function assemble() {
  for (const built of ['dist/noom.js', 'dist/server/main.js']) {
    if (!existsSync(root + built)) throw new Error(`There is no ${built}: run npm run build first.`);
  }
  const kit = readdirSync(`${root}dist`).filter((name) => /^noom.*\.js$|^THIRD-PARTY-LICENSES/.test(name));
  for (const name of [...kit, 'server']) cpSync(`${root}dist/${name}`, `${folder}dist/${name}`, { recursive: true });
  cpSync(root + LICENSE, folder + LICENSE);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.server.json'], { cwd: root, stdio: 'inherit' });
}
