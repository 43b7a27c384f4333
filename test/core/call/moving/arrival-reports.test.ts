import { expect } from '@open-wc/testing';
import { ArrivalReports } from '../../../../src/core/call/moving/arrival-reports.js';
import type { Reply, RequestName, RequestPayload } from '../../../../src/protocol/protocol.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';

describe('what is told of what arrives during a move', () => {
  let clock: FakeClock;
  let reports: ArrivalReports;
  let told: unknown[];
  const cold = ['bob', 'bob', 'cas'];

  beforeEach(() => {
    clock = new FakeClock();
    told = [];
    const request = <Name extends RequestName>(_name: Name, payload: RequestPayload<Name>): Promise<Reply<Name>> => {
      told.push(payload);
      return Promise.resolve({} as Reply<Name>);
    };
    reports = new ArrivalReports(1, {
      clock,
      seat: { request } as ConstructorParameters<typeof ArrivalReports>[1]['seat'],
    });
  });

  /** Looks ten times a second, and returns whether something was told. */
  function lookFor(ms: number): boolean {
    let isTold = false;
    for (let passed = 0; passed < ms; passed += 100) {
      clock.advance(100);
      isTold = reports.look(3, cold) || isTold;
    }
    return isTold;
  }

  it('is everything at once, and what lacks after four seconds in which nothing more came', () => {
    expect([reports.look(3, []), told]).to.deep.equal([true, [{ epoch: 1, serial: 3 }]]);
    expect([reports.look(4, cold), lookFor(3900), lookFor(200)]).to.deep.equal([false, false, true]);
    expect(told[1]).to.deep.equal({ epoch: 1, serial: 3, without: ['bob', 'cas'] });
  });

  it('is not that something lacks because the page was asleep or starved', () => {
    reports.look(3, cold);
    clock.stall(60_000);
    expect([reports.look(3, cold), lookFor(3000), told]).to.deep.equal([false, false, []]);
    expect(lookFor(1000)).to.equal(true);
  });
});
