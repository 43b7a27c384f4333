import { ref } from 'lit/directives/ref.js';

/** What a story needs of a `<noom-room>`. */
interface RoomWithPip extends Element {
  pip: { readonly window: typeof window; close(): void } | null;
}

/** On a `<noom-room>`: its call is in another window, until it is brought back. The canvas is a frame, which opens none. */
export const inAnotherWindow = ref((element) => {
  const room = element as RoomWithPip | undefined;
  if (room) room.pip = { window, close: () => (room.pip = null) };
});
