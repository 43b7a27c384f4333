import { until } from '../harness/until.js';
import { dataPathContract } from './data-path-contract.js';
import { allConnected, introduce } from './plane-pair.js';
import { equal, scene, type PlaneCase } from './plane-scene.js';

/** What every `MediaPlane` promises. Needs a browser. */
export const mediaPlaneContract: readonly PlaneCase[] = [
  scene('connects three participants, each to each', async (stage) => {
    const all = stage.planes('ann', 'bob', 'cas');
    introduce(all);
    await allConnected(all);
    const [ann, , cas] = all;
    await ann.plane.data.send('cas', { channel: 'c', data: 'only for cas' });
    equal(
      (await cas.received(1)).map(({ from, data }) => [from, data]),
      [['ann', 'only for cas']],
      'data',
    );
    const reports = await ann.plane.getStats();
    const unknown = reports.filter(({ participantId: id }) => id !== null && !['bob', 'cas'].includes(id));
    equal([reports.length > 0, unknown.length], [true, 0], 'whose connections there are statistics of');
  }),

  scene('shows each side what the other sent from before they connected', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    ann.plane.publish('camera', stage.track('red'));
    bob.plane.publish('camera', stage.track('lime'));
    introduce([ann, bob]);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
  }),

  scene('tells a camera from a screen', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.publish('screen', stage.track('blue'));
    ann.plane.publish('camera', stage.track('red'));
    await Promise.all([bob.eye('ann', 'screen').sees('blue'), bob.eye('ann', 'camera').sees('red')]);
  }),

  scene('shows a screen that was shared before they connected, in either order of arrival', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    for (const { plane } of [ann, bob]) plane.publish('camera', stage.track('red'));
    ann.plane.publish('screen', stage.track('blue'));
    bob.plane.publish('screen', stage.track('lime'));
    introduce([ann, bob]);
    await Promise.all([bob.eye('ann', 'screen').sees('blue'), ann.eye('bob', 'screen').sees('lime')]);
    await Promise.all([bob.eye('ann', 'camera').sees('red'), ann.eye('bob', 'camera').sees('red')]);
  }),

  scene('shows two screens that are shared at the same moment, and one that is shared again', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.publish('screen', stage.track('blue'));
    bob.plane.publish('screen', stage.track('lime'));
    const [annSees, bobSees] = [ann.eye('bob', 'screen'), bob.eye('ann', 'screen')];
    await Promise.all([bobSees.sees('blue'), annSees.sees('lime')]);
    ann.plane.publish('screen', null);
    ann.plane.publish('screen', stage.track('red'));
    await bobSees.sees('red');
    for (const { plane } of [ann, bob]) plane.publish('camera', stage.track('lime'));
    await Promise.all([bob.eye('ann').sees('lime'), ann.eye('bob').sees('lime')]);
  }),

  scene('shows a new track, also after none', async (stage) => {
    const [ann, bob] = await stage.pair();
    const eye = bob.eye('ann');
    ann.plane.publish('camera', stage.track('red'));
    await eye.sees('red');
    ann.plane.publish('camera', stage.track('lime'));
    await eye.sees('lime');
    ann.plane.publish('camera', null);
    ann.plane.publish('camera', stage.track('blue'));
    await eye.sees('blue');
  }),

  scene('takes a participant once, however often they are added', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    introduce([ann, bob]);
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    introduce([ann, bob]);
    await ann.plane.data.send('bob', { channel: 'c', data: 'x' });
    equal((await bob.received(1)).length, 1, 'how often it came');
  }),

  scene('connects again to a participant who was removed on both sides and comes back', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.removeParticipant('bob');
    bob.plane.removeParticipant('ann');
    ann.plane.removeParticipant('bob');
    equal([ann.plane.data.canSend('bob'), bob.plane.data.canSend('ann')], [false, false], 'whether each can send');
    equal(ann.plane.tracksOf('bob').size, 0, 'tracks of a participant who has left');
    introduce([bob, ann]);
    const data = 'here again';
    await ann.plane.data.send('bob', { channel: 'c', data });
    equal((await bob.received(1))[0]?.data, data, 'data');
  }),

  scene('closes twice, and stops no local track', async (stage) => {
    const [ann, bob] = await stage.pair();
    const [red, lime] = [stage.track('red'), stage.track('lime')];
    ann.plane.publish('camera', red);
    bob.plane.publish('camera', lime);
    await Promise.all([bob.eye('ann').sees('red'), ann.eye('bob').sees('lime')]);
    for (const { plane } of [ann, bob, ann, bob]) plane.close();
    equal([ann.plane.data.canSend('bob'), bob.plane.data.canSend('ann')], [false, false], 'whether each can send');
    equal([red.readyState, lime.readyState], ['live', 'live'], 'the local tracks');
    equal([ann.plane.tracksOf('bob').size, bob.plane.tracksOf('ann').size], [0, 0], 'tracks');
  }),

  scene('tells when the first frame of a track is there, after it has told of the track', async (stage) => {
    const [ann, bob] = await stage.pair();
    const told: string[] = [];
    bob.plane.addEventListener('plane-warm', ({ participantId: id, source }) => {
      const isThere = bob.plane.tracksOf(id).get(source)?.readyState === 'live';
      if (source === 'camera') told.push(`${id} ${isThere ? 'has' : 'lacks'} it`);
    });
    ann.plane.publish('camera', stage.track('red'));
    const eye = bob.eye('ann');
    await Promise.all([bob.warmOf('ann', 'camera'), eye.sees('red')]);
    equal(told, ['ann has it'], 'what was told');
  }),

  scene('reports as a whole that it has joined when it is admitted, with the sources that it sends', async (stage) => {
    const [ann] = stage.planes('ann');
    const told: unknown[] = [];
    ann.plane.addEventListener('plane-state', ({ state, sources }) => {
      if (state === 'joined') told.push(sources);
    });
    ann.plane.publish('screen', stage.track('red'));
    ann.plane.publish('camera', stage.track('red'));
    ann.plane.publish('camera', null);
    ann.plane.handleAdmitted({ selfId: 'ann', iceServers: [], hintTakenBy: null });
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    equal(told, [['screen']], 'the sources sent');
  }),

  scene('replaces the link to a participant, with new tracks, each in place of the former one', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.publish('camera', stage.track('red'));
    const eye = bob.eye('ann');
    await eye.sees('red');
    const before = bob.plane.tracksOf('ann').get('camera');
    let wasWithout = false;
    const renewed = new Promise<void>((resolve) => {
      bob.plane.addEventListener('plane-tracks', () => {
        const track = bob.plane.tracksOf('ann').get('camera');
        wasWithout ||= track === undefined;
        if (track !== before) resolve();
      });
    });
    bob.plane.renewLink('ann');
    await renewed;
    ann.plane.publish('camera', stage.track('lime'));
    await eye.sees('lime');
    equal(wasWithout, false, 'whether there was no track in between');
  }),

  scene('goes on through restarts for each reason', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.restart('network-changed');
    bob.plane.restart('asked');
    ann.plane.publish('camera', stage.track('red'));
    await bob.eye('ann').sees('red');
    await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
    equal((await bob.received(1))[0]?.data, 'still here', 'data');
  }),

  scene('shows what is wanted at any size, and ignores a demand about an unknown participant', async (stage) => {
    const [ann, bob] = await stage.pair();
    bob.plane.demand('unknown', 'camera', 'nothing');
    bob.plane.demand('ann', 'camera', 'nothing');
    ann.plane.publish('camera', stage.track('red'));
    bob.plane.demand('ann', 'camera', { widthPx: 64, heightPx: 64, priority: 'high' });
    await bob.eye('ann').sees('red');
  }),

  scene('ignores an unknown participant, and goes on with those it knows', async (stage) => {
    const [ann, bob] = await stage.pair();
    bob.plane.publish('camera', stage.track('red'));
    const eye = ann.eye('bob');
    await eye.sees('red');
    const told: string[] = [];
    for (const type of ['plane-tracks', 'plane-link'] as const) {
      ann.plane.addEventListener(type, ({ participantId }) => told.push(`${type} of ${participantId}`));
    }
    ann.plane.removeParticipant('cas');
    ann.plane.renewLink('cas');
    const known = async (id: string): Promise<boolean[]> => {
      const { data } = ann.plane;
      const reports = await ann.plane.getStats();
      const isReported = reports.some(({ participantId }) => participantId === id);
      return [data.canSend(id), ann.plane.tracksOf(id).has('camera'), isReported];
    };
    equal([await known('cas'), ann.plane.audioLevel('cas')], [[false, false, false], 0], 'what is known of a stranger');
    // Browsers answer with statistics of some moments ago.
    await until(async () => (await known('bob')).every(Boolean), 'what is known of the other one');
    bob.plane.publish('camera', stage.track('lime'));
    await eye.sees('lime');
    await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
    equal((await bob.received(1))[0]?.data, 'still here', 'data');
    equal(
      ann.signals.filter(({ to }) => to === 'cas').concat(bob.signals.filter(({ to }) => to === 'cas')).length,
      0,
      'signals to a stranger',
    );
    equal(
      told.filter((event) => event.endsWith('cas') || event.startsWith('plane-link')),
      [],
      'what was told',
    );
  }),

  ...dataPathContract,
];
