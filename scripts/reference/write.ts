/** Writes the parts of the documents that are made from the sources. Run `npm run analyze` first. */
import { readFileSync, writeFileSync } from 'node:fs';
import { elementsDocument, serverDocument, type Manifest } from './reference.js';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const manifest = JSON.parse(read('custom-elements.json')) as Manifest;
writeFileSync(new URL('docs/elements.md', root), await elementsDocument(manifest));
writeFileSync(new URL('docs/server.md', root), await serverDocument(read('docs/server.md')));
