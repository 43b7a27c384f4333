import type { Socket } from 'node:net';

/** Resolves once a connection is over, in whatever way: what follows an error is the close. */
export function closed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
}
