import { expect } from '@open-wc/testing';
import { CallError } from '../../../../src/core/base/errors.js';
import { Stay } from '../../../../src/core/call/moving/stay.js';
import type { RoomSeat } from '../../../../src/core/signaling/room-seat.js';
import { MemoryNetwork } from '../../../../src/testing/index.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { turn } from '../../../fakes/turn.js';

/** A stay, what the server was told, and how it answers. */
function stayAt(answer: (count: number) => Promise<{ serial: number }>) {
  const clock = new FakeClock();
  const told: unknown[] = [];
  const request = (_name: string, payload: unknown): Promise<{ serial: number }> => {
    told.push(payload);
    return answer(told.length);
  };
  const plane = new MemoryNetwork(clock).createPlane();
  const seat = { request } as unknown as Pick<RoomSeat, 'request'>;
  const stay = new Stay({ epoch: 3, topology: 'sfu', plane, seat, clock, handleState: () => undefined });
  return { stay, told, clock };
}

const refusal = (code: 'rate-limited' | 'not-allowed') => Promise.reject(new CallError(code));

describe('what a page tells of what it sends', () => {
  it('is told again when the server was too busy to take it', async () => {
    const { stay, told, clock } = stayAt((count) =>
      count < 3 ? refusal('rate-limited') : Promise.resolve({ serial: 7 }),
    );
    stay.handleSent(['camera']);
    await turn();
    expect([told.length, stay.serial]).to.deep.equal([1, null]);
    clock.advance(1000);
    await turn();
    stay.handleSent([]);
    clock.advance(1000);
    await turn();
    expect(told.at(-1)).to.deep.equal({ epoch: 3, sources: [] });
    expect([told.length, stay.serial, clock.pending]).to.deep.equal([3, 7, 0]);
  });

  it('is not told again when that epoch is over, nor after its end', async () => {
    const over = stayAt(() => refusal('not-allowed'));
    over.stay.handleSent(['camera']);
    await turn();
    const ended = stayAt(() => refusal('rate-limited'));
    ended.stay.handleSent(['camera']);
    await turn();
    ended.stay.end();
    for (const { clock, told } of [over, ended]) {
      clock.advance(10_000);
      await turn();
      expect([told.length, clock.pending]).to.deep.equal([1, 0]);
    }
  });
});
