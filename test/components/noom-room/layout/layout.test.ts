import { expect } from '@open-wc/testing';
import { until } from '../../../harness/until.js';
import { RoomPage } from '../room-page.js';

/** Mutations are delivered, and what follows is drawn. */
async function settle(page: RoomPage): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    await page.drawn();
  }
}

/** What is in a page's markup and draws nothing, or nothing in the room. */
const UNSEEN = {
  'a script': '<script type="application/json">{}</script>',
  'a style sheet': '<style>main { color: red }</style>',
  'a template': '<template><p>later</p></template>',
  'a link': '<link rel="preload" href="data:," as="fetch">',
  'a meta': '<meta itemprop="name" content="tea">',
  'a noscript': '<noscript>Turn scripts on.</noscript>',
  'a comment': '<!-- v-if -->',
  text: ' loading… ',
  'a hidden element': '<div hidden>secret</div>',
  'an element without display': '<div style="display: none">secret</div>',
  'a closed dialog': '<dialog>later</dialog>',
  'a popover': '<div popover>later</div>',
  'a hidden field': '<input type="hidden" value="1">',
};

describe('what a page puts into a room', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const builtIn = (): Element | null => page.room.shadowRoot?.querySelector('.base') ?? null;

  for (const [name, markup] of Object.entries(UNSEEN)) {
    it(`keeps the UI when it is ${name}, from the start and in the call`, async () => {
      page = await RoomPage.joined({ children: markup });
      expect(builtIn()).to.not.equal(null);
      expect(page.room.matches(':state(composed)')).to.equal(false);
      const controls = page.find('noom-controls');
      page.room.insertAdjacentHTML('beforeend', markup);
      await settle(page);
      expect(page.find('noom-controls')).to.equal(controls);
      expect(page.room.state).to.equal('joined');
    });

    it(`replaces the UI when it is visible beside ${name}`, async () => {
      page = await RoomPage.joined({ children: `${markup}<p>own</p>` });
      expect(builtIn()).to.equal(null);
    });
  }

  it('shows no text of the page beside the UI', async () => {
    page = await RoomPage.joined({ children: 'loading…' });
    const range = document.createRange();
    range.selectNodeContents(page.room);
    const { x, y } = range.getBoundingClientRect();
    const slot = page.room.shadowRoot?.querySelector('slot:not([name])') as Element;
    expect(getComputedStyle(slot).visibility).to.equal('hidden');
    expect(page.room.contains(document.elementFromPoint(x + 1, y + 1))).to.equal(true);
    expect(page.room.shadowRoot?.elementFromPoint(x + 1, y + 1)?.closest('.base')).to.not.equal(null);
  });

  it('lets a dialog and a popover in it open over the UI', async () => {
    page = await RoomPage.joined({ children: '<dialog>Ask</dialog><div popover>Tell</div>' });
    const dialog = page.room.querySelector('dialog') as HTMLDialogElement;
    dialog.showModal();
    await settle(page);
    expect(getComputedStyle(dialog).visibility).to.equal('visible');
    expect(dialog.getBoundingClientRect().width).to.be.greaterThan(0);
    expect(builtIn()).to.not.equal(null);
    dialog.close();
    const popover = page.room.querySelector('[popover]') as HTMLElement;
    popover.showPopover();
    await settle(page);
    expect(getComputedStyle(popover).visibility).to.equal('visible');
    expect(builtIn()).to.not.equal(null);
  });

  it('counts once it is visible, and no longer when it is not', async () => {
    page = await RoomPage.joined({ children: '<div hidden>own</div>' });
    const own = page.room.firstElementChild as HTMLElement;
    const shown = async (isShown: boolean): Promise<void> => {
      await until(() => (builtIn() === null) === isShown);
      expect(page.room.matches(':state(composed)')).to.equal(isShown);
    };
    own.hidden = false;
    await shown(true);
    own.style.display = 'none';
    await shown(false);
    own.style.display = '';
    await shown(true);
    own.slot = 'header';
    await shown(false);
    own.slot = '';
    await shown(true);
    own.remove();
    await shown(false);
    page.room.append(own);
    await shown(true);
    expect(page.room.state).to.equal('joined');
  });

  it('follows a class of the page’s style sheet', async () => {
    page = await RoomPage.joined({
      children: '<div class="gone">own</div>',
      around: '<style>.gone { display: none }</style>',
    });
    await until(() => builtIn() !== null);
    page.room.firstElementChild?.classList.remove('gone');
    await until(() => builtIn() === null);
  });

  it('counts once a style sheet shows it for the state of the call', async () => {
    page = new RoomPage({
      attributes: 'room="tea" display-name="Me"',
      children: '<div class="inside">own</div>',
      around: `<style>noom-room:not([state='joined']) .inside { display: none }</style>`,
    });
    await page.inState('prejoin');
    expect(builtIn()).to.not.equal(null);
    await page.room.join();
    await until(() => builtIn() === null);
    expect(page.room.matches(':state(composed)')).to.equal(true);
  });

  it('counts in a part of the page that is not shown yet', async () => {
    page = new RoomPage({ attributes: 'room="tea"', children: '<p>own</p>' });
    page.box.style.display = 'none';
    await settle(page);
    expect([builtIn(), page.room.state]).to.deep.equal([null, 'idle']);
  });

  it('stays in its slot when it names one', async () => {
    page = await RoomPage.joined({ children: 'text <p slot="header">Ours</p><script type="text/plain"></script>' });
    const slot = page.room.shadowRoot?.querySelector<HTMLSlotElement>('slot[name="header"]');
    expect(slot?.assignedElements()).to.deep.equal([page.room.querySelector('p')]);
    expect(page.find('noom-controls')).to.not.equal(null);
  });
});
