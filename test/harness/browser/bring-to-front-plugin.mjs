/** Lets a test give its page the focus again (`bring-to-front`) after a window that it opened has taken it. */
export function bringToFrontPlugin() {
  return {
    name: 'bring-to-front',
    async executeCommand({ command, session }) {
      if (command !== 'bring-to-front') return undefined;
      await session.browser.getPage(session.id).bringToFront();
      return true;
    },
  };
}
