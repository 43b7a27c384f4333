import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { RoomSeat } from '../../../src/core/signaling/room-seat.js';
import { codeOf } from '../../fakes/code-of.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { FakeTransport } from '../../fakes/fake-transport.js';
import { NONCE, SeatWorld } from '../../fakes/worlds/seat-world.js';
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

  it('is not given up for the time in which the machine slept meanwhile', async () => {
    const taking = seat.take();
    transport.connect();
    const { answer } = await transport.next();
    clock.stall(60_000);
    answer(admission());
    await taking;
    expect(told).to.deep.equal(['admitted']);
    expect(clock.pending).to.equal(0);
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
