import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import type { RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

const DOT = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (letter) => letter.charCodeAt(0),
);
export const PICTURE = new File([DOT], 'dot.png', { type: 'image/png' });
export const DRAWING = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'dot.svg', { type: 'image/svg+xml' });
export const TEA = new File(['tea'], 'tea.txt', { type: 'text/plain' });

/** The first element in a chat that matches. */
export const find = (chat: NoomChat, selector: string): HTMLElement | null =>
  chat.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;

export const textOf = (chat: NoomChat, selector: string): string | undefined =>
  find(chat, selector)?.textContent.trim();

/** Presses the button of that name. */
export const press = (chat: NoomChat, name: string): void => {
  find(chat, `[aria-label="${name}"]`)?.click();
};

/** Has the other participant offer a file. */
export async function offer(page: RoomOnPage, file: File): Promise<void> {
  await page.memory.participants[0]?.call.sendFile(file);
  await until(() => page.room.snapshot.files.length > 0);
  await page.find('noom-chat').updateComplete;
}

export const BUBBLING = { bubbles: true, composed: true, cancelable: true };

/** What a browser tells of files over an element, or dropped on it. */
export function drag(type: string, ...files: File[]): DragEvent {
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  return new DragEvent(type, { ...BUBBLING, dataTransfer });
}

/** What a browser tells of a folder. */
export function dragFolder(): DragEvent {
  const event = drag('drop', new File([], 'folder'));
  const [item] = event.dataTransfer?.items ?? [];
  // Only a browser makes an entry of a folder; each look at the list gives another item in Firefox.
  Object.defineProperty(event, 'dataTransfer', {
    value: { types: ['Files'], dropEffect: 'none', files: [], items: [item] },
  });
  if (item) Object.defineProperty(item, 'webkitGetAsEntry', { value: () => ({ isDirectory: true }) });
  return event;
}
