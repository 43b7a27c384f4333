import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import type { RoomOnPage } from '../../harness/server/joined-room.js';
import { until } from '../../harness/until.js';

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
