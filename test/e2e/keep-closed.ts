/**
 * Keeps every connection and every captured stream, as Chromium keeps some: a connection that is closed while its events
 * wait to be dispatched for good, a stream for 8 s after its prompt was answered. Runs in the page before anything else.
 */
export function keepClosed(): void {
  const kept: unknown[] = [];
  const construct = (target: typeof RTCPeerConnection, given: unknown[], as: unknown): object => {
    const one = Reflect.construct(target, given, as as typeof RTCPeerConnection) as object;
    kept.push(one);
    return one;
  };
  Reflect.set(window, 'RTCPeerConnection', new Proxy(RTCPeerConnection, { construct }));
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const ask = MediaDevices.prototype[name];
    MediaDevices.prototype[name] = async function (...how) {
      const stream = await ask.apply(this, how);
      kept.push(stream, ...stream.getTracks());
      return stream;
    };
  }
  Object.assign(window, { kept });
}
