import { testCall, testHotReload, testJoiningOnceInDevelopment } from './call-tests.js';
import { testSource } from './source-tests.js';
import { by } from './serve.js';
import { useWorkshop } from './workshop.js';

useWorkshop().example('next', (example) => {
  const serve = by(['next', 'start'], 'build');
  testSource(example, serve);
  testCall(example, serve);
  const development = by(['next', 'dev']);
  testJoiningOnceInDevelopment(example, development);
  testHotReload(example, development, 'app/tiles.tsx');
});
