import { IS_LONG } from '../harness/long-run.js';
import { testCall, testHotReload } from './call-tests.js';
import { built, by } from './serve.js';
import { useWorkshop } from './workshop.js';

useWorkshop().example('angular', (example) => {
  testCall(example, built('dist'));
  if (IS_LONG) testHotReload(example, by(['ng', 'serve']), 'src/tiles.ts');
});
