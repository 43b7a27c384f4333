import { expect } from '@open-wc/testing';
import { WebSocketWire } from '../../../src/core/signaling/web-socket-wire.js';

const HELLO = '0{"sid":"s","pingInterval":10000,"pingTimeout":10000}';

/** A server at the other end of a socket, played by the test. */
class PlayedSocket {
  static made: PlayedSocket[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly sent: string[] = [];
  readyState = 1;
  readonly url: string;
  isClosed = false;

  constructor(url: string) {
    this.url = url;
    PlayedSocket.made.push(this);
  }

  send(packet: string): void {
    this.sent.push(packet);
  }

  close(): void {
    this.isClosed = true;
    this.readyState = 3;
  }

  say(...packets: unknown[]): void {
    for (const data of packets) this.onmessage?.({ data });
  }
}

describe('Socket.IO over a plain WebSocket', () => {
  const { WebSocket } = globalThis;
  let told: unknown[];
  let heard: (what: string) => Promise<void>;
  let wire: WebSocketWire;

  beforeEach(() => {
    globalThis.WebSocket = PlayedSocket as unknown as typeof WebSocket;
    PlayedSocket.made = [];
    told = [];
    const waiting = new Map<string, () => void>();
    heard = (what) => new Promise((resolve) => waiting.set(what, resolve));
    const tell = (what: string, ...more: unknown[]): void => {
      told.push(more.length > 0 ? [what, ...more] : what);
      waiting.get(what)?.();
    };
    wire = new WebSocketWire(
      'https://example.org/calls/socket.io/',
      {
        handleOpen: () => {
          tell('open');
        },
        handleLost: () => {
          tell('lost');
        },
        handleEvent: (name, payload) => {
          tell(name, payload);
        },
      },
      () => {
        tell('blocked');
      },
    );
  });

  afterEach(() => {
    wire.close();
    globalThis.WebSocket = WebSocket;
  });

  function open(): PlayedSocket {
    wire.open();
    const socket = PlayedSocket.made.at(-1);
    if (!socket) throw new Error('No socket was made.');
    socket.say(HELLO, '40{"sid":"t"}');
    return socket;
  }

  it('enters its namespace after the handshake, and answers pings', () => {
    const socket = open();
    socket.say('2');
    expect(socket.url).to.equal('wss://example.org/calls/socket.io/?EIO=4&transport=websocket');
    expect(socket.sent).to.deep.equal(['40', '3']);
    expect([told, wire.isOpen]).to.deep.equal([['open'], true]);
  });

  it('gives each request its own answer, in whatever order they arrive', async () => {
    const socket = open();
    const answers = Promise.all([wire.request('one', { a: 1 }), wire.request('two', { b: '2\n' })]);
    expect(socket.sent.slice(1)).to.deep.equal(['421["one",{"a":1}]', '422["two",{"b":"2\\n"}]']);
    socket.say('432[{"ok":2}]', '431[{"ok":1}]', '431[{"ok":"again"}]', '439[{"ok":"nobody"}]');
    expect(await answers).to.deep.equal([{ ok: 1 }, { ok: 2 }]);
  });

  it('ignores what it cannot read', () => {
    const socket = open();
    socket.say('', 'x', '42', '42{', '42null', '43[', '431', '45', '7', new Blob(['42']), '42["told",{"seq":1}]');
    expect(wire.isOpen).to.equal(true);
    expect(told.at(-1)).to.deep.equal(['told', { seq: 1 }]);
  });

  it('fails what is pending and reconnects when the connection is lost', async () => {
    const socket = open();
    const asked = wire.request('one', {}).catch((error: unknown) => error);
    socket.onclose?.();
    expect(await asked).to.be.instanceOf(Error);
    expect([told, wire.isOpen]).to.deep.equal([['open', 'lost'], false]);
    const blocked = heard('blocked');
    while (PlayedSocket.made.length < 2) await new Promise(requestAnimationFrame);
    PlayedSocket.made[1]?.onerror?.();
    await blocked;
    expect(told).to.deep.equal(['open', 'lost', 'blocked']);
  });

  it('sends nothing on a socket that is closed, and whose event has not come yet', async () => {
    const socket = open();
    socket.readyState = 3;
    const asked = wire.request('one', {}).catch((error: unknown) => error);
    socket.say('2');
    expect(socket.sent).to.deep.equal(['40']);
    socket.onclose?.();
    expect(await asked).to.be.instanceOf(Error);
  });

  it('counts a server that has fallen silent as lost', async () => {
    wire.open();
    const lost = heard('lost');
    const [socket] = PlayedSocket.made;
    socket?.say('0{"sid":"s","pingInterval":10,"pingTimeout":10}', '40{"sid":"t"}');
    await lost;
    expect([socket?.isClosed, wire.isOpen]).to.deep.equal([true, false]);
  });

  it('closes a socket that is still being opened once it is open, of which browsers would warn before', () => {
    wire.open();
    const [socket] = PlayedSocket.made;
    if (!socket) throw new Error('No socket was made.');
    socket.readyState = 0;
    wire.close();
    expect(socket.isClosed).to.equal(false);
    socket.readyState = 1;
    socket.onopen?.();
    expect([socket.isClosed, told]).to.deep.equal([true, []]);
    socket.onclose?.();
    expect(PlayedSocket.made).to.have.length(1);
  });

  it('opens another socket where it is wanted again while the former one is still being opened', () => {
    wire.open();
    const [former] = PlayedSocket.made;
    if (!former) throw new Error('No socket was made.');
    former.readyState = 0;
    wire.close();
    const socket = open();
    former.onopen?.();
    former.say(HELLO, '40{"sid":"former"}');
    former.onclose?.();
    expect([former.isClosed, socket.isClosed, wire.isOpen]).to.deep.equal([true, false, true]);
    expect(told).to.deep.equal(['open']);
  });

  it('closes a socket that does not open after a while, once it is closed itself', async () => {
    wire.open();
    const [socket] = PlayedSocket.made;
    if (!socket) throw new Error('No socket was made.');
    socket.readyState = 0;
    wire.close();
    while (!socket.isClosed) await new Promise(requestAnimationFrame);
    expect(told).to.deep.equal([]);
  });

  it('hears nothing more from a connection it has closed, and makes none once closed', () => {
    const socket = open();
    wire.close();
    wire.close();
    expect(socket.sent.at(-1)).to.equal('41');
    socket.say('42["late",{}]');
    socket.onclose?.();
    expect(told).to.deep.equal(['open', 'lost']);
    expect(PlayedSocket.made).to.have.length(1);
  });
});
