/** Writes what is made from the sources: parts of the documents, and the types of the tags for frameworks. Run `npm run analyze` first. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Manifest } from './manifest.js';
import { elementsDocument, serverDocument } from './reference.js';
import { tagTypes } from './tag-types.js';

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

const manifest = JSON.parse(read('custom-elements.json')) as Manifest;
writeFileSync(new URL('docs/elements.md', root), await elementsDocument(manifest));
writeFileSync(new URL('docs/server.md', root), await serverDocument(read('docs/server.md')));
writeFileSync(new URL('src/frameworks/tags.ts', root), await tagTypes(manifest));
