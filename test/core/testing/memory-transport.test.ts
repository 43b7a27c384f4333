import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { MemorySignaling } from '../../../src/testing/memory/memory-signaling.js';
import type { Admission, EventName, RequestName, RequestPayload, ServerEvent } from '../../../src/protocol/protocol.js';
import type { SignalingTransport } from '../../../src/core/signaling/signaling-transport.js';
import { signalingContract } from '../../contracts/signaling-contract.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

const GRACE_MS = 30_000;

/** A participant at a transport, with every event they were sent. */
class Client {
  readonly transport: SignalingTransport;
  readonly told: ServerEvent[] = [];
  readonly connections: string[] = [];

  constructor(server: MemorySignaling) {
    this.transport = server.createTransport();
    this.transport.addEventListener('signaling-message', ({ message }) => this.told.push(message));
    for (const type of ['signaling-connected', 'signaling-disconnected'] as const) {
      this.transport.addEventListener(type, () => this.connections.push(type));
    }
    this.transport.open();
  }

  get toldNames(): EventName[] {
    return this.told.map(({ name }) => name);
  }

  async join(name: string, more: Partial<RequestPayload<'room:join'>> = {}): Promise<Admission> {
    const reply = await this.transport.request('room:join', { room: 'tea', name, ...more });
    if ('lobby' in reply) throw new Error('There is no lobby.');
    return reply;
  }

  async failure<Name extends RequestName>(name: Name, payload: RequestPayload<Name>): Promise<string> {
    return codeOf(this.transport.request(name, payload));
  }
}

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (error instanceof CallError ? error.code : String(error)),
  );
}

