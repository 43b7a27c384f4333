import {
  testCall,
  testHotReload,
  testJoiningOnceInDevelopment,
  testLeavingOnce,
  testOtherOrder,
  testWaiting,
} from './call-tests.js';
import { testKeptTag } from './kept-tag-tests.js';
import { testSource } from './source-tests.js';
import { built, by } from './serve.js';
import { useWorkshop } from './workshop.js';

const workshop = useWorkshop();

workshop.example('plain', (example) => {
  testCall(example, built('dist'));
});

workshop.example('react', (example) => {
  testCall(example, built('dist'));
  const development = by(['vite']);
  testJoiningOnceInDevelopment(example, development);
  testHotReload(example, development, 'src/Tiles.tsx');
});

workshop.example('vue', (example) => {
  testCall(example, built('dist'));
  testHotReload(example, by(['vite']), 'src/Tiles.vue');
});

workshop.example('svelte', (example) => {
  testCall(example, built('dist'));
  testHotReload(example, by(['vite']), 'src/Tiles.svelte');
});

workshop.example('solid', (example) => {
  testCall(example, built('dist'));
  testHotReload(example, by(['vite']), 'src/Tiles.tsx');
});

workshop.example('turbo-htmx', (example) => {
  const serve = by(['--no-install', 'node', 'server.js']);
  for (const path of ['turbo', 'htmx']) {
    const page = { path, button: 'Join now' };
    testWaiting(example, serve, page);
    testKeptTag(example, serve, page);
    testOtherOrder(example, serve, page);
  }
});

workshop.example('vue-server', (example) => {
  const serve = by(['--no-install', 'node', 'server.js'], 'build');
  testSource(example, serve);
  testWaiting(example, serve);
  testLeavingOnce(example, serve);
});

workshop.example('sveltekit', (example) => {
  const serve = by(['--no-install', 'node', 'build'], 'build');
  testSource(example, serve);
  testWaiting(example, serve);
  testKeptTag(example, serve);
});

workshop.example('astro', (example) => {
  const serve = by(['--no-install', 'node', 'dist/server/entry.mjs'], 'build');
  testSource(example, serve);
  testWaiting(example, serve);
  testKeptTag(example, serve);
});
