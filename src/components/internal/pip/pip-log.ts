import type { RoomHost } from '../link/room-context.js';

/** As in the room's log: one does not replace another before a screen reader has read it. */
const MOST_KEPT = 5;

/**
 * A log that repeats in a window what a room announces while that window has the focus: screen readers do not read out
 * what changes in a window behind it.
 */
export function repeatLog(room: RoomHost, { document }: Window, signal: AbortSignal): HTMLElement {
  const log = document.createElement('div');
  log.className = 'log';
  log.role = 'log';
  const source = room.shadowRoot?.querySelector('[role=log]');
  const told = new WeakSet<Element>();
  const look = (isRepeated: boolean): void => {
    for (const line of source?.children ?? []) {
      // A text that is lazy comes later than its line.
      if (told.has(line) || !line.textContent.trim()) continue;
      told.add(line);
      if (isRepeated) log.append(Object.assign(document.createElement('p'), { textContent: line.textContent }));
    }
    while (log.childElementCount > MOST_KEPT) log.firstElementChild?.remove();
  };
  look(false);
  const observer = new MutationObserver(() => {
    look(document.hasFocus());
  });
  if (source) observer.observe(source, { childList: true, characterData: true, subtree: true });
  signal.addEventListener('abort', () => {
    observer.disconnect();
  });
  return log;
}