/** Everything in flight in memory arrives within a task. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

describe('a signaling transport in memory', () => {
  let clock: FakeClock;
  let server: MemorySignaling;
  beforeEach(() => {
    clock = new FakeClock();
    server = new MemorySignaling({ clock, graceMs: GRACE_MS, maxParticipants: 3 });
  });
  afterEach(() => {
    server.close();
    expect(clock.pending, 'timers left behind').to.equal(0);
  });

  for (const { name, run } of signalingContract) {
    it(name, async () => {
      const own = new MemorySignaling({ maxParticipants: 40 });
      await run({ createTransport: () => own.createTransport() });
      own.close();
    });
  }

  it('keeps the seat of a participant who is dropped, silently', async () => {
    const [ann, bob] = [new Client(server), new Client(server)];
    const { self } = await ann.join('Ann');
    await bob.join('Bob');
    server.drop(self.id);
    await settled();
    clock.advance(GRACE_MS - 1);
    await settled();
    expect(ann.connections).to.deep.equal(['signaling-connected', 'signaling-disconnected']);
    expect(ann.transport.isConnected).to.equal(false);
    expect(bob.told).to.deep.equal([]);
  });

  it('gives up the seat of a participant who is dropped for longer than the grace time', async () => {
    const [ann, bob] = [new Client(server), new Client(server)];
    const { self } = await ann.join('Ann');
    await bob.join('Bob');
    server.drop(self.id);
    clock.advance(GRACE_MS);
    await settled();
    expect(bob.told[0]).to.deep.equal({
      name: 'participant:left',
      payload: { seq: 1, id: self.id, reason: 'network' },
    });
    expect(bob.toldNames).to.deep.equal(['participant:left', 'participant:updated']);
  });

  it('lets a restored participant come back to everything that was missed', async () => {
    const [ann, bob] = [new Client(server), new Client(server)];
    const { self, resume } = await ann.join('Ann');
    const { self: bobSelf } = await bob.join('Bob');
    await settled();
    server.drop(self.id);
    await bob.transport.request('chat:send', { id: 'm', text: 'missed' });
    server.restore(self.id);
    const reply = await ann.join('Ann', { resume, lastSeq: 1 });
    await settled();
    expect(reply).to.deep.include({ self, participants: [bobSelf] });
    expect(ann.told.map(({ payload }) => payload.seq)).to.deep.equal([1, 2]);
    expect(bob.told).to.deep.equal([]);
  });

  it('accepts a ticket after a restart, and makes no other participant host', async () => {
    const [ann, bob] = [new Client(server), new Client(server)];
    const { self, resume } = await ann.join('Ann');
    await bob.join('Bob');
    await ann.transport.request('moderate:lobby', { on: true });
    await ann.transport.request('moderate:lobby', { on: false });
    server.restart();
    await settled();
    expect(ann.connections).to.deep.equal(['signaling-connected', 'signaling-disconnected', 'signaling-connected']);
    expect(await ann.failure('state:set', { hand: true })).to.equal('not-allowed');
    const newcomer = await bob.join('Bob');
    expect(newcomer.self.role).to.equal('guest');
    const returned = await ann.join('Ann', { resume, lastSeq: 1 });
    expect(returned.self).to.deep.equal(self);
    expect(returned.participants).to.deep.equal([newcomer.self]);
    expect(bob.told.at(-1)?.payload.seq).to.equal(1);
  });

  it('refuses a removed participant after a restart, and keeps the lock', async () => {
    const [ann, bob, cas] = [new Client(server), new Client(server), new Client(server)];
    const host = await ann.join('Ann');
    const { self, resume } = await bob.join('Bob');
    await ann.transport.request('moderate:remove', { id: self.id });
    await ann.transport.request('moderate:lock', { on: true });
    clock.advance(2000);
    await settled();
    server.restart();
    await settled();
    const request = { room: 'tea', name: 'Name' };
    expect(await cas.failure('room:join', request)).to.equal('room-locked');
    expect(await bob.failure('room:join', { ...request, resume })).to.equal('denied');
    expect((await ann.join('Ann', { resume: host.resume })).room.locked).to.equal(true);
  });

  it('fails what is pending when the server becomes unreachable, and sends later requests when it is back', async () => {
    const ann = new Client(server);
    const { resume } = await ann.join('Ann');
    const underWay = ann.failure('state:set', { hand: true });
    server.unreachable();
    expect(await underWay).to.equal('signaling-unreachable');
    const waiting = ann.join('Ann', { resume });
    await settled();
    expect(ann.transport.isConnected).to.equal(false);
    server.unreachable(false);
    expect((await waiting).self.hand).to.equal(false);
  });

  it('refuses the next request when it is told to, and no other', async () => {
    const ann = new Client(server);
    server.refuseNext('rate-limited', 'chat:send');
    await ann.join('Ann');
    expect(await ann.failure('chat:send', { id: 'm', text: 'x' })).to.equal('rate-limited');
    expect(await ann.failure('chat:send', { id: 'm', text: 'x' })).to.equal('done');
    server.refuseNext('internal');
    expect(await ann.failure('ice:refresh', {})).to.equal('internal');
    expect(await ann.failure('ice:refresh', {})).to.equal('done');
  });

  it('still delivers what was requested just before closing', async () => {
    const [ann, bob] = [new Client(server), new Client(server)];
    const { self } = await ann.join('Ann');
    await bob.join('Bob');
    const leaving = codeOf(ann.transport.request('room:leave', {}));
    ann.transport.close();
    ann.transport.close();
    expect(await leaving).to.equal('signaling-unreachable');
    await settled();
    expect(bob.told[0]?.payload).to.deep.equal({ seq: 1, id: self.id, reason: 'left' });
    ann.transport.open();
    expect((await ann.join('Ann')).self.id).not.to.equal(self.id);
  });

  it('aborts a request when told to, before and after it was sent', async () => {
    const ann = new Client(server);
    await ann.join('Ann');
    const reason = new Error('enough');
    const sent = new AbortController();
    const asking = ann.transport.request('ice:refresh', {}, sent.signal).catch((error: unknown) => error);
    sent.abort(reason);
    expect(await asking).to.equal(reason);
    expect(await ann.transport.request('ice:refresh', {}, sent.signal).catch((error: unknown) => error)).to.equal(
      reason,
    );
  });

  it('copies what it carries', async () => {
    const [ann, bob] = [new Client(server), new Client(server)];
    await ann.join('Ann');
    const { self, participants } = await bob.join('Bob');
    await settled();
    const [event] = ann.told;
    expect(event?.payload).to.deep.equal({ seq: 1, participant: self });
    if (event?.name === 'participant:joined') event.payload.participant.name = 'Changed';
    (participants[0] as { name: string }).name = 'Changed';
    const cas = new Client(server);
    expect((await cas.join('Cas')).participants.map(({ name }) => name)).to.deep.equal(['Ann', 'Bob']);
  });

  it('ends a connection whose seat is taken back by another one, and lets it reconnect later', async () => {
    const [tab, copy] = [new Client(server), new Client(server)];
    const { self, resume } = await tab.join('Ann');
    expect((await copy.join('Ann', { resume })).self).to.deep.equal(self);
    await settled();
    expect(tab.told).to.deep.equal([{ name: 'room:ended', payload: { seq: 1, reason: 'duplicate' } }]);
    expect(tab.transport.isConnected).to.equal(false);
    clock.advance(2000);
    await settled();
    expect(tab.transport.isConnected).to.equal(true);
    expect(await tab.failure('state:set', { hand: true })).to.equal('not-allowed');
  });
});
