import { expect } from '@open-wc/testing';
import { onPageWake } from '../../../src/core/base/page-lifecycle.js';
import { SocketIoTransport } from '../../../src/core/signaling/socket-io-transport.js';
import { hurryTimers } from '../../fakes/browser/hurried-timers.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { turn } from '../../fakes/turn.js';
import { until } from '../../harness/until.js';

/** In so many slices of that length a patience is counted while the page runs. */
const SLICE_MS = 500;

/** A socket whose server opens at once, and answers as long as it lives. */
class PlayedSocket {
  static made: PlayedSocket[] = [];
  static isReachable = true;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly asked: string[] = [];
  readyState = 1;
  isAlive = PlayedSocket.isReachable;
  /** How long an answer takes. */
  delayMs = 0;
  isClosed = false;

  constructor() {
    PlayedSocket.made.push(this);
    // An unreachable one says nothing, as in a network that has just gone.
    if (this.isAlive) queueMicrotask(() => this.#say('0{"sid":"s","pingInterval":10000,"pingTimeout":10000}', '40{}'));
  }

  send(packet: string): void {
    const [, id, rest] = /^42(\d+)(.*)/.exec(packet) ?? [];
    if (rest === undefined) return;
    this.asked.push(rest);
    const answer = (): void => {
      this.#say(`43${id ?? ''}[{"ok":true}]`);
    };
    if (this.isAlive && this.delayMs === 0) queueMicrotask(answer);
    else if (this.isAlive) setTimeout(answer, this.delayMs);
  }

  close(): void {
    this.isClosed = true;
  }

  #say(...packets: string[]): void {
    for (const data of packets) this.onmessage?.({ data });
  }
}

const WAYS: Record<string, () => void> = {
  'is online again': () => window.dispatchEvent(new Event('online')),
  'is visible again': () => document.dispatchEvent(new Event('visibilitychange')),
  'is back from the cache': () => window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })),
  'is no longer frozen': () => document.dispatchEvent(new Event('resume')),
};

describe('a page that wakes', () => {
  let transport: SocketIoTransport;
  let told: string[];

  beforeEach(() => {
    replace(globalThis, 'WebSocket', PlayedSocket);
    PlayedSocket.made = [];
    PlayedSocket.isReachable = true;
    told = [];
    transport = new SocketIoTransport('https://example.org');
    for (const what of ['connected', 'disconnected'] as const) {
      transport.addEventListener(`signaling-${what}`, () => told.push(what));
    }
  });

  afterEach(() => {
    transport.close();
    restore();
  });

  async function open(): Promise<PlayedSocket> {
    transport.open();
    await turn();
    const [socket] = PlayedSocket.made;
    if (!socket) throw new Error('No socket was made.');
    expect(told).to.deep.equal(['connected']);
    return socket;
  }

  for (const [way, wake] of Object.entries(WAYS)) {
    it(`as it ${way} connects at once when it waits for its next attempt`, async () => {
      const socket = await open();
      PlayedSocket.isReachable = false;
      socket.onclose?.();
      await until(() => PlayedSocket.made.length > 1, 'the next attempt');
      const tried = PlayedSocket.made.length;
      PlayedSocket.isReachable = true;
      wake();
      expect(PlayedSocket.made).to.have.length(tried + 1);
      await turn();
      expect(told).to.deep.equal(['connected', 'disconnected', 'connected']);
    });

    it(`as it ${way} detects that its socket is dead, and reconnects`, async () => {
      // So long an answer is waited for.
      hurryTimers('setTimeout', SLICE_MS, 20);
      const socket = await open();
      socket.isAlive = false;
      wake();
      await until(() => transport.isConnected && told.length === 3);
      expect([told, socket.isClosed]).to.deep.equal([['connected', 'disconnected', 'connected'], true]);
    });
  }

  it('that looks because its network may be another one gives a dead socket three seconds, not those of a heartbeat', async () => {
    hurryTimers('setTimeout', SLICE_MS, 20);
    const socket = await open();
    await transport.check();
    expect([told, socket.isClosed]).to.deep.equal([['connected'], false]);
    socket.isAlive = false;
    await Promise.all([transport.check(), transport.check()]);
    await until(() => transport.isConnected);
    expect([told, socket.isClosed]).to.deep.equal([['connected', 'disconnected', 'connected'], true]);
    expect([socket.asked.length, PlayedSocket.made.length]).to.deep.equal([2, 2]);
  });

  it('keeps a socket that answers, and probes once, however many signs there are', async () => {
    const socket = await open();
    for (const wake of Object.values(WAYS)) wake();
    await turn();
    expect([told, socket.asked, PlayedSocket.made.length]).to.deep.equal([['connected'], ['["state:set",{}]'], 1]);
  });

  it('keeps a socket whose answer waits for its turn in a page that gets no processor time', async () => {
    hurryTimers('setTimeout', SLICE_MS, 20);
    hurryTimers('setTimeout', 3000, 20);
    const socket = await open();
    socket.delayMs = 200;
    const checked = transport.check();
    for (const end = performance.now() + 300; performance.now() < end;);
    await checked;
    expect([told, PlayedSocket.made.length]).to.deep.equal([['connected'], 1]);
  });

  it('goes on with an attempt that is under way when late timers alone are the sign, as those of a busy page are', async () => {
    hurryTimers('setInterval', 5000, 20);
    const socket = await open();
    PlayedSocket.isReachable = false;
    socket.onclose?.();
    await until(() => PlayedSocket.made.length > 1, 'the next attempt');
    let looks = 0;
    const { now } = Date;
    replace(Date, 'now', () => now() + 60_000 * (looks += 1));
    await until(() => looks > 4, 'late timers');
    expect(PlayedSocket.made).to.have.length(2);
  });

  it('probes nothing when it is hidden, shown for the first time, or when the call is over', async () => {
    const socket = await open();
    replace(document, 'hidden', true);
    WAYS['is visible again']?.();
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: false }));
    transport.close();
    restore();
    for (const wake of Object.values(WAYS)) wake();
    await turn();
    expect([socket.asked, PlayedSocket.made.length]).to.deep.equal([[], 1]);
  });

  it('is detected by timers that fire late, as after a sleep', async () => {
    let woken = 0;
    hurryTimers('setInterval', 5000, 20);
    const stop = onPageWake(() => (woken += 1));
    const { now } = Date;
    replace(Date, 'now', () => now() + 60_000);
    await until(() => woken > 0);
    stop();
    expect(woken).to.equal(1);
  });
});
