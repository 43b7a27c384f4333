import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';
import { PeoplePage } from './people-page.js';

describe('what is open in <noom-participants>', () => {
  let people: PeoplePage;

  afterEach(async () => {
    await people.close();
  });

  it('leaves the focus at what it is on in a menu when another line comes', async () => {
    people = await PeoplePage.joined('cohost');
    await people.open(people.button('Ann'));
    await sendKeys({ press: 'End' });
    expect(focused()?.textContent.trim()).to.equal('Put Ann first for everyone');
    await people.other('Ann').call.setRole(people.page.room.snapshot.self.id, 'host');
    await until(() => people.items.includes('Make host'));
    expect(focused()?.textContent.trim()).to.equal('Put Ann first for everyone');
  });

  it('asks nothing about another call than the one that it was asked in', async () => {
    people = await PeoplePage.joined('host');
    const { page, list } = people;
    await people.open(people.root.querySelector('.heading .actions') as HTMLElement);
    await people.choose('Turn all microphones off');
    await until(() => people.dialog.open);
    const other = new PeoplePage(await RoomPage.joined({ children: '<noom-participants></noom-participants>' }));
    await until(() => other.page.room.snapshot.self.role === 'host');
    list.room = other.page.room;
    await list.updateComplete;
    const isOpen = people.dialog.open;
    await other.close();
    expect([isOpen, page.room.state]).to.deep.equal([false, 'joined']);
  });

  it('tells of a wish in the call that it was for', async () => {
    people = await PeoplePage.joined('host');
    await people.open(people.button('Cy'));
    await people.choose('Ask to turn the microphone on');
    await until(() => people.notice === 'Cy was asked to turn the microphone on.');
    const { page, list } = people;
    const other = await RoomPage.joined();
    list.room = other.room;
    await list.updateComplete;
    const told = people.notice;
    list.room = page.room;
    await list.updateComplete;
    await other.close();
    expect([told, people.notice]).to.deep.equal([undefined, 'Cy was asked to turn the microphone on.']);
  });
});
