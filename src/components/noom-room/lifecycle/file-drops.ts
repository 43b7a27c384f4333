import type { CallState } from '../../../core/index.js';
import { isElement } from '../../internal/dom/nodes.js';
import type { RoomHost } from '../../internal/link/room-context.js';

/** From the way into the call until it ends. */
const UNDER_WAY: readonly CallState[] = ['connecting', 'lobby', 'joined', 'reconnecting'];

/**
 * Refuses files that are dropped on a room during a call, or on the way into it, where nothing else takes them: the
 * browser would open them in place of the page, and so end the call, or the place in the lobby. Beside a chat, where a
 * file easily falls, that is so before and after the call, too. Heard where events arrive last, so that the chat, and
 * whatever the page has, come first. Returns a function that undoes it.
 */
export function refuseDrops(room: RoomHost): () => void {
  const undo = new AbortController();
  const { signal } = undo;
  const refuse = (event: DragEvent): void => {
    const { dataTransfer } = event;
    if (event.defaultPrevented || !dataTransfer?.types.includes('Files') || !isOverCall(room, event)) return;
    event.preventDefault();
    dataTransfer.dropEffect = 'none';
  };
  const page = room.ownerDocument.defaultView;
  for (const type of ['dragover', 'drop'] as const) page?.addEventListener(type, refuse, { signal });
  return () => {
    undo.abort();
  };
}

/** Whether a room to be guarded is under the file, and no field for files is, which takes it by itself. */
function isOverCall(room: RoomHost, event: DragEvent): boolean {
  const path = event.composedPath();
  const isOver = path.some((node) => node === room || (isElement(node) && room.linked.has(node)));
  const isField = path.some((node) => isElement(node) && node.matches('input[type=file]'));
  return isOver && !isField && (UNDER_WAY.includes(room.snapshot.state) || hasChat(room));
}

/** Whether a chat belongs to the room. */
function hasChat({ linked }: RoomHost): boolean {
  return [...linked].some(({ localName }) => localName === 'noom-chat');
}
