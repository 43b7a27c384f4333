import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

/** Builds two things: what browsers load, and the function that the server calls. */
export default defineConfig({
  plugins: [
    vue({ template: { compilerOptions: { isCustomElement: (tag) => tag.startsWith('noom-') } } }),
  ],
  environments: {
    client: { build: { outDir: 'dist/client' } },
    ssr: { build: { outDir: 'dist/server', ssr: 'src/server.js' } },
  },
});
