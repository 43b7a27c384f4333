import type { Socket } from 'node:net';

/** Resolves once a connection is over, in whatever way: an error is followed by the close. */
export function closed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.once('close', () => {
      resolve();
    });
  });
}
