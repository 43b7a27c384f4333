// Longer than others because all of its cases are of the same list and participants.
import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { CallError, type CallController } from '../../../src/core/index.js';
import { expectAccessible } from '../../harness/browser/expect-accessible.js';
import { until } from '../../harness/until.js';
import { focused } from '../noom-room/room-page.js';
import { PeoplePage } from './people-page.js';

const own = (name: string): string[] => [`Put ${name} first`, 'Mute for me', 'Volume…'];

describe('<noom-participants>', () => {
  let people: PeoplePage;

  afterEach(async () => {
    await people.close();
  });

  it('lists raised hands first, then oneself, then the others, with what each does', async () => {
    people = await PeoplePage.joined();
    expect(people.names).to.deep.equal(['Ben', 'Me (you)', 'Ann', 'Cy']);
    const facts = [...people.root.querySelectorAll('.person')].map((row) =>
      [...row.querySelectorAll('[role=img]')].map((fact) => fact.getAttribute('aria-label')).join(', '),
    );
    expect(facts).to.deep.equal(['hand raised', '', '', 'microphone off']);
    expect(people.root.querySelector('#in-call')?.textContent.trim().replace(/\s+/g, ' ')).to.equal('In the call 4');
    await people.other('Cy').call.raiseHand(true);
    await until(() => people.names[1] === 'Cy');
    await people.other('Ben').call.raiseHand(false);
    await until(() => people.names.join() === 'Cy,Me (you),Ann,Ben');
    await expectAccessible(people.page.box);
  });

  it('numbers raised hands as the server does, in words too, also for one who came later', async () => {
    people = await PeoplePage.joined();
    const hands = (): string =>
      [...people.root.querySelectorAll('.hand')].map((hand) => hand.getAttribute('aria-label')).join('; ');
    expect(hands()).to.equal('hand raised');
    await people.other('Ann').call.raiseHand(true);
    await until(() => hands() === 'hand raised, number 1; hand raised, number 2');
    await people.page.room.leave();
    await people.page.room.join();
    await until(() => people.names.join() === 'Ben,Ann,Me (you),Cy');
    expect(hands()).to.equal('hand raised, number 1; hand raised, number 2');
    expect([...people.root.querySelectorAll('.hand')].map(({ textContent }) => textContent.trim())).to.deep.equal([
      ...['1', '2'],
    ]);
  });

  it('finds participants by a part of the name, and says how many', async () => {
    people = await PeoplePage.joined();
    const field = people.root.querySelector('input') as HTMLInputElement;
    field.focus();
    await sendKeys({ type: 'N' });
    await until(() => people.names.join() === 'Ben,Ann');
    expect(people.root.querySelector('[role=status]')?.textContent.trim()).to.equal('2 found');
    await sendKeys({ type: 'obody' });
    await until(() => people.root.querySelector('.empty'));
    await sendKeys({ press: 'Escape' });
    await until(() => people.names.length === 4);
    expect(field.value).to.equal('');
  });

  it('has one row in the Tab order, and arrow keys lead from one to the next', async () => {
    people = await PeoplePage.joined();
    people.button('Ben').focus();
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'End' });
    expect(focused()?.getAttribute('aria-label')).to.equal('Actions for Cy');
    const inOrder = [...people.root.querySelectorAll<HTMLElement>('li > .actions')].filter(
      ({ tabIndex }) => tabIndex === 0,
    );
    expect(inOrder.map((button) => button.getAttribute('aria-label'))).to.deep.equal(['Actions for Cy']);
  });

  it('keeps a menu open, and the focus with its participant, when hands reorder the rows', async () => {
    people = await PeoplePage.joined();
    const isUp = (name: string): boolean => people.button(name).parentElement?.querySelector('.hand') !== null;
    const cy = people.button('Cy');
    await people.open(cy);
    const item = focused();
    await people.other('Cy').call.raiseHand(true);
    await people.other('Ann').call.raiseHand(true);
    await until(() => isUp('Cy') && isUp('Ann'));
    expect(people.names).to.deep.equal(['Ben', 'Me (you)', 'Ann', 'Cy']);
    expect([people.items.length, focused() === item]).to.deep.equal([3, true]);
    await sendKeys({ press: 'Escape' });
    await until(() => people.names.join() === 'Ben,Cy,Ann,Me (you)');
    await until(() => focused() === cy && people.button('Cy') === cy);
    await people.other('Cy').call.raiseHand(false);
    await until(() => people.names.join() === 'Ben,Ann,Me (you),Cy');
    await until(() => focused() === cy);
  });

  it('moves no row while a slider is dragged, and none for ever after an open menu has gone', async () => {
    people = await PeoplePage.joined();
    await people.open(people.button('Cy'));
    await people.choose('Volume…');
    await until(() => focused()?.getAttribute('aria-label') === 'Volume of Cy');
    const slider = focused() as HTMLInputElement;
    const { left, top, width, height } = slider.getBoundingClientRect();
    const at = (share: number): [number, number] => [Math.round(left + width * share), Math.round(top + height / 2)];
    await sendMouse({ type: 'move', position: at(0.9) });
    await sendMouse({ type: 'down' });
    await people.other('Cy').call.raiseHand(true);
    await until(() => people.button('Cy').parentElement?.querySelector('.hand'));
    await sendMouse({ type: 'move', position: at(0.5) });
    await until(() => slider.value === '10');
    expect(people.names).to.deep.equal(['Ben', 'Me (you)', 'Ann', 'Cy']);
    await sendMouse({ type: 'up' });
    await until(() => people.names.join() === 'Ben,Cy,Me (you),Ann');
    await until(() => focused() === slider);
    await people.open(people.button('Ben'));
    await people.other('Ben').leave();
    await people.other('Ann').call.raiseHand(true);
    await until(() => people.names.join() === 'Cy,Ann,Me (you)');
  });

  it('offers a guest what concerns nobody else', async () => {
    people = await PeoplePage.joined();
    await people.open(people.button('Ann'));
    expect(people.items).to.deep.equal(own('Ann'));
    expect(people.root.querySelectorAll('.heading .actions').length).to.equal(0);
    await sendKeys({ press: 'Escape' });
    expect(focused()?.getAttribute('aria-label')).to.equal('Actions for Ann');
    await people.open(people.button('Me'));
    expect(people.items).to.deep.equal(['Put Me first']);
  });

  it('offers a cohost and a host what their roles may do', async () => {
    people = await PeoplePage.joined('cohost');
    await people.open(people.button('Cy'));
    expect(people.items).to.deep.equal([
      ...[...own('Cy'), 'Ask to turn the microphone on', 'Put Cy first for everyone', 'Remove from the call'],
    ]);
    await sendKeys({ press: 'Escape' });
    await people.open(people.button('Ann'));
    expect(people.items).to.deep.equal([...own('Ann'), 'Put Ann first for everyone']);
    await people.other('Ann').call.setRole(people.page.room.snapshot.self.id, 'host');
    await until(() => people.items.includes('Make host'));
    expect(people.items).to.deep.equal([
      ...[...own('Ann'), 'Turn off Ann’s microphone', 'Put Ann first for everyone'],
      ...['Make host', 'Make guest', 'Make viewer', 'Remove from the call'],
    ]);
  });

  it('mutes one, all, and asks for a microphone, which is told once', async () => {
    people = await PeoplePage.joined('host');
    await people.open(people.button('Ann'));
    await people.choose('Turn off Ann’s microphone');
    await until(() => !people.other('Ann').call.snapshot.self.sources.microphone.on);
    let asks = 0;
    people.other('Cy').call.addEventListener('noom-unmute-asked', () => (asks += 1));
    await people.open(people.button('Cy'));
    await people.choose('Ask to turn the microphone on');
    await until(() => people.notice === 'Cy was asked to turn the microphone on.');
    await people.open(people.button('Cy'));
    await people.choose('Ask to turn the microphone on');
    await until(() => people.notice === 'Cy was asked a moment ago.');
    expect(asks).to.equal(1);
    await people.open(people.root.querySelector('.heading .actions') as HTMLElement);
    await people.choose('Turn all microphones off');
    people.press('Turn off');
    await until(() => !people.other('Ben').call.snapshot.self.sources.microphone.on);
  });

  it('asks before it removes, with the focus on the harmless button', async () => {
    people = await PeoplePage.joined('host');
    await people.open(people.button('Ben'));
    await people.choose('Remove from the call');
    expect(focused()?.textContent.trim()).to.equal('Cancel');
    await expectAccessible(people.page.box);
    await sendKeys({ press: 'Escape' });
    await until(() => !people.dialog.open && focused() === people.button('Ben'));
    expect(people.other('Ben').call.snapshot.state).to.equal('joined');
    await people.open(people.button('Ben'));
    await people.choose('Remove from the call');
    people.press('Remove');
    await until(() => people.other('Ben').call.snapshot.leaveReason === 'removed');
    await until(() => !people.names.includes('Ben'));
  });

  it('asks no more about a participant who has left, and keeps the focus in the list', async () => {
    people = await PeoplePage.joined('host');
    await people.open(people.button('Ben'));
    await people.choose('Remove from the call');
    expect(people.dialog.open).to.equal(true);
    await people.other('Ben').leave();
    await until(() => !people.dialog.open);
    await people.open(people.button('Cy'));
    await people.other('Cy').leave();
    await until(() => !people.names.includes('Cy'));
    expect(people.root.querySelectorAll(':popover-open').length).to.equal(0);
    await until(() => people.root.activeElement?.matches('button, input'));
  });

  it('closes its question and its menu when it is moved in the page, and asks again afterwards', async () => {
    people = await PeoplePage.joined('host');
    const move = async (): Promise<void> => {
      const place = document.createElement('div');
      place.style.blockSize = '100%';
      people.page.room.append(place);
      place.append(people.list);
      await people.drawn();
    };
    await people.open(people.button('Ben'));
    await people.choose('Remove from the call');
    await move();
    expect([people.dialog.open, people.dialog.childElementCount]).to.deep.equal([false, 0]);
    await people.open(people.button('Ben'));
    await move();
    expect(people.root.querySelectorAll('.item').length).to.equal(0);
    await people.open(people.button('Ben'));
    await people.choose('Remove from the call');
    expect(people.dialog.matches(':modal')).to.equal(true);
    people.press('Cancel');
  });

  it('asks no more once the local participant may no longer do it', async () => {
    people = await PeoplePage.joined('host');
    await people.open(people.button('Ben'));
    await people.choose('Remove from the call');
    await people.page.room.setRole(people.idOf('Ann'), 'host');
    await people.other('Ann').call.setRole(people.page.room.snapshot.self.id, 'guest');
    await until(() => !people.dialog.open);
    expect(people.other('Ben').call.snapshot.state).to.equal('joined');
  });

  it('tells calmly what is refused', async () => {
    people = await PeoplePage.joined('host');
    const refuse = (): Promise<void> => Promise.reject(new CallError('not-allowed'));
    Object.assign(people.page.room.call, { setRole: refuse });
    await people.open(people.button('Cy'));
    await people.choose('Make cohost');
    await until(() => people.notice === 'This is not allowed now.');
    expect(people.root.querySelector('.notice')?.parentElement?.getAttribute('role')).to.equal('status');
    expect(people.root.querySelector('.notice .hint')?.textContent).to.equal(new CallError('not-allowed').hint);
    (people.root.querySelector('.notice button') as HTMLElement).click();
    await until(() => people.notice === undefined);
  });

  it('tells what is refused once: not over the call too, where the list is in the panel of the room', async () => {
    people = await PeoplePage.joined('host', { isPanel: true });
    const { page } = people;
    const codes: string[] = [];
    page.room.addEventListener('noom-error', ({ error }) => codes.push(error.code));
    for (const notice of ['Cy was asked to turn the microphone on.', 'Cy was asked a moment ago.']) {
      await people.open(people.button('Cy'));
      await people.choose('Ask to turn the microphone on');
      await until(() => people.notice === notice);
    }
    await page.drawn();
    expect(codes).to.deep.equal(['rate-limited']);
    const shown = (): string | undefined => page.find('.banner [role=alert]')?.textContent.trim();
    expect(shown()).to.equal('');
    // What nobody else shows is shown by the room, as before.
    await page.room.askToUnmute(people.idOf('Cy')).catch(() => undefined);
    await page.drawn();
    expect(shown()).to.not.equal('');
  });

  it('lets a page prevent any wish', async () => {
    people = await PeoplePage.joined('host');
    const wishes: unknown[] = [];
    people.page.room.addEventListener('noom-moderation-request', (event) => {
      const { action, id } = event;
      wishes.push([action, id]);
      event.preventDefault();
    });
    await people.open(people.button('Ann'));
    await people.choose('Turn off Ann’s microphone');
    expect(wishes).to.deep.equal([['muteParticipant', people.idOf('Ann')]]);
    expect(people.notice).to.equal(undefined);
    expect(people.other('Ann').call.snapshot.self.sources.microphone.on).to.equal(true);
  });

  it('sets how loud a participant is heard here, mutes and unmutes them', async () => {
    people = await PeoplePage.joined();
    const volume = (): number | undefined =>
      people.page.room.snapshot.participants.find(({ name }) => name === 'Ann')?.volume;
    await people.open(people.button('Ann'));
    await people.choose('Volume…');
    await until(() => focused()?.getAttribute('aria-label') === 'Volume of Ann');
    await sendKeys({ press: 'ArrowDown' });
    await until(() => volume() === 0.95);
    await people.open(people.button('Ann'));
    await people.choose('Mute for me');
    await until(() => volume() === 0);
    await people.drawn();
    const notes = (): string | undefined =>
      people.button('Ann').parentElement?.querySelector('.note')?.textContent.replace(/\s+/g, ' ').trim();
    expect(notes()).to.equal('Hostmuted for you');
    await people.open(people.button('Ann'));
    await people.choose('Hear again');
    await until(() => volume() === 0.95);
    await people.drawn();
    expect(notes()).to.equal('Host');
  });

  it('shows how loud a participant is, and not what a page or the call refused', async () => {
    people = await PeoplePage.joined();
    const { room } = people.page;
    await people.open(people.button('Ann'));
    await people.choose('Volume…');
    await until(() => focused()?.getAttribute('aria-label') === 'Volume of Ann');
    const slider = focused() as HTMLInputElement;
    const wished: number[] = [];
    const prevent = (event: HTMLElementEventMap['noom-volume-request']): void => {
      wished.push(event.volume);
      event.preventDefault();
    };
    room.addEventListener('noom-volume-request', prevent);
    await sendKeys({ press: 'Home' });
    await until(() => wished.join() === '0' && slider.value === '20');
    await sendKeys({ press: 'ArrowDown' });
    await until(() => wished.join() === '0,0.95' && slider.value === '20');
    room.removeEventListener('noom-volume-request', prevent);
    Object.assign(room.call, { setVolume: () => Promise.reject(new CallError('not-allowed')) });
    await sendKeys({ press: 'Home' });
    await until(() => slider.value === '20');
    expect(slider.getAttribute('aria-valuetext')).to.equal('100%');
  });

  it('lets in one, or all, of those who wait', async () => {
    people = await PeoplePage.joined('cohost');
    await people.page.room.setLobby(true);
    for (const displayName of ['Dee', 'Eve', 'Fay']) {
      // Each waits in the lobby, so that the promise is not settled yet; one is refused.
      people.page.memory
        .createCall({ displayName })
        .join()
        .catch(() => undefined);
    }
    await until(() => people.page.room.snapshot.knocking.length === 3);
    await until(() => people.root.querySelector('[aria-label="Let in Dee"]'));
    (people.root.querySelector('[aria-label="Refuse Dee"]') as HTMLElement).click();
    await until(() => people.page.room.snapshot.knocking.length === 2);
    people.press('Let all in');
    await until(() => people.names.includes('Eve') && people.names.includes('Fay'));
    await until(() => people.root.querySelector('#waiting') === null);
  });

  it('ends well when one is answered twice, and lets in the others when one has left meanwhile', async () => {
    people = await PeoplePage.joined('host');
    const { page } = people;
    const codes: string[] = [];
    page.room.addEventListener('noom-error', ({ error }) => codes.push(error.code));
    await page.room.setLobby(true);
    const calls = ['Dee', 'Eve', 'Fay', 'Gil'].map((displayName) => page.memory.createCall({ displayName }));
    const wait = async (call: CallController): Promise<void> => {
      const count = page.room.snapshot.knocking.length;
      call.join().catch(() => undefined);
      await until(() => page.room.snapshot.knocking.length === count + 1);
    };
    for (const call of calls) await wait(call);
    await until(() => people.root.querySelector('[aria-label="Let in Gil"]'));
    const admit = people.root.querySelector('[aria-label="Let in Dee"]') as HTMLElement;
    admit.focus();
    admit.click();
    admit.click();
    await until(() => people.root.querySelector('[aria-label="Let in Dee"]') === null && focused()?.matches('li'));
    expect(focused()?.textContent).to.include('Eve');
    await sendKeys({ press: 'Enter' });
    expect(page.room.snapshot.knocking.length).to.equal(3);
    await expectAccessible(page.box);
    // Gone between the press and their turn, without this page knowing of it yet, and with it.
    people.press('Let all in');
    void calls[1]?.leave();
    void calls[2]?.leave();
    await until(() => people.names.includes('Gil') && people.root.querySelector('#waiting') === null);
    await people.drawn();
    expect([codes, people.notice]).to.deep.equal([[], undefined]);
  });

  it('copies the link of the page, or selects it where the clipboard is refused', async () => {
    people = await PeoplePage.joined();
    people.list.inviteUrl = '/tea?room=tea';
    const copied: string[] = [];
    const { clipboard } = navigator;
    const put = (writeText: (text: string) => Promise<void>): void => {
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    };
    put((text) => Promise.resolve(void copied.push(text)));
    people.press('Copy link');
    await until(() => people.root.querySelector('.outcome')?.textContent.includes('Link copied'));
    expect(copied).to.deep.equal([new URL('/tea?room=tea', location.href).href]);
    put(() => Promise.reject(new DOMException('', 'NotAllowedError')));
    people.press('Copy link');
    await until(() => people.root.activeElement?.matches('.url'));
    expect((people.root.activeElement as HTMLInputElement).selectionEnd).to.be.greaterThan(8);
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
  });
});
