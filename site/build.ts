/** `npm run build:site`: writes the documentation into `site-static`, which the server shows at `/docs/`. */
import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';
import { stage } from './stage.js';

// Vue's compiler takes the build for development without it.
process.env.NODE_ENV = 'production';
stage();
await build(fileURLToPath(new URL('.', import.meta.url)));
