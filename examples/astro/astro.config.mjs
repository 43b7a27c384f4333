import node from '@astrojs/node';
import { defineConfig } from 'astro/config';

// Each page is made when it is asked for, so that it knows the request.
export default defineConfig({ output: 'server', adapter: node({ mode: 'standalone' }) });
