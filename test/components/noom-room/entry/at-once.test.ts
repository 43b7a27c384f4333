import { expect } from '@open-wc/testing';
import { restore } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';
import { putEntryRoom, type EntryPage } from './entry-page.js';
import { notePrejoin } from './prejoin-beside-tags.js';

describe('a page that has imported <noom-room> alone, and joins at once', () => {
  let page: EntryPage;

  afterEach(() => {
    restore();
    return page.close();
  });

  it('does not load prejoin before the tags of the call are there', async () => {
    const notes = notePrejoin();
    page = putEntryRoom('display-name="Me" autojoin');
    await page.inState('joined');
    await until(() => page.find('noom-stage'));
    expect(notes).not.to.include(true);
  });
});
