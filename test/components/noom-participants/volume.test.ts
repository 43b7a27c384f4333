import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { CallError } from '../../../src/core/index.js';
import { until } from '../../harness/until.js';
import { focused } from '../noom-room/room-page.js';
import { PeoplePage } from './people-page.js';

describe('how loud <noom-participants> lets others be heard', () => {
  let people: PeoplePage;

  afterEach(async () => {
    await people.close();
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
});
