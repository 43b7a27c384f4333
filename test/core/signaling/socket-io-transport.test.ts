import { webSockets } from '../../fakes/browser/blockable-web-socket.js';
import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import type { Admission, ServerEvent } from '../../../src/protocol/protocol.js';
import type { SignalingEvents, SignalingTransport } from '../../../src/core/signaling/signaling-transport.js';
import { SocketIoTransport } from '../../../src/core/signaling/socket-io-transport.js';
import { codeOf } from '../../fakes/code-of.js';
import { signalingUrl } from '../../harness/browser/real-call.js';

const once = <Type extends keyof SignalingEvents>(transport: SignalingTransport, type: Type) =>
  new Promise<SignalingEvents[Type]>((resolve) => {
    transport.addEventListener(type, resolve, { once: true });
  });

describe('the address of a signaling server', () => {
  for (const address of [
    'ftp://example.org',
    'file:///etc',
    'javascript:alert(1)',
    'localhost:3000',
    'http://',
    'http://[',
  ]) {
    it(`is refused at once when it is ${address}`, () => {
      expect(() => new SocketIoTransport(address))
        .to.throw(CallError, address)
        .that.includes({ code: 'signaling-unreachable', fatal: true });
    });
  }

  for (const address of [
    '',
    '/',
    'wss://example.org',
    'ws://example.org/path',
    'HTTPS://EXAMPLE.ORG',
    '//example.org',
  ]) {
    it(`may be ${address === '' ? 'empty, which is the page’s own' : address}`, () => {
      expect(new SocketIoTransport(address).isConnected).to.equal(false);
    });
  }
});

describe('the connection to a real signaling server', () => {
  let transports: SignalingTransport[];
  let room: string;

  beforeEach(() => {
    transports = [];
    room = crypto.randomUUID();
  });

  afterEach(() => {
    webSockets.isBlocked = false;
    for (const transport of transports) transport.close();
  });

  async function create(): Promise<SignalingTransport> {
    const transport = new SocketIoTransport(await signalingUrl());
    transports.push(transport);
    return transport;
  }

  /** A participant with a seat in the room of this test. */
  async function join(name: string): Promise<{ transport: SignalingTransport; admission: Admission }> {
    const transport = await create();
    transport.open();
    const reply = await transport.request('room:join', { room, name });
    if ('lobby' in reply) throw new Error('There is no lobby.');
    return { transport, admission: reply };
  }

  it('reports when it is open, and answers', async () => {
    const transport = await create();
    const connected = once(transport, 'signaling-connected');
    transport.open();
    expect(transport.isConnected).to.equal(false);
    await connected;
    expect(transport.isConnected).to.equal(true);
    const reply = await transport.request('room:join', { room, name: 'Ann' });
    expect(reply).to.include.keys('self', 'participants', 'iceServers', 'resume', 'room');
  });

  it('delays a request until it is open', async () => {
    const transport = await create();
    const asked = transport.request('room:join', { room, name: 'Ann' });
    transport.open();
    transport.open();
    expect(await asked).to.have.nested.property('self.name', 'Ann');
  });

  it('rejects with the server’s code and keeps its message as the cause', async () => {
    const transport = await create();
    transport.open();
    const error: unknown = await transport.request('state:set', { hand: true }).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(CallError).that.includes({ code: 'not-allowed' });
    expect((error as CallError).cause).to.be.a('string').that.is.not.empty;
  });

  it('reports an unknown code as an internal one', async () => {
    const { transport } = await join('Ann');
    expect(await codeOf(transport.request('moderate:lock', { on: 'yes' as never }))).to.equal('internal');
  });

  it('passes on the server’s events', async () => {
    const { transport } = await join('Ann');
    const told = once(transport, 'signaling-message');
    const { admission } = await join('Bob');
    const { name, payload }: ServerEvent = (await told).message;
    expect([name, payload]).to.deep.equal(['participant:joined', { seq: 1, participant: admission.self }]);
  });

  it('sends the requests that were made just before it is closed', async () => {
    const { transport } = await join('Ann');
    const { transport: witness } = await join('Bob');
    const told = once(witness, 'signaling-message');
    void codeOf(transport.request('room:leave', {}));
    transport.close();
    expect((await told).message).to.deep.include({ name: 'participant:left' });
  });

  it('fails delayed and pending requests when it is closed, also twice', async () => {
    const waiting = await create();
    const asked = codeOf(waiting.request('ice:refresh', {}));
    waiting.open();
    waiting.close();
    waiting.close();
    expect(await asked).to.equal('signaling-unreachable');
    const { transport } = await join('Ann');
    const underWay = codeOf(transport.request('ice:refresh', {}));
    transport.close();
    expect(await underWay).to.equal('signaling-unreachable');
    expect(transport.isConnected).to.equal(false);
  });

  it('can be opened again after it was closed', async () => {
    const { transport } = await join('Ann');
    transport.close();
    transport.open();
    expect(await codeOf(transport.request('room:join', { room, name: 'Ann' }))).to.equal('done');
  });

  it('does not send what was aborted, and drops the answer of what is aborted while pending', async () => {
    const transport = await create();
    const reason = new CallError('not-allowed');
    expect(await codeOf(transport.request('ice:refresh', {}, AbortSignal.abort(reason)))).to.equal('not-allowed');
    const calledOff = new AbortController();
    const waiting = codeOf(transport.request('ice:refresh', {}, calledOff.signal));
    calledOff.abort(reason);
    expect(await waiting).to.equal('not-allowed');
    transport.open();
    await once(transport, 'signaling-connected');
    const later = new AbortController();
    const underWay = codeOf(transport.request('room:join', { room, name: 'Ann' }, later.signal));
    later.abort(reason);
    expect(await underWay).to.equal('not-allowed');
    // It was sent nevertheless: the caller that aborts it has to leave.
    expect(await codeOf(transport.request('room:leave', {}))).to.equal('done');
    expect(await codeOf(transport.request('ice:refresh', {}, AbortSignal.abort(reason)))).to.equal('not-allowed');
  });

  it('reconnects by itself when it drops, and fails what was pending', async () => {
    const { transport } = await join('Ann');
    const [dropped, back] = [once(transport, 'signaling-disconnected'), once(transport, 'signaling-connected')];
    const underWay = codeOf(transport.request('ice:refresh', {}));
    webSockets.made.at(-1)?.close();
    await dropped;
    expect(transport.isConnected).to.equal(false);
    expect(await underWay).to.equal('signaling-unreachable');
    const waiting = codeOf(transport.request('room:join', { room, name: 'Ann' }));
    await back;
    expect(await waiting).to.equal('done');
  });

  it('reconnects by itself when the server hung up', async () => {
    const { transport, admission } = await join('Ann');
    const [dropped, back] = [once(transport, 'signaling-disconnected'), once(transport, 'signaling-connected')];
    const other = await create();
    other.open();
    // Another connection with the same ticket takes the seat.
    await other.request('room:join', { room, name: 'Ann', resume: admission.resume, lastSeq: 0 });
    await dropped;
    await back;
    expect(await codeOf(transport.request('state:set', {}))).to.equal('not-allowed');
  });

  it('uses long polling where WebSockets are blocked', async () => {
    webSockets.isBlocked = true;
    const madeBefore = webSockets.made.length;
    const { transport } = await join('Ann');
    const told = once(transport, 'signaling-message');
    await join('Bob');
    expect((await told).message.name).to.equal('participant:joined');
    expect(webSockets.blockedCount).to.be.greaterThan(0);
    expect(webSockets.made).to.have.length(madeBefore);
  });
});
