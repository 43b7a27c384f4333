import { expect } from '@open-wc/testing';
import { settled } from '../../../harness/browser/look/settled.js';
import { until } from '../../../harness/until.js';
import { expectAccessible } from '../../../harness/browser/look/expect-accessible.js';
import { focused, once, RoomPage } from '../room-page.js';

describe('the lobby of <noom-room>', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
  });

  const notices = (): HTMLElement[] => [...(page.room.shadowRoot?.querySelectorAll<HTMLElement>('[part=knock]') ?? [])];
  const button = (name: string): HTMLButtonElement =>
    page.find(`[part=knock] button[aria-label="${name}"]`) as HTMLButtonElement;
  const said = (): string => page.room.shadowRoot?.querySelector('[role=log]')?.textContent ?? '';

  async function hostWith(...names: string[]): Promise<void> {
    page = await RoomPage.joined({ signaling: { lobby: true } });
    for (const displayName of names) {
      const call = page.memory.createCall({ displayName, camera: false, microphone: false });
      // The refused reject here; those who still wait in the end leave with the page.
      call.join().catch(() => undefined);
    }
    await until(() => page.room.snapshot.knocking.length === names.length);
    await until(() => notices().length > 0);
    await page.drawn();
  }

  it('has no text that there are no others behind the notice of one who waits', async () => {
    await hostWith('Ann');
    const opacity = (): string | null => {
      const text = page.find('noom-stage')?.shadowRoot?.querySelector('[part=waiting]');
      return text ? getComputedStyle(text).opacity : null;
    };
    await until(() => opacity() !== null);
    // It fades in.
    await settled(5);
    expect(opacity()).to.equal('0');
    await page.room.deny(page.room.snapshot.knocking[0]?.id ?? '');
    await until(() => notices().length === 0);
    await until(() => opacity() === '1');
  });

  for (const lang of ['en', 'ko']) {
    it(`shows that it waits, accessibly, in ${lang}, and can be left`, async () => {
      page = new RoomPage({
        attributes: `room="tea" display-name="Me" lang="${lang}"`,
        participants: [{ name: 'Ann' }],
        signaling: { lobby: true },
      });
      await page.memory.ready;
      const joining = page.room.join();
      joining.catch(() => undefined);
      await page.inState('lobby');
      expect(page.find('.screen')?.textContent).to.include(lang === 'en' ? 'Waiting to be let in' : '기다리는 중');
      await expectAccessible(page.box);
      page.find('.screen .button')?.click();
      await page.inState('left');
    });
  }

  it('shows a host who waits, accessibly, and announces it', async () => {
    await hostWith('Ann', 'Bo');
    expect(notices()).to.have.length(2);
    expect(notices()[0]?.getAttribute('aria-label')).to.equal('Ann is waiting to be let in');
    expect(said()).to.include('Ann is waiting to be let in');
    await expectAccessible(page.box);
  });

  it('admits and refuses the participants that its buttons name, and keeps the focus', async () => {
    await hostWith('Ann', 'Bo');
    button('Refuse Ann').focus();
    expect(focused()).to.equal(button('Refuse Ann'));
    button('Refuse Ann').click();
    await until(() => notices().length === 1);
    button('Let in Bo').click();
    await until(() => page.room.participantCount === 2);
    await until(() => notices().length === 0);
    expect(page.room.snapshot.participants.map(({ name }) => name)).to.include('Bo');
    await until(() => focused()?.localName !== 'body', 'the focus goes on');
  });

  it('takes the second press of a double click for nobody, who may be at that place by then', async () => {
    await hostWith('Ann', 'Bo');
    const wishes: string[] = [];
    page.room.addEventListener('noom-moderation-request', ({ id }) => wishes.push(id ?? ''));
    const [ann] = page.room.snapshot.knocking;
    button('Let in Ann').click();
    await until(() => notices().length === 1);
    button('Let in Bo').dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
    page.room.showPanel('participants');
    const list = (): Element | null | undefined =>
      page.find('noom-participants')?.shadowRoot?.querySelector('[aria-label="Let in Bo"]');
    await until(list);
    list()?.dispatchEvent(new MouseEvent('click', { detail: 2, bubbles: true }));
    expect(wishes).to.deep.equal([ann?.id]);
  });

  it('asks the page before it admits a participant', async () => {
    await hostWith('Ann');
    page.room.addEventListener('noom-moderation-request', (event) => {
      event.preventDefault();
    });
    const asked = once(page.room, 'noom-moderation-request');
    button('Let in Ann').click();
    const { action, id } = await asked;
    expect([action, id]).to.deep.equal(['admit', page.room.snapshot.knocking[0]?.id]);
    expect(notices()).to.have.length(1);
  });

  it('shows three at once, and how many more there are', async () => {
    await hostWith('Ann', 'Bo', 'Cy', 'Dee', 'Eve');
    await until(() => notices().length === 4);
    expect(notices()[3]?.textContent).to.include('2 more are waiting');
  });

  it('says who muted the local participant', async () => {
    page = new RoomPage({ attributes: 'room="tea" display-name="Me"', participants: [{ name: 'Ann' }] });
    await page.memory.ready;
    await page.room.join();
    await until(() => page.room.snapshot.self.sources.microphone.on);
    const muted = once(page.room, 'noom-muted');
    await page.memory.participants[0]?.call.muteAll();
    expect((await muted).by?.name).to.equal('Ann');
    await page.drawn();
    expect(page.room.snapshot.self.sources.microphone.on).to.equal(false);
    expect(said()).to.include('Ann turned your microphone off');
  });

  it('is the element’s own `remove()` without an id, and removes a participant with one', async () => {
    page = await RoomPage.joined({ participants: [] });
    page.memory.add({ name: 'Ann' });
    await until(() => page.room.participantCount === 2);
    await page.room.remove(page.room.snapshot.participants[1]?.id ?? '');
    await until(() => page.room.participantCount === 1);
    page.room.remove();
    expect(page.room.isConnected).to.equal(false);
  });
});
