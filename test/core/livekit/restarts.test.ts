import { expect } from '@open-wc/testing';
import { Restarts } from '../../../src/core/media/livekit/room/restarts.js';
import { needLiveKit } from '../../harness/browser/livekit/livekit-room.js';
import { LiveKitScene } from '../../harness/browser/livekit/livekit-scene.js';
import { Rooms } from '../../harness/browser/livekit/livekit-rooms.js';
import { allConnected, introduce } from '../../contracts/plane-pair.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

describe('what a plane over LiveKit restarts where nothing arrives of some participants', () => {
  let done: string[];
  let heard: string[];
  let clock: FakeClock;
  let restarts: Restarts;
  beforeEach(() => {
    done = [];
    heard = ['ann', 'bob', 'cy'];
    clock = new FakeClock();
    restarts = new Restarts({
      clock,
      getHeard: () => heard,
      restart: () => done.push('all'),
      renew: (id) => done.push(id),
    });
  });

  async function ask(...ids: string[]): Promise<string[]> {
    for (const id of ids) restarts.ask(id);
    await Promise.resolve();
    await Promise.resolve();
    return done.splice(0);
  }

  it('is theirs alone while others are heard', async () => {
    expect(await ask('ann')).to.deep.equal(['ann']);
    expect(await ask('ann', 'bob')).to.deep.equal(['ann', 'bob']);
  });

  it('is the connection, once, where nobody is heard', async () => {
    expect(await ask('ann', 'bob', 'cy')).to.deep.equal(['all']);
    heard = ['ann'];
    expect(await ask('ann')).to.deep.equal(['all']);
    heard = [];
    expect(await ask('ann')).to.deep.equal(['all']);
  });

  it('is the connection where they fell silent one after another, within a moment', async () => {
    expect([await ask('ann', 'bob'), await ask('cy')]).to.deep.equal([['ann', 'bob'], ['all']]);
    expect(await ask('ann')).to.deep.equal(['ann']);
    clock.advance(11_000);
    expect(await ask('bob', 'cy')).to.deep.equal(['bob', 'cy']);
  });

  describe('in a room', () => {
    let scene: LiveKitScene;
    let rooms: Rooms;
    before(needLiveKit);
    beforeEach(async () => {
      scene = new LiveKitScene();
      rooms = await Rooms.follow();
    });
    afterEach(async () => {
      rooms.end();
      await scene.close();
    });

    it('is not the connection for one of two, whose picture comes again', async () => {
      const [ann, bob, cy] = [scene.guest('ann'), scene.guest('bob'), scene.guest('cy')];
      introduce([ann, bob, cy]);
      await allConnected([ann, bob, cy]);
      bob.plane.publish('camera', scene.track('red'));
      cy.plane.publish('camera', scene.track('blue'));
      await Promise.all([ann.eye('bob').sees('red'), ann.eye('cy').sees('blue')]);
      const { engine } = rooms.of('ann') as unknown as {
        engine: { pcManager: { triggerIceRestart: () => Promise<void> } };
      };
      let restarted = 0;
      const restart = engine.pcManager.triggerIceRestart.bind(engine.pcManager);
      engine.pcManager.triggerIceRestart = () => {
        restarted += 1;
        return restart();
      };
      const [former, other] = ['cy', 'bob'].map((id) => ann.plane.tracksOf(id).get('camera'));
      ann.plane.restart('asked', 'cy');
      while (ann.plane.tracksOf('cy').get('camera') === former) await new Promise((resolve) => setTimeout(resolve, 20));
      await ann.eye('cy').sees('blue');
      expect([restarted, ann.plane.tracksOf('bob').get('camera')]).to.deep.equal([0, other]);
      ann.plane.restart('asked', 'cy');
      ann.plane.restart('asked', 'bob');
      await Promise.resolve();
      await Promise.resolve();
      expect(restarted).to.equal(1);
      await Promise.all([ann.eye('bob').sees('red'), ann.eye('cy').sees('blue')]);
    });
  });
});
