import { accessible } from './accessible.js';
import { korean } from './korean.js';
import { lateRoom } from './late-room.js';
import { lateUpgrade } from './late-upgrade.js';
import { moved } from './moved.js';
import { narrow } from './narrow.js';
import { noRoom } from './no-room.js';
import { otherDocument } from './other-document.js';
import { rightToLeft } from './right-to-left.js';
import type { TagCase } from './tag-case.js';
import { TAGS } from './tags.js';

/** The columns of the table, in the groups that one test file each goes through. */
export const COLUMNS = {
  coming: [noRoom, lateRoom, lateUpgrade],
  going: [moved, otherDocument],
  looking: [rightToLeft, korean, narrow],
  axe: [accessible],
} as const satisfies Record<string, readonly TagCase[]>;

/** Puts up the tests of every tag in some columns. */
export function testTags(columns: readonly TagCase[]): void {
  for (const tag of TAGS) for (const column of columns) column(tag);
}
