import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { focused } from '../noom-room/room-page.js';
import { PeoplePage } from './people-page.js';

describe('<noom-participants>', () => {
  let people: PeoplePage;

  afterEach(async () => {
    await people.close();
  });

  it('lists raised hands first, then the local participant, then the others, with what each does', async () => {
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

  it('begins a note beside the one before it, also where it needs a second line', async () => {
    people = await PeoplePage.joined();
    await people.other('Ann').call.shareScreen(true);
    const notes = (): HTMLElement[] => [...people.root.querySelectorAll<HTMLElement>('.note > *')];
    await until(() => notes().length === 2);
    people.page.box.style.inlineSize = '240px';
    people.page.box.style.fontSize = '24px';
    const [first, second] = notes().map((note) => [...note.getClientRects()]);
    expect(second?.[0]?.top).to.equal(first?.[0]?.top);
    expect(second?.length, 'lines').to.be.above(1);
  });

  for (const [width, textPx] of [
    [294, 16],
    [340, 32],
  ] as const)
    it(`keeps the button of each row beside the name, at ${String(width)} pixels and text of ${String(textPx)}`, async () => {
      people = await PeoplePage.joined();
      people.page.box.style.inlineSize = `${String(width)}px`;
      people.page.box.style.fontSize = `${String(textPx)}px`;
      await people.other('Ann').call.raiseHand(true);
      await until(() => people.root.querySelectorAll('.hand').length === 2);
      for (const row of people.root.querySelectorAll('.person')) {
        const [name, button] = ['.who', '.actions'].map((each) => row.querySelector(each)?.getBoundingClientRect());
        expect(button?.left).to.be.at.least(name?.right ?? Infinity);
        expect(button?.top).to.be.below(name?.bottom ?? 0);
      }
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
