/** The sockets that were made since this was imported, and what new ones are: real, blocked as by a strict proxy, or played by a test. */
export const webSockets = {
  made: [] as WebSocket[],
  blockedCount: 0,
  isBlocked: false,
  play: null as (() => object) | null,
};

/** Fails like a socket whose way is blocked. */
function createBlocked(): object {
  const socket = {
    onerror: null as ((event: Event) => void) | null,
    close: () => undefined,
  };
  webSockets.blockedCount += 1;
  queueMicrotask(() => socket.onerror?.(new Event('error')));
  return socket;
}

// Socket.IO takes the constructor when it is imported: this has to come before.
globalThis.WebSocket = new Proxy(WebSocket, {
  construct(target, args: ConstructorParameters<typeof WebSocket>) {
    if (webSockets.isBlocked) return createBlocked();
    if (webSockets.play) return webSockets.play();
    const socket = new target(...args);
    webSockets.made.push(socket);
    return socket;
  },
});
