import { expect } from '@open-wc/testing';
import type { TagEntry } from './cases/entry.js';
import { TagWorld } from './tag-world.js';

/** A case of the contract: puts a test of one tag up. */
export type TagCase = (entry: TagEntry) => void;

/** What every tag does; a page's author hears of no fault meanwhile. */
export function tagCase(sentence: string, check: (world: TagWorld) => Promise<void>): TagCase {
  return (entry) => {
    it(`<${entry.name}> ${sentence}`, async () => {
      const world = new TagWorld(entry);
      try {
        await check(world);
        expect(world.complaints.all).to.deep.equal([]);
      } finally {
        await world.close();
      }
    });
  };
}
