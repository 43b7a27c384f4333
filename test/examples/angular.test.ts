import { testCall, testHotReload } from './call-tests.js';
import { built, by } from './serve.js';
import { useWorkshop } from './workshop.js';

useWorkshop().example('angular', (example) => {
  testCall(example, built('dist'));
  testHotReload(example, by(['ng', 'serve']), 'src/tiles.ts');
});
