import { prejoinParts } from '../../../../src/components/internal/lazy/parts.js';
import { replace } from '../../../fakes/browser/replaced.js';
import { registered } from './entry-page.js';

/** Notes, each time prejoin is loaded ahead, whether that is before its tag is there; until `restore()`. */
export function notePrejoin(): boolean[] {
  const notes: boolean[] = [];
  const { prefetch } = prejoinParts;
  replace(prejoinParts, 'prefetch', () => {
    notes.push(!registered().includes('prejoin'));
    prefetch.call(prejoinParts);
  });
  return notes;
}
