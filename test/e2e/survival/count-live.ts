/** What a page has open, by kind. */
export type LiveCounts = Readonly<
  Record<'connections' | 'contexts' | 'tracks' | 'intervals' | 'timers' | 'workers' | 'sockets' | 'listeners', number>
>;

/**
 * Counts what is open in a page, for `window.countLive()`. Runs in the page before anything else. Timers are those of at
 * least a second: shorter ones end by themselves before anybody can call them left.
 */
export function countLive(): void {
  const made = { connections: new Set(), contexts: new Set(), workers: new Set(), sockets: new Set() };
  const follow = (name: 'RTCPeerConnection' | 'AudioContext' | 'Worker' | 'WebSocket', all: Set<unknown>): void => {
    const construct = (target: typeof Worker, given: unknown[], as: unknown): object => {
      const one = Reflect.construct(target, given, as as typeof Worker) as object;
      all.add(one);
      return one;
    };
    Reflect.set(window, name, new Proxy(window[name] as typeof Worker, { construct }));
  };
  follow('RTCPeerConnection', made.connections);
  follow('AudioContext', made.contexts);
  follow('Worker', made.workers);
  follow('WebSocket', made.sockets);
  const { terminate } = Worker.prototype;
  Worker.prototype.terminate = function () {
    made.workers.delete(this);
    terminate.call(this);
  };

  const tracks = new Set<MediaStreamTrack>();
  for (const name of ['getUserMedia', 'getDisplayMedia'] as const) {
    const ask = MediaDevices.prototype[name];
    MediaDevices.prototype[name] = async function (...how) {
      const stream = await ask.apply(this, how);
      for (const track of stream.getTracks()) tracks.add(track);
      return stream;
    };
  }
  const { clone } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.clone = function () {
    const track = clone.call(this);
    tracks.add(track);
    return track;
  };

  const [intervals, timers] = [new Set<unknown>(), new Set<unknown>()];
  const { setInterval, clearInterval, setTimeout, clearTimeout } = window;
  Object.assign(window, {
    setInterval: (...how: Parameters<typeof setInterval>) => {
      const id = setInterval(...how);
      intervals.add(id);
      return id;
    },
    setTimeout: (work: TimerHandler, ms?: number, ...rest: unknown[]) => {
      const id: unknown = setTimeout(
        (...given: unknown[]) => {
          timers.delete(id);
          if (typeof work === 'function') Reflect.apply(work, window, given);
        },
        ms,
        ...rest,
      );
      if ((ms ?? 0) >= 1000) timers.add(id);
      return id;
    },
    clearInterval: (id?: number) => {
      intervals.delete(id);
      clearInterval(id);
    },
    clearTimeout: (id?: number) => {
      timers.delete(id);
      clearTimeout(id);
    },
  });

  const listeners = new Map<EventTarget, Map<string, Set<unknown>>>();
  for (const target of [window, document, navigator.mediaDevices, screen.orientation]) {
    listeners.set(target, new Map());
  }
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    addEventListener.call(target, type, listener, options);
    const byType = listeners.get(target);
    const { signal } = typeof options === 'object' ? options : {};
    if (byType === undefined || listener === null || signal?.aborted === true) return;
    byType.set(type, (byType.get(type) ?? new Set()).add(listener));
    if (signal) addEventListener.call(signal, 'abort', () => byType.get(type)?.delete(listener));
  };
  EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, type, listener, options) {
    const target = this ?? window;
    removeEventListener.call(target, type, listener, options);
    listeners.get(target)?.get(type)?.delete(listener);
  };

  /** Forgets those that are closed, which would be kept from being collected. */
  const count = (all: Set<unknown>, isOpen: (one: never) => boolean): number => {
    for (const one of all) if (!isOpen(one as never)) all.delete(one);
    return all.size;
  };
  const counted = (): LiveCounts => ({
    connections: count(made.connections, ({ signalingState }: RTCPeerConnection) => signalingState !== 'closed'),
    contexts: count(made.contexts, ({ state }: AudioContext) => state !== 'closed'),
    tracks: count(tracks, ({ readyState }: MediaStreamTrack) => readyState === 'live'),
    intervals: intervals.size,
    timers: timers.size,
    workers: made.workers.size,
    sockets: count(made.sockets, ({ readyState }: WebSocket) => readyState < WebSocket.CLOSED),
    listeners: [...listeners.values()]
      .flatMap((byType) => [...byType.values()])
      .reduce((sum, { size }) => sum + size, 0),
  });
  Object.assign(window, { countLive: counted });
}
