import { expect } from '@open-wc/testing';
import { isFree, isPressed } from '../../../src/components/internal/keyboard/handle-keys.js';
import { isTyped } from '../../../src/components/internal/keyboard/keys.js';

type Press = KeyboardEventInit & { key: string };

function press(init: Press): KeyboardEvent {
  return new KeyboardEvent('keydown', init);
}

/** What physical keys type, by layout: their place on a US keyboard, and the key. */
const LAYOUTS: Record<string, readonly [code: string, key: string][]> = {
  'QWERTY, Caps Lock': [['KeyM', 'M']],
  AZERTY: [['Semicolon', 'm']],
  Dvorak: [['KeyM', 'm']],
  'JCUKEN (Russian)': [['KeyM', 'ь']],
  'Dubeolsik (Korean)': [['KeyM', 'ㅡ']],
  Greek: [['KeyM', 'μ']],
  Arabic: [['KeyM', 'ة']],
  Hebrew: [['KeyM', 'צ']],
  Thai: [['KeyM', 'ท']],
  'Devanagari (Inscript)': [['KeyM', 'स']],
  'Kana (Japanese)': [['KeyM', 'も']],
  Armenian: [['KeyM', 'մ']],
  Georgian: [['KeyM', 'მ']],
};

describe('which key a shortcut matches', () => {
  for (const [layout, keys] of Object.entries(LAYOUTS)) {
    it(`M matches the key that types it, or that stands in its place: ${layout}`, () => {
      for (const [code, key] of keys) expect(isPressed(press({ code, key }), 'm'), key).to.equal(true);
    });
  }

  it('M matches no key that types another Latin letter or a sign, or nothing yet, wherever it is', () => {
    const others: readonly Press[] = [
      { code: 'KeyM', key: ',' }, // AZERTY
      { code: 'KeyM', key: '?', shiftKey: true },
      { code: 'KeyM', key: 'q' }, // Bépo
      { code: 'KeyM', key: 'Dead' },
      { code: 'KeyM', key: 'µ' },
      { code: 'KeyM', key: 'ß' },
      { code: 'KeyM', key: '§' },
      { code: 'KeyM', key: 'Unidentified' },
      { code: 'Comma', key: 'б' },
      { code: 'KeyJ', key: 'ㅓ' },
    ];
    for (const other of others) expect(isPressed(press(other), 'm'), JSON.stringify(other)).to.equal(false);
  });

  it('a combining mark or a ligature of two letters stands for the letter on the key, too', () => {
    expect(isPressed(press({ code: 'KeyH', key: '\u0e49' }), 'h')).to.equal(true); // Thai
    expect(isPressed(press({ code: 'KeyB', key: 'لا' }), 'b')).to.equal(true); // Arabic
  });

  it('digits match what is typed, or the digit of another script', () => {
    expect(isPressed(press({ code: 'Digit1', key: '1' }), '1')).to.equal(true);
    expect(isPressed(press({ code: 'Digit1', key: '١' }), '1')).to.equal(true);
    expect(isPressed(press({ code: 'Digit1', key: '&' }), '1')).to.equal(false); // AZERTY
    expect(isPressed(press({ code: 'Digit1', key: '1', shiftKey: true }), '1')).to.equal(true);
    expect(isPressed(press({ code: 'Digit5', key: '\u0300' }), '5')).to.equal(false); // Vietnamese
  });

  it('a page may map letters of its own script, and keys by name', () => {
    expect(isPressed(press({ code: 'KeyM', key: 'ㅡ' }), 'ㅡ')).to.equal(true);
    expect(isPressed(press({ code: 'F2', key: 'F2' }), 'F2')).to.equal(true);
    expect(isPressed(press({ code: 'KeyM', key: 'm' }), '')).to.equal(false);
  });

  it('a key is not free when it ends a composition, the page handled it, or a modifier makes it a command', () => {
    expect(isFree(press({ key: 'm', code: 'KeyM' }))).to.equal(true);
    expect(isFree(press({ key: 'M', code: 'KeyM', shiftKey: true }))).to.equal(true);
    expect(isFree(press({ key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, modifierAltGraph: true }))).to.equal(
      true,
    );
    const used = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true });
    used.preventDefault();
    expect(isFree(used)).to.equal(false);
    for (const init of [
      { isComposing: true },
      { keyCode: 229 },
      { ctrlKey: true },
      { altKey: true },
      { metaKey: true },
      { modifierAltGraph: true },
    ]) {
      expect(isFree(press({ key: 'm', code: 'KeyM', ...init })), JSON.stringify(init)).to.equal(false);
    }
  });

  it('a key typed in a field changes its text; Escape, Tab, function keys and commands do not', () => {
    for (const key of ['a', 'ㅁ', 'é', '가', 'لا', '7', '.', ' ', 'Enter', 'Backspace', 'ArrowLeft', 'Home', 'Dead']) {
      expect(isTyped(press({ key })), key).to.equal(true);
    }
    expect(isTyped(press({ key: 'Process', keyCode: 229 }))).to.equal(true);
    expect(isTyped(press({ key: '@', ctrlKey: true, altKey: true, modifierAltGraph: true }))).to.equal(true);
    expect(isTyped(press({ key: 'å', altKey: true }))).to.equal(true);
    for (const key of ['Escape', 'Tab', 'F1', 'ContextMenu', 'Shift'])
      expect(isTyped(press({ key })), key).to.equal(false);
    expect(isTyped(press({ key: 'k', ctrlKey: true }))).to.equal(false);
    expect(isTyped(press({ key: 'k', metaKey: true }))).to.equal(false);
    expect(isTyped(press({ key: 'n', altKey: true }))).to.equal(false);
  });
});
