import type { NoomChat } from '../../../src/components/noom-chat/index.js';
import '../../../src/components/noom-chat/index.js';
import { putRoom, type RoomOnPage, type RoomOnPageOptions } from '../../harness/server/joined-room.js';

/** The other participant. */
export const ANN = { name: 'Ann', camera: false, microphone: false };

/** For the tests of one `describe`: a room with a chat in it, removed from the page after each. */
export function useChat(): (options?: Partial<RoomOnPageOptions>) => Promise<{ page: RoomOnPage; chat: NoomChat }> {
  let page: RoomOnPage | null = null;

  afterEach(async () => {
    await page?.close();
    page = null;
  });

  return async (options = {}) => {
    page = await putRoom({ markup: '<noom-chat></noom-chat>', people: [ANN], ...options });
    const chat = page.find('noom-chat');
    chat.style.height = '360px';
    await chat.updateComplete;
    return { page, chat };
  };
}

/** Has the other participant write. */
export async function say(page: RoomOnPage, ...texts: string[]): Promise<void> {
  for (const text of texts) await page.memory.participants[0]?.say(text);
}

/** The field. */
export function input(chat: NoomChat): HTMLTextAreaElement {
  const found = chat.shadowRoot?.querySelector('textarea');
  if (!found) throw new Error('The chat has no field.');
  return found;
}

/** What the messages say, as drawn. */
export function bodies(chat: NoomChat): Element[] {
  return [...(chat.shadowRoot?.querySelectorAll('[part=body]') ?? [])];
}

/** Hides the chat; resolves once the browser has told observers so. */
export async function hide(chat: NoomChat): Promise<void> {
  await new Promise<void>((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (entries.at(-1)?.isIntersecting !== false) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(chat);
    chat.style.display = 'none';
  });
  // Observers are called in any order.
  await new Promise(requestAnimationFrame);
}

/** Removes the chat, and puts another one in its place. */
export async function replace(page: RoomOnPage, chat: NoomChat): Promise<NoomChat> {
  chat.remove();
  const next = document.createElement('noom-chat');
  page.room.append(next);
  await next.updateComplete;
  return next;
}
