import { IS_LONG } from '../harness/long-run.js';
import { testCall, testHotReload, testJoiningOnceInDevelopment } from './call-tests.js';
import { testPermanentTag } from './permanent-tag-tests.js';
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
  if (IS_LONG) testHotReload(example, by(['vite']), 'src/Tiles.vue');
});

workshop.example('svelte', (example) => {
  testCall(example, built('dist'));
  if (IS_LONG) testHotReload(example, by(['vite']), 'src/Tiles.svelte');
});

workshop.example('solid', (example) => {
  testCall(example, built('dist'));
  if (IS_LONG) testHotReload(example, by(['vite']), 'src/Tiles.tsx');
});

workshop.example('turbo-htmx', (example) => {
  const serve = by(['--no-install', 'node', 'server.js']);
  testPermanentTag(example, serve, 'turbo');
  testPermanentTag(example, serve, 'htmx');
});
