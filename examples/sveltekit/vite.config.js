import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

// The server imports the kit as it is: a copy of it in the server's bundle would be of no use.
export default defineConfig({ plugins: [sveltekit()], ssr: { external: ['noom-elements'] } });
