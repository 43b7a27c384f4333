import { expect } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { itNeeds } from '../../harness/machine.js';
import { until } from '../../harness/until.js';
import { focused, RoomPage } from '../noom-room/room-page.js';
import { AnyPage, deep } from './any-page.js';

type Field = HTMLInputElement | HTMLTextAreaElement;

describe('a text that is composed', () => {
  const world = new AnyPage();

  /** Composes a Korean word as an input method does, and ends it by Enter. */
  async function compose(field: Field): Promise<string[]> {
    const told: string[] = [];
    for (const type of ['compositionstart', 'compositionend'])
      field.addEventListener(type, () => told.push(`${type} ${field.value}`));
    for (const text of ['ㅎ', '하', '한', '한ㄱ', '한그', '한글']) {
      await executeServerCommand('compose', text);
      // Whatever its tag draws because of it is drawn.
      await world.page.drawn();
      expect(field.value).to.equal(text);
    }
    await executeServerCommand('end-composition', '한글');
    await world.page.drawn();
    return told;
  }

  /** The requests that the page hears from now on. */
  function hearWishes(): string[] {
    const wishes: string[] = [];
    for (const type of ['join', 'message', 'microphone', 'camera', 'hand', 'panel'])
      world.page.box.addEventListener(`noom-${type}-request`, () => wishes.push(type));
    return wishes;
  }

  const fieldOf = (selector: string): Field | undefined =>
    deep(world.page.box).find((element): element is Field => element.matches(selector));

  for (const [name, selector] of [
    ['the name', '#name'],
    ['the room', 'input#room'],
  ] as const) {
    itNeeds(
      'the DevTools protocol',
      `is complete in the field for ${name}, and the Enter that ends it does not join`,
      async () => {
        world.page = new RoomPage({ attributes: 'shortcuts' });
        await world.page.inState('prejoin');
        await until(() => fieldOf(selector));
        const wishes = hearWishes();
        const field = fieldOf(selector) as Field;
        field.focus();
        expect(await compose(field)).to.deep.equal(['compositionstart ', 'compositionend 한글']);
        expect([field.value, wishes, focused()]).to.deep.equal(['한글', [], field]);
      },
    );
  }

  itNeeds('the DevTools protocol', 'is complete in the chat, and the Enter that ends it sends nothing', async () => {
    world.page = await RoomPage.joined({ attributes: 'shortcuts' });
    world.page.room.showPanel('chat');
    await until(() => focused()?.localName === 'textarea');
    const wishes = hearWishes();
    const field = focused() as Field;
    expect(await compose(field)).to.deep.equal(['compositionstart ', 'compositionend 한글']);
    expect([field.value, wishes, focused(), world.page.room.snapshot.messages]).to.deep.equal(['한글', [], field, []]);
  });

  itNeeds('the DevTools protocol', 'is complete in the search for participants, and is set by nobody', async () => {
    world.page = await RoomPage.joined({ participants: [{ name: 'Ann' }] });
    world.page.room.showPanel('participants');
    await until(() => fieldOf('input[type=search]'));
    const field = fieldOf('input[type=search]') as Field;
    const set: string[] = [];
    const { get, set: write } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value') ?? {};
    Object.defineProperty(field, 'value', {
      get: () => get?.call(field) as string,
      set: (text: string) => {
        set.push(text);
        write?.call(field, text);
      },
    });
    field.focus();
    expect(await compose(field)).to.deep.equal(['compositionstart ', 'compositionend 한글']);
    expect([field.value, set]).to.deep.equal(['한글', []]);
  });

  itNeeds('the DevTools protocol', 'is not disturbed by what arrives meanwhile', async () => {
    world.page = await RoomPage.joined({ participants: [{ name: 'Ann' }], attributes: 'shortcuts' });
    world.page.room.showPanel('chat');
    await until(() => focused()?.localName === 'textarea');
    const field = focused() as Field;
    let ended = 0;
    field.addEventListener('compositionend', () => (ended += 1));
    await executeServerCommand('compose', '하');
    await world.page.memory.participants[0]?.say('Hello');
    await until(() => world.page.room.snapshot.messages.length === 1);
    await world.page.memory.add({ name: 'Bo' }).joined;
    await world.page.drawn();
    await executeServerCommand('compose', '한');
    await world.page.drawn();
    expect([field.value, ended, focused()]).to.deep.equal(['한', 0, field]);
    await executeServerCommand('end-composition', '한');
    expect([field.value, ended]).to.deep.equal(['한', 1]);
  });

  it('is tested in every field there is', async () => {
    await world.everything();
    const page = new RoomPage();
    await page.inState('prejoin');
    await until(() => page.prejoin.shadowRoot?.querySelector('input#room'));
    const fields = [...deep(world.page.box), ...deep(page.box)].filter((element) =>
      element.matches('input, textarea, [contenteditable], [role=textbox]'),
    );
    await page.close();
    expect([...new Set(fields.map(({ localName, id }) => `${localName}#${id}`))].sort()).to.deep.equal([
      ...['input#name', 'input#room', 'textarea#'],
    ]);
  });
});
