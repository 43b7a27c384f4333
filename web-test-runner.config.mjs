import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import puppeteer from 'puppeteer-core';
import { CHROMIUM_ARGS } from './test/harness/browser-options.mjs';
import { findBrowser } from './scripts/find-browser.mjs';
import { failOnConsolePlugin } from './test/harness/fail-on-console-plugin.mjs';
import { signalingPlugin } from './test/harness/signaling-plugin.mjs';

const chromium = chromeLauncher({
  puppeteer,
  launchOptions: { executablePath: await findBrowser('chromium'), args: CHROMIUM_ARGS },
});

export default {
  files: ['test/core/**/*.test.ts', 'test/components/**/*.test.ts'],
  browsers: [chromium],
  // Media tests share one machine's cameras and cores.
  concurrency: 1,
  nodeResolve: { exportConditions: ['browser', 'development'] },
  testFramework: { config: { timeout: 20_000 } },
  plugins: [
    {
      name: 'one-file-socket-io',
      // Its "development" build imports CommonJS, which no browser takes; its own bundle needs nothing else.
      resolveImport: ({ source }) =>
        source === 'socket.io-client' ? '/node_modules/socket.io-client/dist/socket.io.esm.min.js' : undefined,
    },
    esbuildPlugin({ ts: true, target: 'es2022', tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)) }),
    a11ySnapshotPlugin(),
    failOnConsolePlugin(),
    signalingPlugin(),
  ],
};
