import { expect } from '@open-wc/testing';
import { RoomSeat, type JoinRequest } from '../../../src/core/signaling/room-seat.js';
import { FakeClock } from '../browser/fake-clock.js';
import { FakeTransport } from '../fake-transport.js';
import { turn } from '../turn.js';
import { admission } from '../wire.js';

/** What a seat is requested with until there is a ticket. */
export const NONCE = 'a nonce of one hundred and more bits';
/** The local sources of the page that requests a seat. */
export const SOURCES = { microphone: true, camera: false, screen: false, screenAudio: false };

/** A seat on a transport and a clock that a test plays, and what it reported. */
export class SeatWorld {
  readonly clock = new FakeClock();
  readonly transport = new FakeTransport();
  readonly told: string[] = [];
  /** What the seat is requested with. */
  request: JoinRequest = { room: 'tea', name: 'Me', sources: SOURCES };
  readonly seat = new RoomSeat(this.transport, () => Promise.resolve(this.request), this.clock, NONCE);

  constructor() {
    const { seat, told } = this;
    seat.addEventListener('seat-admitted', ({ isReturn }) => told.push(isReturn ? 'admitted again' : 'admitted'));
    seat.addEventListener('seat-waiting', () => told.push('waiting'));
    seat.addEventListener('seat-lost', () => told.push('lost'));
    seat.addEventListener('seat-refused', ({ error }) => told.push(`refused: ${error.code}`));
    seat.addEventListener('seat-message', ({ message }) => told.push(message.name));
  }

  /** Is given a seat, with `resume` to come back by. */
  async sitDown(resume = 'ticket'): Promise<void> {
    const taking = this.seat.take();
    this.transport.connect();
    (await this.transport.next()).answer(admission({ resume }));
    await taking;
  }

  /** Leaves, until nothing is left behind. */
  async close(): Promise<void> {
    const { seat, transport, clock } = this;
    seat.leave();
    // The leave is given up.
    if (transport.isOpen) clock.advance(30_000);
    await turn();
    expect([clock.pending, transport.isOpen], 'timers left behind, and connections').to.deep.equal([0, false]);
  }
}
