import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CallError, type CallController } from '../../../src/core/index.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { focused } from '../noom-room/room-page.js';
import { PeoplePage } from './people-page.js';

const own = (name: string): string[] => [`Put ${name} first`, 'Mute for me', 'Volume…'];

describe('what a host does in <noom-participants>', () => {
  let people: PeoplePage;

  afterEach(async () => {
    await people.close();
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

  it('lets a page prevent a wish, which does nothing and says nothing', async () => {
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

  it('refuses all of those who waited when it was asked, and nobody who has come since', async () => {
    people = await PeoplePage.joined('host');
    const { room, memory } = people.page;
    await room.setLobby(true);
    const knock = async (displayName: string): Promise<CallController> => {
      const call = memory.createCall({ displayName });
      call.join().catch(() => undefined);
      await until(() => room.snapshot.knocking.some(({ name }) => name === displayName));
      return call;
    };
    const [dee, eve] = [await knock('Dee'), await knock('Eve')];
    await until(() => people.root.querySelector('[aria-label="Refuse Eve"]'));
    people.press('Refuse all');
    await until(() => people.dialog.open);
    expect(focused()?.textContent.trim()).to.equal('Cancel');
    await sendKeys({ press: 'Escape' });
    await until(() => !people.dialog.open);
    expect(room.snapshot.knocking.length).to.equal(2);
    people.press('Refuse all');
    await until(() => people.dialog.open);
    const fay = await knock('Fay');
    [...people.dialog.querySelectorAll<HTMLElement>('.danger')][0]?.click();
    await until(() => [dee, eve].every(({ snapshot }) => snapshot.leaveReason === 'denied'));
    expect(room.snapshot.knocking.map(({ name }) => name)).to.deep.equal(['Fay']);
    expect(fay.snapshot.state).to.equal('lobby');
  });

  it('asks before it turns the lobby off while a newcomer waits, and no more once none does', async () => {
    people = await PeoplePage.joined('host');
    const { room, memory } = people.page;
    const turnOff = async (): Promise<void> => {
      await people.open(people.root.querySelector('.heading .actions') as HTMLElement);
      await people.choose('Turn the lobby off');
    };
    await room.setLobby(true);
    const knock = (): CallController => {
      const call = memory.createCall({ displayName: 'Dee' });
      call.join().catch(() => undefined);
      return call;
    };
    const first = knock();
    await until(() => room.snapshot.knocking.length === 1);
    await turnOff();
    await until(() => people.dialog.open);
    expect(people.dialog.querySelector('h2')?.textContent.trim()).to.equal('Let all in who wait?');
    await first.leave();
    await until(() => !people.dialog.open);
    expect(room.snapshot.lobby).to.equal(true);
    knock();
    await until(() => room.snapshot.knocking.length === 1);
    await turnOff();
    await until(() => people.dialog.open);
    people.dialog.querySelector<HTMLElement>('.danger')?.click();
    await until(() => people.names.includes('Dee'));
    expect([room.snapshot.lobby, people.dialog.open]).to.deep.equal([false, false]);
    // With nobody waiting, it hurts nobody.
    await room.setLobby(true);
    await turnOff();
    await until(() => !room.snapshot.lobby);
    expect(people.dialog.open).to.equal(false);
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
});
