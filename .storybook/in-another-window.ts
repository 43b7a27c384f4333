import { ref } from 'lit/directives/ref.js';
import type { NoomRoom } from '../src/components/index.js';

/** On a `<noom-room>`: its call is in another window, until it is brought back. The canvas is a frame, which opens none. */
export const inAnotherWindow = ref((element) => {
  const room = element as NoomRoom | undefined;
  if (room) room.pip = { window, close: () => (room.pip = null) };
});
