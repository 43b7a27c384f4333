import { isElement } from '../element/nodes.js';

/**
 * Has buttons without script (`command`, `commandfor`) command a room also where the browser does not bring the two
 * together itself: Chrome before 135, Firefox before 144, Safari before 26.2. The rules are those of HTML
 * (https://html.spec.whatwg.org/multipage/form-elements.html#the-button-element). A press that a page stops on its way
 * to the document is not heard. Returns a function that ends it.
 */
export function hearCommandButtons(room: HTMLElement): (() => void) | null {
  if (isNative()) return null;
  const { ownerDocument } = room;
  const handle = (event: Event): void => {
    const button = event
      .composedPath()
      .find((node): node is HTMLButtonElement => isElement(node) && node.matches('button[commandfor]'));
    // A page may bring what the browser lacks later.
    if (!button || button.matches(':disabled') || event.defaultPrevented || isNative()) return;
    const [id = '', command = '', type = ''] = READ.map((name) => button.getAttribute(name) ?? '');
    if ((button.getRootNode() as Document).getElementById(id) !== room) return;
    if (button.form && type.toLowerCase() !== 'button') {
      // One without a type neither submits its form nor commands.
      if (!/^(submit|reset)$/i.test(type)) event.preventDefault();
    } else if (command.startsWith('--')) {
      const init = { cancelable: true, composed: true };
      room.dispatchEvent(Object.assign(new Event('command', init), { command, source: button }));
    }
  };
  ownerDocument.addEventListener('click', handle);
  return () => {
    ownerDocument.removeEventListener('click', handle);
  };
}

function isNative(): boolean {
  return 'commandForElement' in HTMLButtonElement.prototype;
}

const READ = ['commandfor', 'command', 'type'];
