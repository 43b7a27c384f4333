import { until } from '../../harness/until.js';
import { expectAccessible } from '../../harness/browser/expect-accessible.js';
import { tagCase } from './tag-case.js';

export const accessible = tagCase('gives axe nothing to object to, light and dark', async (world) => {
  for (const look of world.entry.looks) {
    const { tag, box } = await world.show(look);
    box.style.background = 'Canvas';
    for (const scheme of ['light', 'dark']) {
      box.style.colorScheme = scheme;
      await until(() => getComputedStyle(tag).colorScheme === scheme, `${look.title} is ${scheme}`);
      await expectAccessible(box);
    }
  }
});
