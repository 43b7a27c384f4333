import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../harness/until.js';
import { focused } from '../noom-room/room-page.js';
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
});
