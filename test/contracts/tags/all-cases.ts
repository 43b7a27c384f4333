import { accessible } from './cases/accessible.js';
import { korean } from './cases/korean.js';
import { lateRoom } from './cases/late-room.js';
import { lateUpgrade } from './cases/late-upgrade.js';
import { moved } from './cases/moved.js';
import { narrow } from './cases/narrow.js';
import { noRoom } from './cases/no-room.js';
import { nonsense } from './cases/nonsense.js';
import { otherDocument } from './cases/other-document.js';
import { rightToLeft } from './cases/right-to-left.js';
import type { TagCase } from './tag-case.js';
import { TAGS } from './tags.js';

/** The columns of the table, in the groups that one test file each goes through. */
export const COLUMNS = {
  coming: [noRoom, lateRoom, lateUpgrade, nonsense],
  going: [moved, otherDocument],
  looking: [rightToLeft, korean, narrow],
  axe: [accessible],
} as const satisfies Record<string, readonly TagCase[]>;

/** Puts up the tests of every tag in some columns. */
export function testTags(columns: readonly TagCase[]): void {
  for (const tag of TAGS) for (const column of columns) column(tag);
}
