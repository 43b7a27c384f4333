import { expect } from '@open-wc/testing';
import { restore } from '../../../fakes/browser/replaced.js';
import { until } from '../../../harness/until.js';
import { putEntryRoom, registered, type EntryPage } from './entry-page.js';
import { notePrejoin } from './prejoin-beside-tags.js';

describe('a page that has imported <noom-room> alone', () => {
  let page: EntryPage;

  afterEach(() => {
    restore();
    return page.close();
  });

  // The first test: the tags are registered for good.
  it('loads prejoin beside the tags of the UI, not after them', async () => {
    const notes = notePrejoin();
    page = putEntryRoom('display-name="Me"');
    await until(() => page.find('noom-prejoin')?.shadowRoot?.querySelector('.join:enabled'));
    expect(notes).to.deep.equal([true]);
  });

  it('has the whole UI: prejoin, stage, toolbar, panels', async () => {
    page = putEntryRoom('display-name="Me"');
    const { room, find } = page;
    const button = (name: string): HTMLElement | null | undefined =>
      find('noom-controls')?.shadowRoot?.querySelector<HTMLElement>(`[data-name=${name}]`);
    await page.inState('prejoin');
    await until(() => find('noom-prejoin')?.shadowRoot?.querySelector('.join:enabled'));
    expect(registered()).to.have.length(11);
    find('noom-prejoin')?.shadowRoot?.querySelector<HTMLElement>('.join')?.click();
    await page.inState('joined');
    await until(() => find('noom-stage')?.shadowRoot?.querySelectorAll('noom-video').length === 2);
    await until(() => button('chat'));
    button('chat')?.click();
    await until(() => find('noom-chat')?.matches(':focus-within'));
    expect(room.panel).to.equal('chat');
  });
});
