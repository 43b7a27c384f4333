import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { expectAccessible } from '../../../harness/browser/look/expect-accessible.js';
import { until } from '../../../harness/until.js';
import { CallError, type CallController } from '../../../../src/core/index.js';
import { focused, RoomPage } from '../room-page.js';

describe('leaving as the host of <noom-room>', () => {
  let page: RoomPage;
  let guests: CallController[] = [];

  afterEach(async () => {
    await page.close();
    guests = [];
  });

  const dialog = (): HTMLDialogElement | null => page.room.shadowRoot?.querySelector('dialog') ?? null;
  const button = (name: string): HTMLButtonElement => dialog()?.querySelector(`.${name}`) as HTMLButtonElement;
  const options = (): string[] => [...(dialog()?.querySelectorAll('option') ?? [])].map(({ value }) => value);
  const press = (): void => page.controls.shadowRoot?.querySelector<HTMLElement>('[data-name=leave]')?.click();

  /** The local participant comes first, and so is the host. */
  async function hostOf(names: readonly string[], attributes = ''): Promise<void> {
    page = await RoomPage.joined({ attributes: `camera="off" microphone="off" ${attributes}` });
    for (const displayName of names) {
      const call = page.memory.createCall({ displayName, camera: false, microphone: false });
      guests.push(call);
      await call.join();
    }
    await until(() => page.room.participantCount === 1 + names.length);
    await page.drawn();
  }

  async function asked(): Promise<void> {
    press();
    await until(() => dialog()?.open === true);
  }

  const roleOf = (guest: CallController | undefined): string | undefined => guest?.snapshot.self.role;

  it('asks first, with the focus on what does no harm, and Escape or staying gives the focus back', async () => {
    await hostOf(['Ann']);
    const leave = page.controls.shadowRoot?.querySelector<HTMLElement>('[data-name=leave]');
    leave?.focus();
    await asked();
    press();
    expect(page.room.shadowRoot?.querySelectorAll('dialog').length).to.equal(1);
    expect(focused()?.className).to.include('stay');
    for (const way of ['Escape', 'stay']) {
      if (dialog() === null) await asked();
      if (way === 'Escape') await sendKeys({ press: way });
      else button(way).click();
      await until(() => dialog() === null);
      expect(page.room.state).to.equal('joined');
      expect(focused() === leave).to.equal(true);
    }
  });

  it('asks on over the page when the room is moved meanwhile, and gives the focus back', async () => {
    await hostOf(['Ann']);
    const leave = page.controls.shadowRoot?.querySelector<HTMLElement>('[data-name=leave]');
    leave?.focus();
    await asked();
    const place = document.createElement('div');
    page.box.append(place);
    place.append(page.room);
    await until(() => dialog()?.matches(':modal') === true);
    button('stay').click();
    await until(() => dialog() === null);
    await until(() => focused() === leave);
    expect(page.room.state).to.equal('joined');
  });

  for (const lang of ['en', 'ko']) {
    it(`is accessible, in ${lang}`, async () => {
      await hostOf(['Ann'], `lang="${lang}"`);
      await asked();
      expect(dialog()?.textContent).to.include(lang === 'en' ? 'End for all' : '모두의 통화 끝내기');
      await expectAccessible(page.box);
    });
  }

  it('leaves, and ends the call for all', async () => {
    await hostOf(['Ann']);
    await asked();
    button('end').click();
    button('leave').click();
    await page.inState('left');
    await until(() => guests[0]?.snapshot.state === 'left');
    expect(guests[0]?.snapshot.leaveReason).to.equal('ended');
    expect(dialog() === null).to.equal(true);
  });

  it('hands the room over, but to nobody else than the one that was chosen', async () => {
    await hostOf(['Ann', 'Bo']);
    await asked();
    button('hand-over').click();
    expect(focused()?.id).to.equal('heir');
    const [ann, bo] = guests;
    const select = dialog()?.querySelector('select') as HTMLSelectElement;
    select.value = ann?.snapshot.self.id ?? '';
    await ann?.leave();
    await until(() => options().length === 2);
    expect(select.value).to.equal('');
    button('hand-over').click();
    expect(page.room.state).to.equal('joined');
    select.value = bo?.snapshot.self.id ?? '';
    button('hand-over').click();
    button('hand-over').click();
    await page.inState('left');
    await until(() => roleOf(bo) === 'host');
    expect(bo?.snapshot.state).to.equal('joined');
  });

  it('offers only to leave once the participant is no longer the host, or alone', async () => {
    await hostOf(['Ann']);
    await asked();
    await page.room.call.setRole(guests[0]?.snapshot.self.id ?? '', 'host');
    await until(() => options().length === 0);
    expect(page.room.snapshot.self.role).to.equal('cohost');
    button('leave').click();
    await page.inState('left');
    expect(guests[0]?.snapshot.state).to.equal('joined');
  });

  it('offers only to leave while the server is away, and then leaves', async () => {
    await hostOf(['Ann']);
    await asked();
    page.memory.signaling.drop(page.room.snapshot.self.id);
    await until(() => page.room.state === 'reconnecting' && options().length === 0);
    expect(dialog()?.querySelectorAll('.end, .hand-over').length).to.equal(0);
    button('leave').click();
    await page.inState('left');
    expect(dialog() === null).to.equal(true);
  });

  it('leaves at once, also while another answer is under way', async () => {
    await hostOf(['Ann']);
    await asked();
    page.room.call.endForAll = () => new Promise(() => undefined);
    button('end').click();
    await until(() => dialog()?.ariaBusy === 'true');
    button('leave').click();
    await page.inState('left');
    expect(guests[0]?.snapshot.state).to.equal('joined');
  });

  it('stays when the host chooses to while the room is handed over', async () => {
    await hostOf(['Ann']);
    await asked();
    let finish: () => void = () => undefined;
    page.room.call.setRole = () => new Promise((resolve) => (finish = resolve));
    const select = dialog()?.querySelector('select') as HTMLSelectElement;
    select.value = guests[0]?.snapshot.self.id ?? '';
    button('hand-over').click();
    button('stay').click();
    await until(() => dialog() === null);
    finish();
    await page.drawn();
    await new Promise(requestAnimationFrame);
    expect(page.room.state).to.equal('joined');
    // And asks anew the next time.
    await asked();
    expect(dialog()?.ariaBusy).to.equal(null);
  });

  it('says what was refused where it can be read', async () => {
    await hostOf(['Ann']);
    await asked();
    page.room.call.endForAll = () => Promise.reject(new CallError('rate-limited'));
    button('end').click();
    await until(() => dialog()?.querySelector('[role=alert]')?.textContent.includes('Too much at once.'));
    expect([dialog()?.open, page.room.state]).to.deep.equal([true, 'joined']);
    await expectAccessible(page.box);
  });

  it('asks anew after it went while an answer was under way', async () => {
    await hostOf(['Ann']);
    await asked();
    page.room.call.endForAll = () => new Promise(() => undefined);
    button('end').click();
    await until(() => dialog()?.ariaBusy === 'true');
    page.room.dialog = null;
    await until(() => dialog() === null);
    await asked();
    expect(dialog()?.ariaBusy).to.equal(null);
  });

  it('asks nobody who could not see it', async () => {
    await hostOf(['Ann']);
    page.room.style.display = 'none';
    press();
    await page.inState('left');
    expect(page.room.dialog).to.equal(null);
  });

  it('asks neither a participant who is alone nor a guest, nor a script, nor once a page has prevented it', async () => {
    await hostOf(['Ann']);
    page.room.addEventListener('noom-leave-request', (event) => event.preventDefault(), { once: true });
    press();
    await page.drawn();
    expect(page.room.dialog).to.equal(null);
    await page.room.leave();
    await page.inState('left');
    expect(dialog() === null).to.equal(true);
    await page.close();

    page = new RoomPage({ participants: [{ name: 'Ann' }], attributes: 'room="tea" display-name="Me" camera="off"' });
    await page.memory.ready;
    await page.room.join();
    await page.inState('joined');
    expect(page.room.snapshot.self.role).to.equal('guest');
    press();
    await page.inState('left');
    await page.close();

    await hostOf([]);
    press();
    await page.inState('left');
  });

  it('asks nothing any more, and tells no failure of it, once the room has another call', async () => {
    await hostOf(['Ann']);
    await asked();
    page.room.report(new CallError('rate-limited'));
    await until(() => page.find('.banner [role=alert] .notice'));
    const former = page.room.call;
    const other = page.memory.createCall({ displayName: 'Me too', camera: false, microphone: false });
    await other.join();
    page.room.call = other;
    await page.drawn();
    expect([page.room.dialog, dialog(), page.find('.banner [role=alert] .notice')]).to.deep.equal([null, null, null]);
    await Promise.all([former, other].map((call) => call.leave()));
  });
});
