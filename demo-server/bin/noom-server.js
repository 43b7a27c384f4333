#!/usr/bin/env node
/** Starts the server: the one that is packed with this file, or else the one that is built in the repository. */
import { existsSync } from 'node:fs';

const places = ['../dist/server/main.js', '../../dist/server/main.js'].map((path) => new URL(path, import.meta.url));
const main = places.find((place) => existsSync(place));
if (!main) throw new Error('The server is not built yet: run npm run build.');
await import(main.href);
