/**
 * What only the DevTools protocol can do to a page, so only in Chromium; elsewhere each command answers `false`:
 * `forced-colors` and `reduced-motion` (`true` or `false`) emulate these wishes of the system, one at a time, `safe-area`
 * (`top`, `right`, `bottom`, `left`, in CSS pixels) a phone's notch and bar, `compose` (a
 * text) shows it as a composition in progress, and `end-composition` (a text) ends it by Enter, which browsers report
 * with key code 229, and inserts the text.
 */
export function devtoolsPlugin() {
  return {
    name: 'devtools',
    async executeCommand({ command, payload, session }) {
      const act = COMMANDS[command];
      if (act === undefined) return undefined;
      if (session.browser.name !== 'Chromium') return false;
      const page = session.browser.getPage(session.id);
      const devtools = devtoolsByPage.get(page) ?? page.createCDPSession();
      // Kept open: what is emulated ends with its session.
      devtoolsByPage.set(page, devtools);
      await act(await devtools, payload);
      return true;
    },
  };
}

const devtoolsByPage = new WeakMap();

const COMMANDS = {
  async 'forced-colors'(devtools, isOn) {
    const features = [{ name: 'forced-colors', value: isOn ? 'active' : 'none' }];
    await devtools.send('Emulation.setEmulatedMedia', { features });
  },
  async 'reduced-motion'(devtools, isOn) {
    const features = [{ name: 'prefers-reduced-motion', value: isOn ? 'reduce' : 'no-preference' }];
    await devtools.send('Emulation.setEmulatedMedia', { features });
  },
  async 'safe-area'(devtools, insets) {
    await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets });
  },
  async compose(devtools, text) {
    const caret = [...text].length;
    await devtools.send('Input.imeSetComposition', { text, selectionStart: caret, selectionEnd: caret });
  },
  async 'end-composition'(devtools, text) {
    const key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...key });
    await devtools.send('Input.insertText', { text });
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, windowsVirtualKeyCode: 13 });
  },
};
