import { equal, refuses, scene, type PlaneCase } from './plane-scene.js';
import { allConnected, introduce } from './plane-pair.js';

/** What every `MediaPlane` promises, whatever it is made of. Needs a browser. */
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
    const strangers = reports.filter(({ participantId: id }) => id !== null && !['bob', 'cas'].includes(id));
    equal([reports.length > 0, strangers.length], [true, 0], 'whose connections there are statistics of');
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

  scene('shows a screen that was shared before they connected, whoever came first', async (stage) => {
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

  scene('carries text and bytes in order, on their channels', async (stage) => {
    const [ann, bob] = await stage.pair();
    const bytes = Uint8Array.of(0, 255, 10);
    const sent = [
      { channel: 'one', data: 'first' },
      { channel: 'two', data: bytes },
      { channel: 'one', data: '' },
      { channel: 'one', data: '한국어\n' },
    ];
    const sending = sent.map((data) => ann.plane.data.send('bob', data));
    await Promise.all(sending);
    const read = (data: string | Uint8Array): unknown => (typeof data === 'string' ? data : [...data]);
    equal(
      (await bob.received(4)).map(({ from, channel, data }) => [from, channel, read(data)]),
      sent.map(({ channel, data }) => ['ann', channel, read(data)]),
      'data',
    );
  }),

  scene('gives each message as it was when sent', async (stage) => {
    const [ann, bob] = await stage.pair();
    const bytes = Uint8Array.of(1, 2, 3);
    const sending = ann.plane.data.send('bob', { channel: 'c', data: bytes });
    bytes.fill(9);
    await sending;
    const [event] = await bob.received(1);
    equal(event?.data instanceof Uint8Array && Array.from(event.data), [1, 2, 3], 'data');
  }),

  scene('keeps data for a participant who is not connected yet', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    introduce([ann, bob]);
    equal(ann.plane.data.canSend('bob'), false, 'whether it can send at once');
    await Promise.all(['1', '2'].map((data) => ann.plane.data.send('bob', { channel: 'c', data })));
    equal(
      (await bob.received(2)).map(({ data }) => data),
      ['1', '2'],
      'data',
    );
  }),

  scene('refuses what is too large, and sends what comes after', async (stage) => {
    const [ann, bob] = await stage.pair();
    await refuses('message-too-large', ann.plane.data.send('bob', { channel: 'c', data: 'x'.repeat(1024 * 1024) }));
    const bytes = new Uint8Array(1024 * 1024);
    await refuses('message-too-large', ann.plane.data.send('bob', { channel: 'c', data: bytes }));
    await ann.plane.data.send('bob', { channel: 'c', data: 'small' });
    equal((await bob.received(1))[0]?.data, 'small', 'data');
  }),

  scene('refuses data for whoever is unknown, or goes away before it is sent', async (stage) => {
    const [ann] = stage.planes('ann');
    await refuses('not-allowed', ann.plane.data.send('bob', { channel: 'c', data: 'x' }));
    ann.plane.addParticipant('bob', 'before-us');
    const waiting = ann.plane.data.send('bob', { channel: 'c', data: 'x' });
    ann.plane.removeParticipant('bob');
    await refuses('not-allowed', waiting);
  }),

  scene('says of data for everybody what became of it, and waits for nobody who cannot be reached', async (stage) => {
    const [ann, bob, cas] = stage.planes('ann', 'bob', 'cas');
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    ann.plane.addParticipant('cas', 'before-us');
    const fates = await ann.plane.data.send(null, { channel: 'c', data: 'all' });
    equal([...fates.keys()].sort(), ['bob', 'cas'], 'recipients');
    const isHonest = fates.get('bob') !== 'unreachable' && fates.get('cas') !== 'handed-over';
    equal(isHonest, true, `fates of ${JSON.stringify([...fates])}`);
    equal((await bob.received(1))[0]?.data, 'all', 'data of who can be reached');
    cas.plane.addParticipant('ann', 'after-us');
    equal((await cas.received(1))[0]?.data, 'all', 'data of who can be reached later');
  }),

  scene('refuses data for everybody that is too large, also when nobody is there', async (stage) => {
    const [ann] = stage.planes('ann');
    const { maxMessageBytes } = ann.plane.capabilities;
    const data = new Uint8Array(maxMessageBytes + 1);
    await refuses('message-too-large', ann.plane.data.send(null, { channel: 'c', data }));
    equal([...(await ann.plane.data.send(null, { channel: 'c', data: 'x' }))], [], 'recipients');
  }),

  scene('takes the largest message that it says it takes', async (stage) => {
    const [ann, bob] = await stage.pair();
    // Two bytes are the channel's name and what tells it from the data.
    const data = new Uint8Array(ann.plane.capabilities.maxMessageBytes - 2);
    for (const lane of ['ordered', 'bulk'] as const) await ann.plane.data.send('bob', { channel: 'c', data }, { lane });
    const lengths = (await bob.received(2)).map((event) => event.data.length);
    equal(lengths, [data.length, data.length], 'lengths');
  }),

  scene('carries bulk in its order, and stands it before nothing that is ordered', async (stage) => {
    const [ann, bob] = await stage.pair();
    const pieces = Array.from({ length: 100 }, (_, index) => new Uint8Array(60_000).fill(index));
    const sending = pieces.map((data) => ann.plane.data.send('bob', { channel: 'file', data }, { lane: 'bulk' }));
    await ann.plane.data.send('bob', { channel: 'chat', data: 'quick' });
    await Promise.all(sending);
    const received = await bob.received(101);
    const place = received.findIndex(({ channel }) => channel === 'chat');
    if (place > 80) throw new Error(`The ordered message came after ${String(place)} pieces of bulk.`);
    const bulk = received.filter(({ channel }) => channel === 'file').map(({ data }) => data[0]);
    equal(bulk, [...pieces.keys()], 'pieces');
  }),

  scene('drops what waits when it is aborted, and sends what comes after', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    ann.plane.addParticipant('bob', 'before-us');
    const abort = new AbortController();
    const { signal } = abort;
    const outcomes = (['ordered', 'bulk'] as const).map((lane) =>
      ann.plane.data.send('bob', { channel: 'c', data: 'dropped' }, { lane, signal }).then(
        () => 'sent',
        (error: unknown) => String(error),
      ),
    );
    abort.abort('unwanted');
    equal(await Promise.all(outcomes), ['unwanted', 'unwanted'], 'outcomes');
    const again = ann.plane.data.send('bob', { channel: 'c', data: 'dropped' }, { signal });
    equal(await again.then(String, String), 'unwanted', 'outcome of what is aborted from the beginning');
    void ann.plane.data.send('bob', { channel: 'c', data: 'kept' });
    bob.plane.addParticipant('ann', 'after-us');
    equal((await bob.received(1))[0]?.data, 'kept', 'data');
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

  scene('connects anew to a participant who was removed on both sides and comes back', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.removeParticipant('bob');
    bob.plane.removeParticipant('ann');
    ann.plane.removeParticipant('bob');
    equal([ann.plane.data.canSend('bob'), bob.plane.data.canSend('ann')], [false, false], 'whether each can send');
    equal(ann.plane.tracksOf('bob').size, 0, 'tracks of whoever is gone');
    introduce([bob, ann]);
    const data = 'here again';
    await ann.plane.data.send('bob', { channel: 'c', data });
    equal((await bob.received(1))[0]?.data, data, 'data');
  }),

  scene('closes twice, and stops no local track', async (stage) => {
    const [ann, bob] = await stage.pair();
    const track = stage.track('red');
    ann.plane.publish('camera', track);
    for (const { plane } of [ann, bob, ann, bob]) plane.close();
    equal(ann.plane.data.canSend('bob'), false, 'whether it can send');
    equal(track.readyState, 'live', 'the local track');
    equal(ann.plane.tracksOf('bob').size, 0, 'tracks');
  }),

  scene('tells when the first of a track is there, once it has told of the track', async (stage) => {
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

  scene('is in the room as a whole when it was admitted, with what it sends by then', async (stage) => {
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

  scene('brings what a participant sends by other tracks when it is of no use', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.publish('camera', stage.track('red'));
    const eye = bob.eye('ann');
    await eye.sees('red');
    const before = bob.plane.tracksOf('ann').get('camera');
    const renewed = new Promise<void>((resolve) => {
      bob.plane.addEventListener('plane-tracks', () => {
        const track = bob.plane.tracksOf('ann').get('camera');
        if (track !== undefined && track !== before) resolve();
      });
    });
    bob.plane.renewLink('ann');
    await renewed;
    ann.plane.publish('camera', stage.track('lime'));
    await eye.sees('lime');
  }),

  scene('goes on through restarts, whatever they are for', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.restart('network-changed');
    bob.plane.restart('asked');
    ann.plane.publish('camera', stage.track('red'));
    await bob.eye('ann').sees('red');
    await ann.plane.data.send('bob', { channel: 'c', data: 'still here' });
    equal((await bob.received(1))[0]?.data, 'still here', 'data');
  }),

  scene('goes on showing what is wanted, at whatever size, and takes no wish about a stranger amiss', async (stage) => {
    const [ann, bob] = await stage.pair();
    bob.plane.demand('nobody', 'camera', 'nothing');
    bob.plane.demand('ann', 'camera', 'nothing');
    ann.plane.publish('camera', stage.track('red'));
    bob.plane.demand('ann', 'camera', { widthPx: 64, heightPx: 64, priority: 'high' });
    await bob.eye('ann').sees('red');
  }),

  scene('knows nothing of a stranger', async (stage) => {
    const [ann] = stage.planes('ann');
    ann.plane.removeParticipant('bob');
    ann.plane.renewLink('bob');
    equal(
      [ann.plane.data.canSend('bob'), ann.plane.audioLevel('bob'), ann.plane.tracksOf('bob').size],
      [false, 0, 0],
      'all',
    );
    const reports = await ann.plane.getStats();
    equal(reports.filter(({ participantId }) => participantId === 'bob').length, 0, 'statistics of them');
  }),
];
