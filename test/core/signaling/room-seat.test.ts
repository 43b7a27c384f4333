import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { RoomSeat } from '../../../src/core/signaling/room-seat.js';
import { codeOf } from '../../fakes/code-of.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { FakeTransport } from '../../fakes/fake-transport.js';
import { NONCE, SeatWorld } from '../../fakes/seat-world.js';
import { turn } from '../../fakes/turn.js';
import { admission, spokenHere } from '../../fakes/wire.js';

describe('a seat', () => {
  let world: SeatWorld;
  let clock: FakeClock;
  let transport: FakeTransport;
  let seat: RoomSeat;
  let told: string[];

  beforeEach(() => {
    world = new SeatWorld();
    ({ clock, transport, seat, told } = world);
  });

  afterEach(() => world.close());

  it('is requested once connected, and reported when given', async () => {
    const taking = seat.take();
    await turn();
    expect([transport.isOpen, transport.sent]).to.deep.equal([true, []]);
    transport.connect();
    const { name, payload, answer } = await transport.next();
    expect([name, payload]).to.deep.equal([
      'room:join',
      { ...world.request, ...spokenHere(), nonce: NONCE, lastSeq: 0 },
    ]);
    expect(told).to.deep.equal([]);
    answer(admission());
    await taking;
    expect(told).to.deep.equal(['admitted']);
    expect(clock.pending).to.equal(0);
  });

  it('is given up as unreachable when the first connection takes 10 s', async () => {
    const taking = seat.take();
    await turn();
    clock.advance(9999);
    await turn();
    expect(told).to.deep.equal([]);
    clock.advance(1);
    await taking;
    expect(told).to.deep.equal(['refused: signaling-unreachable']);
  });

  it('is given up as unreachable when the server is reached and does not answer for 10 s', async () => {
    const taking = seat.take();
    transport.connect();
    await transport.next();
    clock.advance(10_000);
    await taking;
    expect(told).to.deep.equal(['refused: signaling-unreachable']);
  });

  it('is requested again when the connection drops during the request', async () => {
    const taking = seat.take();
    transport.connect();
    await transport.next();
    transport.drop();
    await turn();
    transport.connect();
    const { payload, answer } = await transport.next();
    expect(payload).to.deep.equal({ ...world.request, ...spokenHere(), nonce: NONCE, lastSeq: 0 });
    answer(admission());
    await taking;
    expect(told).to.deep.equal(['admitted']);
    expect(transport.sent).to.deep.equal(['room:join', 'room:join']);
  });

  it('is requested again when the server does not answer in time', async () => {
    const taking = seat.take();
    transport.connect();
    (await transport.next()).refuse('signaling-unreachable');
    (await transport.next()).answer(admission());
    await taking;
    expect(told).to.deep.equal(['admitted']);
  });

  it('is refused with the server’s code', async () => {
    const taking = seat.take();
    transport.connect();
    (await transport.next()).refuse('room-full');
    await taking;
    expect(told).to.deep.equal(['refused: room-full']);
  });

  it('is refused when the request cannot be made', async () => {
    const failing = new RoomSeat(transport, () => Promise.reject(new CallError('token-expired')), clock, NONCE);
    const refused: string[] = [];
    failing.addEventListener('seat-refused', ({ error }) => refused.push(error.code));
    transport.connect();
    await failing.take();
    expect(refused).to.deep.equal(['token-expired']);
    failing.leave();
  });

  it('lets a newcomer wait in the lobby, keeps that place over a drop, and is given by an event', async () => {
    const taking = seat.take();
    transport.connect();
    (await transport.next()).answer({ lobby: true, resume: 'in the lobby' });
    await taking;
    expect(told).to.deep.equal(['waiting']);
    transport.drop();
    transport.connect();
    const again = await transport.next();
    expect(again.payload).to.include({ resume: 'in the lobby' });
    again.answer({ lobby: true, resume: 'in the lobby' });
    await turn();
    transport.tell({ name: 'lobby:admitted', payload: { seq: 1, ...admission({ resume: 'inside' }) } });
    expect(told).to.deep.equal(['waiting', 'waiting', 'admitted']);
    transport.drop();
    transport.connect();
    expect((await transport.next()).payload).to.include({ resume: 'inside', lastSeq: 1 });
  });

  it('tells the server of a leave, and hears no more of it', async () => {
    await world.sitDown();
    seat.leave();
    // In the same turn: the page may be unloaded.
    expect(transport.sent).to.deep.equal(['room:join', 'room:leave']);
    transport.tell({ name: 'room:ended', payload: { seq: 1, reason: 'ended' } });
    (await transport.next()).answer({});
    await turn();
    expect([transport.isOpen, clock.pending]).to.deep.equal([false, 0]);
    expect(told).to.deep.equal(['admitted']);
  });

  it('is left over another connection where the present one broke silently', async () => {
    await world.sitDown('first');
    seat.leave();
    await transport.next();
    clock.advance(2999);
    await turn();
    expect(transport.isConnected).to.equal(true);
    clock.advance(1);
    await turn();
    expect([transport.isOpen, transport.isConnected]).to.deep.equal([true, false]);
    transport.connect();
    const { payload, answer } = await transport.next();
    expect(payload).to.deep.equal({ room: 'tea', resume: 'first' });
    answer({});
    await turn();
    expect([transport.isOpen, clock.pending]).to.deep.equal([false, 0]);
  });

  it('is left by its ticket over the next connection, where there is none, and closes then', async () => {
    await world.sitDown('first');
    transport.drop();
    seat.leave();
    await turn();
    expect([transport.isOpen, transport.sent]).to.deep.equal([true, ['room:join']]);
    transport.connect();
    const { name, payload, answer } = await transport.next();
    expect([name, payload]).to.deep.equal(['room:leave', { room: 'tea', resume: 'first' }]);
    expect(transport.isOpen).to.equal(true);
    answer({});
    await turn();
    expect([transport.isOpen, clock.pending, transport.sent.length]).to.deep.equal([false, 0, 2]);
    expect(told).to.deep.equal(['admitted', 'lost']);
  });

  it('is left by its ticket again when the connection is lost before the answer', async () => {
    await world.sitDown();
    transport.drop();
    seat.leave();
    for (let drop = 0; drop < 3; drop += 1) {
      transport.connect();
      await transport.next();
      transport.drop();
      await turn();
    }
    transport.connect();
    (await transport.next()).refuse('internal');
    await turn();
    expect([transport.isOpen, clock.pending]).to.deep.equal([false, 0]);
  });

  it('is left by its ticket for 30 s, and not any longer', async () => {
    await world.sitDown();
    transport.drop();
    seat.leave();
    clock.advance(29_999);
    await turn();
    expect(transport.isOpen).to.equal(true);
    clock.advance(1);
    await turn();
    expect([transport.isOpen, clock.pending, transport.sent]).to.deep.equal([false, 0, ['room:join']]);
  });

  it('is left by its ticket while it is requested again', async () => {
    await world.sitDown();
    transport.drop();
    transport.connect();
    await transport.next();
    const leave = transport.next();
    seat.leave();
    const { payload, answer } = await leave;
    expect(payload).to.deep.equal({ room: 'tea', resume: 'ticket' });
    answer({});
    await turn();
    expect(transport.isOpen).to.equal(false);
  });

  it('is not left once more when the server has ended it', async () => {
    await world.sitDown();
    transport.tell({ name: 'room:ended', payload: { seq: 1, reason: 'removed' } });
    transport.drop();
    seat.leave();
    expect([transport.isOpen, transport.sent, clock.pending]).to.deep.equal([false, ['room:join'], 0]);
  });

  it('is not left once more when the server did not give it back', async () => {
    await world.sitDown();
    transport.drop();
    transport.connect();
    (await transport.next()).refuse('denied');
    await turn();
    transport.drop();
    seat.leave();
    expect([transport.isOpen, clock.pending]).to.deep.equal([false, 0]);
  });

  it('is left once, however often leave is called', async () => {
    await world.sitDown();
    seat.leave();
    seat.leave();
    expect(transport.sent).to.deep.equal(['room:join', 'room:leave']);
  });

  it('is left in the middle of joining, and reports nothing any more', async () => {
    const taking = seat.take();
    transport.connect();
    const { answer } = await transport.next();
    seat.leave();
    answer(admission());
    await taking;
    (await transport.next()).answer({});
    await turn();
    expect(told).to.deep.equal([]);
    expect(transport.sent).to.deep.equal(['room:join', 'room:leave']);
    expect(clock.pending).to.equal(0);
  });

  it('is left by what it was requested with, where the answer was lost', async () => {
    const taking = seat.take();
    transport.connect();
    await transport.next();
    transport.drop();
    expect(seat.leave()).to.deep.equal({ room: 'tea', nonce: NONCE });
    await taking;
    transport.connect();
    const { name, payload, answer } = await transport.next();
    expect([name, payload]).to.deep.equal(['room:leave', { room: 'tea', nonce: NONCE }]);
    answer({});
    await turn();
    expect([transport.isOpen, clock.pending]).to.deep.equal([false, 0]);
  });

  it('is left by what it was requested with, where no answer came in time', async () => {
    const taking = seat.take();
    transport.connect();
    await transport.next();
    clock.advance(10_000);
    await taking;
    expect(told).to.deep.equal(['refused: signaling-unreachable']);
    expect(seat.leave()).to.deep.equal({ room: 'tea', nonce: NONCE });
  });

  it('is requested after the one before it was given up, over the same connection', async () => {
    const former = { room: 'tea', resume: 'of before' };
    const taking = seat.take(former);
    transport.connect();
    await transport.next();
    transport.drop();
    await turn();
    transport.connect();
    const leave = await transport.next();
    expect([leave.name, leave.payload]).to.deep.equal(['room:leave', former]);
    (await transport.next()).answer(admission());
    await taking;
    transport.drop();
    transport.connect();
    await transport.next();
    expect(transport.sent).to.deep.equal(['room:leave', 'room:join', 'room:leave', 'room:join', 'room:join']);
    expect(told).to.deep.equal(['admitted', 'lost']);
  });

  it('is left before the first connection without a message to the server', async () => {
    const taking = seat.take();
    await turn();
    seat.leave();
    await taking;
    expect([transport.isOpen, transport.sent, told]).to.deep.equal([false, [], []]);
  });

  it('is not requested any more once it was left', async () => {
    seat.leave();
    await seat.take();
    expect([transport.isOpen, transport.sent, told]).to.deep.equal([false, [], []]);
  });

  it('fails pending requests, and all later ones, on leaving', async () => {
    await world.sitDown();
    transport.drop();
    const waiting = codeOf(seat.request('state:set', { hand: true }));
    seat.leave();
    expect(await waiting).to.equal('not-allowed');
    expect(await codeOf(seat.request('state:set', {}))).to.equal('not-allowed');
  });
});

describe('a seat whose request is never made', () => {
  it('is given up after 10 s, as when a server does not answer', async () => {
    const clock = new FakeClock();
    const seat = new RoomSeat(new FakeTransport(), () => new Promise<never>(() => undefined), clock, NONCE);
    const refused = new Promise<string>((resolve) => {
      seat.addEventListener('seat-refused', ({ error }) => {
        resolve(error.code);
      });
    });
    void seat.take();
    clock.advance(10_000);
    expect(await refused).to.equal('signaling-unreachable');
    seat.leave();
  });
});
