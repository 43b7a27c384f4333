import { allConnected, introduce } from '../../contracts/plane-pair.js';
import { equal, scene } from '../../contracts/plane-scene.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

/** What a mesh does, and other planes do not. */
const cases = [
  scene('connects two participants by one offer and one answer', async (stage) => {
    const [ann, bob] = await stage.pair();
    equal([ann.descriptions, bob.descriptions], [1, 1], 'descriptions of each');
    equal(ann.signals[0]?.signal.description?.type, 'offer', 'what the offering side sends first');
    equal([ann.plane.data.canSend('bob'), bob.plane.data.canSend('ann')], [true, true], 'whether each can send');
  }),

  scene('ends connected when both sides offer at once', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    ann.plane.publish('camera', stage.track('red'));
    bob.plane.publish('camera', stage.track('lime'));
    introduce([ann, bob], { bothCame: true });
    await allConnected([ann, bob]);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
    await Promise.all([
      ann.plane.data.send('bob', { channel: 'c', data: 'from ann' }),
      bob.plane.data.send('ann', { channel: 'c', data: 'from bob' }),
    ]);
    equal([(await ann.received(1))[0]?.data, (await bob.received(1))[0]?.data], ['from bob', 'from ann'], 'data');
  }),

  scene('drops the signals of an unknown participant', async (stage) => {
    const [ann, bob, cas] = stage.planes('ann', 'bob', 'cas');
    cas.plane.addParticipant('ann', 'before-us');
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    equal(ann.signals.filter(({ to }) => to === 'cas').length, 0, 'signals to the unknown');
    equal(ann.plane.data.canSend('cas'), false, 'whether it can send to the unknown');
  }),

  scene('drops the signals of an older connection', async (stage) => {
    const [ann, bob] = await stage.pair();
    const offer = ann.signals.find(({ signal }) => signal.description)?.signal;
    bob.handleSignal('ann', { ...offer, generation: 0 });
    await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
    equal((await bob.received(1))[0]?.data, 'still here', 'data');
    equal(bob.descriptions, 1, 'descriptions');
  }),

  scene('sends new tracks, also after none, without a new description', async (stage) => {
    const [ann, bob] = await stage.pair();
    const eye = bob.eye('ann');
    for (const colour of ['red', 'lime'] as const) {
      ann.plane.publish('camera', stage.track(colour));
      await eye.sees(colour);
    }
    ann.plane.publish('camera', null);
    ann.plane.publish('camera', stage.track('blue'));
    await eye.sees('blue');
    equal([ann.descriptions, bob.descriptions], [1, 1], 'descriptions of each');
  }),

  scene('makes one offer to a participant, however often they are added', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    for (let time = 0; time < 2; time += 1) introduce([ann, bob]);
    await allConnected([ann, bob]);
    introduce([ann, bob]);
    await ann.plane.data.send('bob', { channel: 'c', data: 'x' });
    await bob.received(1);
    equal([ann.descriptions, bob.descriptions], [1, 1], 'descriptions of each');
  }),

  scene(
    'offers to participants who came before and to those who come back, and waits for those who come after',
    async (stage) => {
      const [ann] = stage.planes('ann');
      ann.plane.addParticipant('bob', 'before-us');
      ann.plane.addParticipant('cas', 'after-us');
      ann.plane.addParticipant('dan', 'returning');
      while (ann.descriptions < 2) await new Promise(requestAnimationFrame);
      const offered = ann.signals.filter(({ signal }) => signal.description?.type === 'offer').map(({ to }) => to);
      equal(offered.sort(), ['bob', 'dan'], 'to whom it offers');
    },
  ),

  scene('reports a link that is made anew as interrupted, and never as connecting', async (stage) => {
    const [ann, bob] = await stage.pair();
    const told: string[] = [];
    const isBack = new Promise<void>((resolve) => {
      bob.plane.addEventListener('plane-link', ({ state }) => {
        told.push(state);
        if (state === 'connected') resolve();
      });
    });
    bob.plane.renewLink(ann.id);
    await isBack;
    equal(told, ['interrupted', 'connected'], 'what was told');
  }),
];

describe('what a mesh alone does', () => {
  for (const { name, run } of cases) {
    it(name, async () => {
      // A clock that stands still: on a busy machine time alone is a reason for an offer.
      const clock = new FakeClock();
      await run((signaling) => createMesh({ signaling, clock }));
    });
  }

  it('takes what is wanted, and how to send, also for participants who are not there', () => {
    const signaling = {
      send: () => Promise.resolve(),
      request: () => Promise.reject(new Error('There is no server.')),
    };
    const plane = createMesh({ signaling });
    plane.shape('bob', 'camera', { active: false });
    plane.addParticipant('bob', 'before-us');
    plane.shape('bob', 'screen', { active: true, scaleResolutionDownBy: 2 });
    plane.demand();
    plane.removeParticipant('bob');
    plane.shape('bob', 'camera', { active: true });
    plane.close();
  });
});
