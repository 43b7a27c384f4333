import { allConnected, introduce } from './plane-pair.js';
import { equal, refuses, scene, type PlaneCase } from './plane-scene.js';

/** What the data path of every `MediaPlane` promises: part of its contract. */
export const dataPathContract: readonly PlaneCase[] = [
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

  scene('refuses data for a participant who is unknown, or who leaves before it is sent', async (stage) => {
    const [ann] = stage.planes('ann');
    await refuses('not-allowed', ann.plane.data.send('bob', { channel: 'c', data: 'x' }));
    ann.plane.addParticipant('bob', 'before-us');
    const waiting = ann.plane.data.send('bob', { channel: 'c', data: 'x' });
    ann.plane.removeParticipant('bob');
    await refuses('not-allowed', waiting);
  }),

  scene(
    'says what became of data for all participants, without waiting for those who cannot be reached',
    async (stage) => {
      const [ann, bob, cas] = stage.planes('ann', 'bob', 'cas');
      introduce([ann, bob]);
      await allConnected([ann, bob]);
      cas.plane.addParticipant('ann', 'after-us');
      ann.plane.addParticipant('cas', 'before-us');
      const fates = await ann.plane.data.send(null, { channel: 'c', data: 'all' });
      equal([...fates.keys()].sort(), ['bob', 'cas'], 'recipients');
      const isHonest = fates.get('bob') !== 'unreachable' && fates.get('cas') !== 'handed-over';
      equal(isHonest, true, `fates of ${JSON.stringify([...fates])}`);
      equal((await bob.received(1))[0]?.data, 'all', 'data of who can be reached');
      equal((await cas.received(1))[0]?.data, 'all', 'data of who can be reached later');
    },
  ),

  scene('refuses data for all participants that is too large, also when there are none', async (stage) => {
    const [ann] = stage.planes('ann');
    const { maxMessageBytes } = ann.plane.capabilities;
    const data = new Uint8Array(maxMessageBytes + 1);
    await refuses('message-too-large', ann.plane.data.send(null, { channel: 'c', data }));
    equal([...(await ann.plane.data.send(null, { channel: 'c', data: 'x' }))], [], 'recipients');
  }),

  scene('takes the largest message that it says it takes', async (stage) => {
    const [ann, bob] = await stage.pair();
    // Two bytes are the channel's name and its framing.
    const data = new Uint8Array(ann.plane.capabilities.maxMessageBytes - 2);
    for (const lane of ['ordered', 'bulk'] as const) await ann.plane.data.send('bob', { channel: 'c', data }, { lane });
    const lengths = (await bob.received(2)).map((event) => event.data.length);
    equal(lengths, [data.length, data.length], 'lengths');
  }),

  scene('carries bulk in its order, without delaying what is ordered', async (stage) => {
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

  scene('drops data that waits when it is aborted, and sends what comes after', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    introduce([ann, bob]);
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
    await ann.plane.data.send('bob', { channel: 'c', data: 'kept' });
    equal((await bob.received(1))[0]?.data, 'kept', 'data');
  }),
];
