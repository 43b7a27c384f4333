import { expect } from '@open-wc/testing';
import { MemorySignaling } from '../../../src/testing/memory/memory-signaling.js';
import { RoomSeat } from '../../../src/core/signaling/room-seat.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

describe('a seat at a server that sends several events in one turn', () => {
  const clock = new FakeClock();
  let server: MemorySignaling;
  beforeEach(() => {
    server = new MemorySignaling({ clock });
  });
  afterEach(() => {
    server.close();
  });

  /** A seat, and what it reported, in order. */
  const createSeat = (name: string): { seat: RoomSeat; told: string[] } => {
    const seat = new RoomSeat(
      server.createTransport(),
      () => Promise.resolve({ room: 'tea', name }),
      clock,
      name.padEnd(32),
    );
    const told: string[] = [];
    seat.addEventListener('seat-admitted', () => told.push('admitted'));
    seat.addEventListener('seat-message', ({ message }) => told.push(message.name));
    return { seat, told };
  };

  it('reports the next newcomer only after it is admitted itself', async () => {
    const [ann, bob] = [createSeat('Ann'), createSeat('Bob')];
    await Promise.all([ann.seat.take(), bob.seat.take()]);
    expect(ann.told).to.deep.equal(['admitted', 'participant:joined']);
    expect(bob.told).to.deep.equal(['admitted']);
  });

  it('reports what was missed only after it is admitted again', async () => {
    const [ann, bob] = [createSeat('Ann'), createSeat('Bob')];
    let annId = '';
    ann.seat.addEventListener('seat-admitted', ({ admission }) => (annId = admission.self.id));
    await ann.seat.take();
    await bob.seat.take();
    server.drop(annId);
    await bob.seat.request('chat:send', { id: 'm', text: 'missed' });
    server.restore(annId);
    await ann.seat.request('ice:refresh', {});
    expect(ann.told).to.deep.equal(['admitted', 'participant:joined', 'admitted', 'chat:message']);
  });
});
