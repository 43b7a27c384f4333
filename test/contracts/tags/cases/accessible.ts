import { expectAccessible, expectReadable } from '../../../harness/browser/look/expect-accessible.js';
import { until } from '../../../harness/until.js';
import { tagCase } from '../tag-case.js';

export const accessible = tagCase('gives axe nothing to object to, light and dark', async (world) => {
  const { style } = document.documentElement;
  style.background = 'Canvas';
  try {
    for (const look of world.entry.looks) {
      const { tag, box } = await world.show(look);
      for (const [scheme, expectGood] of [
        ['light', expectAccessible],
        ['dark', expectReadable],
      ] as const) {
        style.colorScheme = scheme;
        await until(() => getComputedStyle(tag).colorScheme === scheme, `${look.title} is ${scheme}`);
        await expectGood(box, `${look.title}, ${scheme}`);
      }
    }
  } finally {
    document.documentElement.removeAttribute('style');
  }
});
