import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { loadCertificate } from './demo-server/http/https.js';
import { readSettings, type Settings } from './demo-server/settings/settings.js';
import { attachSignaling } from './demo-server/signaling/signaling.js';
import { StateDir } from './demo-server/state/state-dir.js';

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The kit as the pages know it, and the drawn participants, made from their sources. */
const SOURCES: Readonly<Record<string, string>> = {
  '/noom.js': pathOf('src/index.ts'),
  '/noom-testing.js': pathOf('src/testing/index.ts'),
};

function kitFromSource(): Plugin {
  return { name: 'noom-kit-from-source', resolveId: (id) => SOURCES[id] };
}

function signaling(settings: Settings): Plugin {
  return {
    name: 'noom-signaling',
    configureServer({ httpServer }) {
      // There is none only where Vite is a middleware of somebody else's server.
      if (!httpServer) return;
      const { close } = attachSignaling(httpServer, settings);
      httpServer.once('close', () => void close());
    },
  };
}

/** `npm run dev`: the demo pages, the kit from its sources and signaling, all on one port, with the server's settings. */
export default defineConfig(async (): Promise<UserConfig> => {
  const settings = readSettings(process.env);
  const { host, port, https, stateDir } = settings;
  return {
    root: pathOf('demo-server/pages'),
    cacheDir: pathOf('node_modules/.vite/dev'),
    appType: 'mpa',
    plugins: [kitFromSource(), signaling(settings)],
    optimizeDeps: { include: ['lit', 'socket.io-client'] },
    server: {
      host,
      port,
      strictPort: true,
      ...(https && { https: await loadCertificate(https, host, new StateDir(stateDir)) }),
      fs: { allow: [pathOf('.')] },
    },
  };
});
