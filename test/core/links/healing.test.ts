import { expect } from '@open-wc/testing';
import { tell, type TypedEventTarget } from '../../../src/core/base/typed-events.js';
import type { FeatureContext } from '../../../src/core/features/feature.js';
import { HealingFeature } from '../../../src/core/features/healing/healing.js';
import type { PlaneEvents } from '../../../src/core/media/plane-events.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { turn } from '../../fakes/turn.js';

describe('a link to which something cannot be sent when this minute’s connections were all made', () => {
  let clock: FakeClock;
  let plane: TypedEventTarget<PlaneEvents>;
  let healing: HealingFeature;
  let done: string[];
  let bytes: number;

  beforeEach(async () => {
    clock = new FakeClock();
    done = [];
    bytes = 0;
    const track = { id: 'track' } as MediaStreamTrack;
    plane = Object.assign(new EventTarget(), {
      renewLink: (id: string) => done.push(`renew ${id}`),
      restart: (_reason: string, id: string) => done.push(`restart ${id}`),
      tracksOf: () => new Map([['camera', track]]),
      getStats: () => {
        const stats = new Map([['1', { type: 'inbound-rtp', trackIdentifier: 'track', bytesReceived: bytes }]]);
        return Promise.resolve([{ participantId: 'bob', stats }]);
      },
    }) as unknown as TypedEventTarget<PlaneEvents>;
    healing = new HealingFeature({
      plane,
      clock,
      seat: new EventTarget(),
      views: new Map(),
      getSnapshot: () => ({ state: 'joined', participants: [] }),
      getIceServers: () => [],
      tellError: ({ code }: { code: string }) => done.push(`told ${code}`),
    } as unknown as FeatureContext);
    // Nothing of what arrives is presented: a restart, and the first of two connections.
    for (let second = 0; second < 9; second += 1) {
      clock.advance(1000);
      bytes += 30_000;
      healing.handlePicture('bob', 'camera', false);
      await turn();
    }
    healing.handleUnsent('bob', 'first');
    healing.handleUnsent('bob', 'second');
  });
  afterEach(() => {
    healing.close();
  });

  it('is made anew as soon as that may be, without being told as failed', () => {
    expect(done).to.deep.equal(['restart bob', 'renew bob', 'renew bob']);
    clock.advance(60_000);
    expect(done).to.deep.equal(['restart bob', 'renew bob', 'renew bob', 'renew bob']);
  });

  it('is left alone where it was made anew meanwhile', () => {
    tell(plane, 'plane-link', { participantId: 'bob', state: 'interrupted' });
    tell(plane, 'plane-link', { participantId: 'bob', state: 'connected' });
    clock.advance(120_000);
    expect(done).to.deep.equal(['restart bob', 'renew bob', 'renew bob']);
  });

  it('is left alone once they have left, and once the call is over', () => {
    healing.handleGone('bob');
    clock.advance(120_000);
    expect(done).to.deep.equal(['restart bob', 'renew bob', 'renew bob']);
    healing.close();
    expect(clock.pending).to.equal(0);
  });
});
