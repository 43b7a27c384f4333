/** Before the kit is packed: whether all is built that its manifest names. npm packs without what is missing. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const { main, types, unpkg, customElements, exports } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const entries = Object.values(exports).flatMap((entry) => (typeof entry === 'string' ? [entry] : Object.values(entry)));
const missing = [...new Set([main, types, unpkg, customElements, ...entries])].filter(
  (path) => !existsSync(new URL(path, root)),
);
if (missing.length > 0) {
  console.error(`${fileURLToPath(root)} has no ${missing.join(', ')}: run npm run build first.`);
  process.exit(1);
}
