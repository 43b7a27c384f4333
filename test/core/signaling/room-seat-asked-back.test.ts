import { expect } from '@open-wc/testing';
import type { RoomSeat } from '../../../src/core/signaling/room-seat.js';
import { codeOf } from '../../fakes/code-of.js';
import { type FakeClock } from '../../fakes/browser/fake-clock.js';
import { type FakeTransport } from '../../fakes/fake-transport.js';
import { SOURCES, SeatWorld } from '../../fakes/worlds/seat-world.js';
import { turn } from '../../fakes/turn.js';
import { admission, spokenHere } from '../../fakes/wire.js';

describe('a seat that was lost', () => {
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

  it('is lost with the connection, and requested again with its ticket and the last event received', async () => {
    await world.sitDown();
    transport.tell({ name: 'participant:left', payload: { seq: 7, id: 'ann', reason: 'left' } });
    world.request = { ...world.request, sources: { ...SOURCES, camera: true } };
    transport.drop();
    expect(told).to.deep.equal(['admitted', 'participant:left', 'lost']);
    transport.connect();
    const { payload, answer } = await transport.next();
    expect(payload).to.deep.equal({ ...world.request, ...spokenHere(), resume: 'ticket', lastSeq: 7 });
    answer(admission());
    await turn();
    expect(told.at(-1)).to.equal('admitted again');
  });

  it('is requested from the first event on when none was received', async () => {
    await world.sitDown();
    transport.drop();
    transport.connect();
    expect((await transport.next()).payload).to.deep.equal({
      ...world.request,
      ...spokenHere(),
      resume: 'ticket',
      lastSeq: 0,
    });
  });

  it('is requested by its newest ticket', async () => {
    await world.sitDown('first');
    transport.drop();
    transport.connect();
    (await transport.next()).answer(admission({ resume: 'second' }));
    await turn();
    transport.drop();
    transport.connect();
    expect((await transport.next()).payload).to.include({ resume: 'second' });
  });

  it('is requested for as long as it takes, over any number of drops', async () => {
    await world.sitDown();
    for (let drop = 0; drop < 5; drop += 1) {
      transport.drop();
      clock.advance(60_000);
      await turn();
      transport.connect();
      await transport.next();
    }
    transport.drop();
    transport.connect();
    (await transport.next()).answer(admission());
    await turn();
    expect(told).to.deep.equal(['admitted', 'lost', 'admitted again']);
  });

  it('tells once what came with an answer that was read too late, as the server sends it again', async () => {
    await world.sitDown();
    transport.drop();
    transport.connect();
    const message = { name: 'participant:left', payload: { seq: 7, id: 'ann', reason: 'left' } } as const;
    const { answer } = await transport.next();
    answer(admission());
    transport.tell(message);
    transport.drop();
    await turn();
    transport.connect();
    const again = await transport.next();
    expect(again.payload).to.include({ lastSeq: 0 });
    again.answer(admission());
    transport.tell(message);
    await turn();
    expect(told).to.deep.equal(['admitted', 'lost', 'admitted again', 'participant:left']);
  });

  it('is asked for again, as a place in the lobby, while the server refuses for now', async () => {
    const taking = seat.take();
    transport.connect();
    (await transport.next()).answer({ lobby: true, resume: 'ticket' });
    await taking;
    transport.drop();
    transport.connect();
    (await transport.next()).refuse('rate-limited');
    await turn();
    clock.advance(2000);
    (await transport.next()).answer(admission());
    await turn();
    expect(told).to.deep.equal(['waiting', 'admitted']);
  });

  it('is refused when the server does not give it back', async () => {
    await world.sitDown();
    transport.drop();
    transport.connect();
    (await transport.next()).refuse('token-expired');
    await turn();
    expect(told).to.deep.equal(['admitted', 'lost', 'refused: token-expired']);
  });

  for (const code of ['rate-limited', 'internal'] as const) {
    it(`is requested again and again, at a pace that slows down, while the server refuses with “${code}”`, async () => {
      await world.sitDown();
      transport.drop();
      transport.connect();
      for (const pauseMs of [2000, 4000, 8000, 16_000, 16_000]) {
        (await transport.next()).refuse(code);
        await turn();
        const { length } = transport.sent;
        clock.advance(pauseMs - 1);
        await turn();
        expect(transport.sent, 'requests before the pause is over').to.have.length(length);
        clock.advance(1);
      }
      (await transport.next()).answer(admission());
      await turn();
      expect(told).to.deep.equal(['admitted', 'lost', 'admitted again']);
    });
  }

  it('is left in the pause after a refusal, and waits over a drop in it for the next connection', async () => {
    await world.sitDown();
    transport.drop();
    transport.connect();
    (await transport.next()).refuse('rate-limited');
    await turn();
    transport.drop();
    clock.advance(2000);
    await turn();
    expect(transport.sent).to.have.length(2);
    transport.connect();
    (await transport.next()).refuse('rate-limited');
    await turn();
    seat.leave();
    const { name, answer } = await transport.next();
    answer({});
    await turn();
    expect([name, clock.pending, told]).to.deep.equal(['room:leave', 0, ['admitted', 'lost']]);
  });

  it('delays requests until it is given back, and sends them in order after', async () => {
    await world.sitDown();
    transport.drop();
    void codeOf(seat.request('state:set', { hand: true }));
    const asked = seat.request('chat:send', { id: '1', text: 'hi' });
    transport.connect();
    const join = await transport.next();
    await turn();
    expect(transport.sent.slice(1)).to.deep.equal(['room:join']);
    join.answer(admission());
    await transport.next();
    (await transport.next()).answer({ at: 5 });
    expect(await asked).to.deep.equal({ at: 5 });
    expect(transport.sent.slice(1)).to.deep.equal(['room:join', 'state:set', 'chat:send']);
  });

  it('never lets a delayed request overtake the next request for it', async () => {
    await world.sitDown();
    transport.drop();
    void codeOf(seat.request('state:set', { hand: true }));
    transport.connect();
    const join = await transport.next();
    // Given back, and lost again at once.
    seat.addEventListener('seat-admitted', () => queueMicrotask(() => transport.drop()), { once: true });
    join.answer(admission());
    await turn();
    transport.connect();
    (await transport.next()).answer(admission());
    await transport.next();
    expect(transport.sent.slice(2)).to.deep.equal(['room:join', 'state:set']);
  });

  it('fails a request that was pending when the connection dropped', async () => {
    await world.sitDown();
    const asked = codeOf(seat.request('state:set', { hand: true }));
    await transport.next();
    transport.drop();
    expect(await asked).to.equal('signaling-unreachable');
  });
});
