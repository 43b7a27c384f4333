/** The sockets that were made since this was imported, and whether new ones are blocked as by a strict proxy. */
export const webSockets = { made: [] as WebSocket[], blockedCount: 0, isBlocked: false };

/** Fails like a socket that is blocked. */
function createBlocked(): object {
  const socket = {
    onerror: null as ((event: Event) => void) | null,
    close: () => undefined,
  };
  webSockets.blockedCount += 1;
  queueMicrotask(() => socket.onerror?.(new Event('error')));
  return socket;
}

// Socket.IO takes the constructor when it is imported: this has to be imported before.
globalThis.WebSocket = new Proxy(WebSocket, {
  construct(target, args: ConstructorParameters<typeof WebSocket>) {
    if (webSockets.isBlocked) return createBlocked();
    const socket = new target(...args);
    webSockets.made.push(socket);
    return socket;
  },
});
