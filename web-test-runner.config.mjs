import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { a11ySnapshotPlugin } from '@web/test-runner-commands/plugins';
import { browserLaunchers } from './test/harness/browser/runner/browser-launchers.mjs';
import { builtTests } from './test/harness/browser/runner/built-tests.mjs';
import { bringToFrontPlugin } from './test/harness/browser/runner/bring-to-front-plugin.mjs';
import { devtoolsPlugin } from './test/harness/browser/runner/devtools-plugin.mjs';
import { serveEmptyPage } from './test/harness/browser/runner/empty-page.mjs';
import { failOnConsolePlugin } from './test/harness/browser/runner/fail-on-console-plugin.mjs';
import { livekitPlugin } from './test/harness/browser/runner/livekit-plugin.mjs';
import { signalingPlugin } from './test/harness/browser/runner/signaling-plugin.mjs';
import { turnPlugin } from './test/harness/browser/runner/turn-plugin.mjs';
import { freePort } from './test/harness/server/free-port.mjs';

// Pages have no environment: this is what tests there ask of it.
const define = { 'process.env.TEST_LONG': JSON.stringify(process.env.TEST_LONG ?? '') };
// Its "development" build imports CommonJS, which no browser takes; its own bundle needs nothing else.
const socketIo = '/node_modules/socket.io-client/dist/socket.io.esm.min.js';
const alias = { 'socket.io-client': fileURLToPath(new URL(`.${socketIo}`, import.meta.url)) };
const tests = builtTests({ define, alias });

export default {
  // Those at a media server run by themselves: see `test:livekit`.
  files: ['test/core/**/*.test.ts', 'test/components/**/*.test.ts', '!test/core/livekit/**'],
  // The runner's own choice is free when it chooses, and may not be when it has built the tests.
  port: await freePort(),
  browsers: (await browserLaunchers()).map(tests.before),
  middleware: [serveEmptyPage, tests.middleware],
  // One file in each browser at a time: most of them wait more than they work.
  concurrency: 1,
  concurrentBrowsers: 2,
  nodeResolve: { exportConditions: ['browser', 'development'] },
  // Several times what the slowest take on two idle cores: whole calls, and both browsers beside each other.
  testFramework: { config: { timeout: 40_000 } },
  // For one file; what tries chance does so for longer in `npm run test:long`.
  testsFinishTimeout: (process.env.TEST_LONG === '1' ? 20 : 5) * 60_000,
  plugins: [
    tests.plugin,
    {
      name: 'one-file-socket-io',
      resolveImport: ({ source }) => (source === 'socket.io-client' ? socketIo : undefined),
    },
    esbuildPlugin({
      ts: true,
      target: 'es2022',
      tsconfig: fileURLToPath(new URL('tsconfig.json', import.meta.url)),
      define,
    }),
    a11ySnapshotPlugin(),
    bringToFrontPlugin(),
    devtoolsPlugin(),
    failOnConsolePlugin(),
    livekitPlugin(),
    signalingPlugin(),
    turnPlugin(),
  ],
};
