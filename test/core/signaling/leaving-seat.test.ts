import { expect } from '@open-wc/testing';
import type { FormerSeat, RoomSeat } from '../../../src/core/signaling/room-seat.js';
import { type FakeClock } from '../../fakes/browser/fake-clock.js';
import { type FakeTransport } from '../../fakes/fake-transport.js';
import { NONCE, SeatWorld } from '../../fakes/worlds/seat-world.js';
import { turn } from '../../fakes/turn.js';
import { admission } from '../../fakes/wire.js';

describe('a seat that is left', () => {
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
    expect(seat.leave()?.leave).to.deep.equal({ room: 'tea', nonce: NONCE });
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
    expect(seat.leave()?.leave).to.deep.equal({ room: 'tea', nonce: NONCE });
  });

  it('is requested after the one before it was given up, over the same connection', async () => {
    const leave = { room: 'tea', resume: 'of before' };
    const former: FormerSeat = { leave };
    const taking = seat.take(former);
    transport.connect();
    await transport.next();
    transport.drop();
    await turn();
    transport.connect();
    const asked = await transport.next();
    expect([asked.name, asked.payload]).to.deep.equal(['room:leave', leave]);
    (await transport.next()).answer(admission());
    await taking;
    // The other connection has brought an answer meanwhile.
    former.leave = null;
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
});
