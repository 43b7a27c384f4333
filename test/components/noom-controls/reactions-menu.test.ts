import { expect } from '@open-wc/testing';
import { hearWarnings } from '../../harness/browser/hear-warnings.js';
import { RoomPage } from '../noom-room/room-page.js';

describe('the reactions of <noom-controls>', () => {
  let page: RoomPage;

  afterEach(() => page.close());

  it('offers only what the call takes as a reaction, and warns of the rest', async () => {
    const warnings = hearWarnings();
    page = await RoomPage.joined({ children: '<noom-controls reactions="👍 +1 👏👏 ok 🎉"></noom-controls>' });
    const offered = (): (string | null)[] =>
      [...(page.controls.shadowRoot?.querySelectorAll('.emoji') ?? [])].map(({ textContent }) => textContent.trim());
    expect(offered()).to.deep.equal(['👍', '🎉']);
    page.controls.labels = true;
    await page.drawn();
    expect(warnings.texts.length).to.equal(1);
    expect(warnings.texts[0]).to.match(/^<noom-controls>: reactions .*one emoji/);
    page.controls.reactions = 'none';
    await page.drawn();
    expect(offered().length).to.equal(6);
    expect(warnings.end().length).to.equal(2);
  });
});
