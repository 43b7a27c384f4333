import { isElement } from '../dom/nodes.js';

const READ = ['commandfor', 'command', 'type'];
/** By room: what takes its listeners away. */
const ends = new WeakMap<HTMLElement, AbortController>();

/**
 * Hands a room the commands of buttons without script (`command`, `commandfor`) where the browser does not do so itself:
 * Chrome before 135, Firefox before 144, Safari before 26.2. The rules are those of HTML
 * (https://html.spec.whatwg.org/multipage/form-elements.html#the-button-element). A press that a page stops on its way
 * to the document is not heard. It ends when the room is removed from its document.
 */
export function hearCommandButtons(room: HTMLElement): void {
  ends.get(room)?.abort();
  if (!room.isConnected) return;
  const over = new AbortController();
  const { signal } = over;
  ends.set(room, over);
  room.ownerDocument.addEventListener(
    'click',
    (event) => {
      handlePress(room, event);
    },
    { signal },
  );
  room.addEventListener(
    'noom-room-changed',
    () => {
      if (!room.isConnected) over.abort();
    },
    { signal },
  );
}

function handlePress(room: HTMLElement, event: Event): void {
  const button = event
    .composedPath()
    .find((node): node is HTMLButtonElement => isElement(node) && node.matches('button[commandfor]'));
  // A page may bring what the browser lacks later.
  const isNative = 'commandForElement' in HTMLButtonElement.prototype;
  if (!button || isNative || button.matches(':disabled') || event.defaultPrevented) return;
  const [id = '', command = '', type = ''] = READ.map((name) => button.getAttribute(name) ?? '');
  if ((button.getRootNode() as Document).getElementById(id) !== room) return;
  if (button.form && type.toLowerCase() !== 'button') {
    // One without a type neither submits its form nor commands.
    if (!/^(submit|reset)$/i.test(type)) event.preventDefault();
  } else if (command.startsWith('--')) {
    const init = { cancelable: true, composed: true };
    room.dispatchEvent(Object.assign(new Event('command', init), { command, source: button }));
  }
}
