import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { until } from '../../harness/until.js';
import { type RoomPage } from '../noom-room/room-page.js';
import { openedPage, remembered, useSettings } from './settings-page.js';

describe('the keys of the shortcuts in <noom-settings>', () => {
  let page: RoomPage;
  const { dialogOf, inside, isShown } = useSettings(() => page);

  const keyOf = (action: string): HTMLElement | null | undefined => inside(`[data-action=${action}]`);
  const name = (action: string): string => keyOf(action)?.textContent.trim() ?? '';

  /** Presses the button of an action, and then a key. */
  async function press(action: string, key: string): Promise<void> {
    keyOf(action)?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => name(action) === 'Press a key…');
    await sendKeys({ press: key });
    await until(() => name(action) !== 'Press a key…');
  }

  it('are not there in a room without shortcuts', async () => {
    page = await openedPage();
    expect(inside('.keys')).to.equal(null);
  });

  it('are changed, told, remembered and set back, by the keyboard alone', async () => {
    page = await openedPage('shortcuts');
    expect([name('toggle-microphone'), name('push-to-talk'), name('toggle-screen')]).to.deep.equal([
      ...['M', 'Space', 'None'],
    ]);
    await press('toggle-microphone', 'x');
    expect([name('toggle-microphone'), page.room.shortcutKeys]).to.deep.equal(['X', { 'toggle-microphone': 'x' }]);
    expect(keyOf('toggle-microphone')?.matches(':focus')).to.equal(true);
    expect(inside('.keys + [role=status]')?.textContent.trim()).to.equal('Microphone on or off: X');
    await press('toggle-camera', 'F2');
    expect([name('toggle-camera'), page.room.shortcutKeys['toggle-camera']]).to.deep.equal(['F2', 'f2']);
    await press('push-to-talk', 'Delete');
    await press('toggle-hand', ' ');
    expect([name('push-to-talk'), name('toggle-hand')]).to.deep.equal(['None', 'Space']);
    expect(remembered()).to.deep.equal({
      shortcutKeys: { 'toggle-microphone': 'x', 'toggle-camera': 'f2', 'push-to-talk': '', 'toggle-hand': ' ' },
    });
    page.room.panel = null;
    await until(() => !isShown());
    page.find('.base')?.focus();
    await sendKeys({ press: 'x' });
    await until(() => !page.room.snapshot.self.sources.microphone.on);
    page.room.panel = 'settings';
    await until(() => isShown());
    await page.drawn();
    inside('.keys ~ .button')?.click();
    await until(() => name('toggle-microphone') === 'M');
    expect(page.room.shortcutKeys).to.deep.equal({});
  });

  it('stay as they are by Escape, which closes nothing, and by keys that cannot be shortcuts', async () => {
    page = await openedPage('shortcuts');
    await press('toggle-microphone', 'Escape');
    expect([name('toggle-microphone'), isShown()]).to.deep.equal(['M', true]);
    keyOf('toggle-microphone')?.focus();
    await sendKeys({ press: 'Enter' });
    for (const key of ['Enter', 'ArrowDown', 'Shift']) await sendKeys({ press: key });
    await until(() => name('toggle-microphone') === 'Press a key…');
    await sendKeys({ press: 'Tab' });
    await until(() => name('toggle-microphone') === 'M');
    expect(remembered()).to.equal(null);
  });

  it('are asked for no more when the dialog is moved meanwhile, which takes the next key for nothing', async () => {
    page = await openedPage('shortcuts');
    keyOf('toggle-hand')?.focus();
    await sendKeys({ press: 'Enter' });
    await until(() => name('toggle-hand') === 'Press a key…');
    page.box.append(page.room);
    await until(() => isShown() && name('toggle-hand') === 'H');
    await sendKeys({ press: 'x' });
    await page.drawn();
    expect([name('toggle-hand'), remembered(), isShown()]).to.deep.equal(['H', null, true]);
    await press('toggle-hand', 'x');
    expect(name('toggle-hand')).to.equal('X');
  });

  it('tell that two of them are alike', async () => {
    page = await openedPage('shortcuts');
    await press('toggle-camera', 'm');
    const conflicts = [...(dialogOf()?.querySelectorAll('.conflict') ?? [])].map((one) => one.textContent.trim());
    expect(conflicts).to.deep.equal([
      'The same key as: Camera on or off. Only one of them does something.',
      'The same key as: Microphone on or off. Only one of them does something.',
    ]);
    expect(keyOf('toggle-camera')?.getAttribute('aria-describedby')).to.equal('conflict-toggle-camera');
  });

  it('stay in view with what is told of them', async () => {
    page = await openedPage('shortcuts');
    keyOf('toggle-camera')?.scrollIntoView({ block: 'end' });
    await press('toggle-camera', 'm');
    const edge = (element?: Element | null): number => element?.getBoundingClientRect().bottom ?? NaN;
    await until(() => edge(inside('#conflict-toggle-camera')) <= edge(dialogOf()));
  });
});
