import { expect } from '@open-wc/testing';
import { StillPictures } from '../../../src/core/features/healing/still-pictures.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { noteRenewals } from '../../fakes/note-renewals.js';
import { turn } from '../../fakes/turn.js';

describe('a picture that a view reports on', () => {
  let clock: FakeClock;
  let pictures: StillPictures;
  let done: string[];
  let bytes: number;
  let bytesPerSecond: number;
  let isAnswering: boolean;

  beforeEach(() => {
    clock = new FakeClock();
    done = [];
    bytes = 0;
    bytesPerSecond = 30_000;
    isAnswering = true;
    const track = { id: 'track' } as MediaStreamTrack;
    const plane = {
      tracksOf: () => new Map([['camera' as const, track]]),
      getStats: () => {
        if (!isAnswering) return Promise.reject(new DOMException('It is closed.', 'InvalidStateError'));
        const stats = [
          { type: 'inbound-rtp', trackIdentifier: 'track', bytesReceived: bytes },
          { type: 'inbound-rtp', trackIdentifier: 'another', bytesReceived: clock.now() },
        ];
        return Promise.resolve([
          { participantId: 'bob', stats: new Map(stats.map((each, index) => [String(index), each])) },
        ]);
      },
    };
    pictures = new StillPictures(plane, clock, noteRenewals(done, clock));
  });

  /** So many seconds pass, each with the report of every view. */
  async function seconds(count: number, ...views: boolean[]): Promise<void> {
    for (let second = 0; second < count; second += 1) {
      clock.advance(1000);
      bytes += bytesPerSecond;
      for (const isPresented of views) void pictures.handlePicture('bob', 'camera', isPresented);
      await turn();
    }
  }

  it('has its connection restarted within five seconds when it arrives and is not presented, and then made anew', async () => {
    await seconds(5, false);
    expect(done).to.deep.equal(['restart bob']);
    await seconds(12, false);
    expect(done).to.deep.equal(['restart bob', 'renew bob', 'renew bob', 'given up bob']);
    await seconds(1, true);
    expect(done.at(-1)).to.equal('mended bob');
  });

  it('is left alone while the browser gives no statistics, and is mended once it does', async () => {
    isAnswering = false;
    await seconds(20, false);
    expect(done).to.deep.equal([]);
    isAnswering = true;
    await seconds(5, false);
    expect(done).to.deep.equal(['restart bob']);
  });

  it('is left alone while nothing arrives, as of a still screen', async () => {
    bytesPerSecond = 100;
    await seconds(60, false);
    expect(done).to.deep.equal([]);
  });

  it('is left alone while the page is too busy to report in time', async () => {
    for (let count = 0; count < 20; count += 1) {
      clock.stall(1600);
      bytes += bytesPerSecond;
      void pictures.handlePicture('bob', 'camera', false);
      await turn();
    }
    expect(done).to.deep.equal([]);
    await seconds(4, false);
    expect(done).to.deep.equal(['restart bob']);
  });

  it('is left alone while one of several views presents it', async () => {
    await seconds(60, false, true);
    expect(done).to.deep.equal([]);
  });

  it('is left alone while no view reports on it, and judged anew after that', async () => {
    for (let round = 0; round < 10; round += 1) {
      await seconds(3, false);
      await seconds(3);
    }
    expect(done).to.deep.equal([]);
  });

  it('has it made anew twice and not a third time, before something was presented', async () => {
    await seconds(600, false);
    expect(done.filter((what) => what === 'renew bob')).to.have.length(2);
    await seconds(1, true);
    await seconds(5, false);
    expect(done.at(-1)).to.equal('restart bob');
  });

  it('has it restarted twice and made anew twice a minute at most, however often it freezes', async () => {
    for (let second = 0; second < 60; second += 6) {
      await seconds(1, true);
      await seconds(5, false);
    }
    expect(done).to.deep.equal(['restart bob', 'restart bob', 'renew bob', 'renew bob']);
  });

  it('is forgotten with its participant', async () => {
    await seconds(3, false);
    pictures.forget('bob');
    await seconds(3, false);
    expect(done).to.deep.equal([]);
  });
});
