import { CallError, type CallErrorCode } from '../../src/core/base/errors.js';
import type { MediaPlane } from '../../src/core/media/media-plane.js';
import { createColouredTrack, type Colour } from './coloured-track.js';
import { allConnected, introduce, PlaneWitness, wire } from './plane-pair.js';

/** What a runner gives each case: planes that can reach one another. */
export interface MediaPlaneWorld {
  createPlane(): MediaPlane;
}

/** One sentence of what every media plane does, and how to see it; `run` throws when it does not. */
export interface MediaPlaneCase {
  readonly name: string;
  run(world: MediaPlaneWorld): Promise<void>;
}

/** Everything a case uses that has to end with it. */
class Scene {
  readonly witnesses: PlaneWitness[] = [];
  readonly #world: MediaPlaneWorld;
  readonly #tracks: MediaStreamTrack[] = [];

  constructor(world: MediaPlaneWorld) {
    this.#world = world;
  }

  /** Planes of these names, signals carried between them, nobody introduced yet. */
  planes<Names extends readonly string[]>(...names: Names): { [Index in keyof Names]: PlaneWitness } {
    const made = names.map((name) => new PlaneWitness(this.#world.createPlane(), name));
    this.witnesses.push(...made);
    wire(made);
    return made as { [Index in keyof Names]: PlaneWitness };
  }

  /** Two planes that are connected. */
  async pair(): Promise<readonly [PlaneWitness, PlaneWitness]> {
    const pair = this.planes('ann', 'bob');
    introduce(pair);
    await allConnected(pair);
    return pair;
  }

  track(colour: Colour): MediaStreamTrack {
    const track = createColouredTrack(colour);
    this.#tracks.push(track);
    return track;
  }

  close(): void {
    for (const witness of this.witnesses) witness.close();
    for (const track of this.#tracks) track.stop();
  }
}

function scene(name: string, play: (scene: Scene) => Promise<void>): MediaPlaneCase {
  return {
    name,
    async run(world) {
      const stage = new Scene(world);
      try {
        await play(stage);
      } finally {
        stage.close();
      }
    },
  };
}

function equal(actual: unknown, expected: unknown, what: string): void {
  const [seen, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (seen !== wanted) throw new Error(`${what}: expected ${wanted}, got ${seen}`);
}

async function refuses(code: CallErrorCode, promise: Promise<unknown>): Promise<void> {
  const outcome = await promise.then(
    () => 'done',
    (error: unknown) => (error instanceof CallError ? error.code : String(error)),
  );
  equal(outcome, code, 'refusal');
}

/** What every `MediaPlane` does, real or in memory. Needs a browser. */
export const mediaPlaneContract: readonly MediaPlaneCase[] = [
  scene('connects two participants by one offer and one answer', async (stage) => {
    const [ann, bob] = await stage.pair();
    equal([ann.descriptions, bob.descriptions], [1, 1], 'descriptions of each');
    equal(ann.signals[0]?.signal.description?.type, 'offer', 'what the offering side says first');
    equal([ann.plane.canSend('bob'), bob.plane.canSend('ann')], [true, true], 'whether each can send');
  }),

  scene('connects three participants, each to each', async (stage) => {
    const all = stage.planes('ann', 'bob', 'cas');
    introduce(all);
    await allConnected(all);
    const [ann, , cas] = all;
    await ann.plane.sendData('cas', { channel: 'c', data: 'only for cas' });
    equal(
      (await cas.received(1)).map(({ from, data }) => [from, data]),
      [['ann', 'only for cas']],
      'data',
    );
    equal([...(await ann.plane.getStats()).keys()].sort(), ['bob', 'cas'], 'whom there are statistics of');
  }),

  scene('shows each side what the other sent from before they connected', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    ann.plane.setLocalTrack('camera', stage.track('red'));
    bob.plane.setLocalTrack('camera', stage.track('lime'));
    introduce([ann, bob]);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
  }),

  scene('tells a camera from a screen', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.setLocalTrack('screen', stage.track('blue'));
    ann.plane.setLocalTrack('camera', stage.track('red'));
    await Promise.all([bob.eye('ann', 'screen').sees('blue'), bob.eye('ann', 'camera').sees('red')]);
  }),

  scene('shows a screen that was shared before they connected, whoever offered', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    for (const { plane } of [ann, bob]) plane.setLocalTrack('camera', stage.track('red'));
    ann.plane.setLocalTrack('screen', stage.track('blue'));
    bob.plane.setLocalTrack('screen', stage.track('lime'));
    introduce([ann, bob]);
    await Promise.all([bob.eye('ann', 'screen').sees('blue'), ann.eye('bob', 'screen').sees('lime')]);
    await Promise.all([bob.eye('ann', 'camera').sees('red'), ann.eye('bob', 'camera').sees('red')]);
  }),

  scene('shows two screens that are shared at the same moment, and one that is shared again', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.setLocalTrack('screen', stage.track('blue'));
    bob.plane.setLocalTrack('screen', stage.track('lime'));
    const [annSees, bobSees] = [ann.eye('bob', 'screen'), bob.eye('ann', 'screen')];
    await Promise.all([bobSees.sees('blue'), annSees.sees('lime')]);
    ann.plane.setLocalTrack('screen', null);
    ann.plane.setLocalTrack('screen', stage.track('red'));
    await bobSees.sees('red');
    for (const { plane } of [ann, bob]) plane.setLocalTrack('camera', stage.track('lime'));
    await Promise.all([bob.eye('ann').sees('lime'), ann.eye('bob').sees('lime')]);
  }),

  scene('shows a new track, also after none, without a new description', async (stage) => {
    const [ann, bob] = await stage.pair();
    const eye = bob.eye('ann');
    ann.plane.setLocalTrack('camera', stage.track('red'));
    await eye.sees('red');
    ann.plane.setLocalTrack('camera', stage.track('lime'));
    await eye.sees('lime');
    ann.plane.setLocalTrack('camera', null);
    ann.plane.setLocalTrack('camera', stage.track('blue'));
    await eye.sees('blue');
    equal([ann.descriptions, bob.descriptions], [1, 1], 'descriptions of each');
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
    const sending = sent.map((data) => ann.plane.sendData('bob', data));
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
    const sending = ann.plane.sendData('bob', { channel: 'c', data: bytes });
    bytes.fill(9);
    await sending;
    const [event] = await bob.received(1);
    equal(event?.data instanceof Uint8Array && Array.from(event.data), [1, 2, 3], 'data');
  }),

  scene('keeps data for a participant who is not connected yet', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    introduce([ann, bob]);
    equal(ann.plane.canSend('bob'), false, 'whether it can send at once');
    await Promise.all(['1', '2'].map((data) => ann.plane.sendData('bob', { channel: 'c', data })));
    equal(
      (await bob.received(2)).map(({ data }) => data),
      ['1', '2'],
      'data',
    );
  }),

  scene('refuses what is too large, and sends what comes after', async (stage) => {
    const [ann, bob] = await stage.pair();
    await refuses('message-too-large', ann.plane.sendData('bob', { channel: 'c', data: 'x'.repeat(1024 * 1024) }));
    const bytes = new Uint8Array(1024 * 1024);
    await refuses('message-too-large', ann.plane.sendData('bob', { channel: 'c', data: bytes }));
    await ann.plane.sendData('bob', { channel: 'c', data: 'small' });
    equal((await bob.received(1))[0]?.data, 'small', 'data');
  }),

  scene('refuses data for whoever is unknown, or goes away before it is sent', async (stage) => {
    const [ann] = stage.planes('ann');
    await refuses('not-allowed', ann.plane.sendData('bob', { channel: 'c', data: 'x' }));
    ann.plane.addParticipant('bob', { selfId: 'ann', isOffering: true });
    const waiting = ann.plane.sendData('bob', { channel: 'c', data: 'x' });
    ann.plane.removeParticipant('bob');
    await refuses('not-allowed', waiting);
  }),

  scene('takes a participant once, however often they are added', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    introduce([ann, bob]);
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    introduce([ann, bob]);
    await ann.plane.sendData('bob', { channel: 'c', data: 'x' });
    await bob.received(1);
    equal([ann.descriptions, bob.descriptions], [1, 1], 'descriptions of each');
  }),

  scene('ends connected when both sides offer at once', async (stage) => {
    const [ann, bob] = stage.planes('ann', 'bob');
    ann.plane.setLocalTrack('camera', stage.track('red'));
    bob.plane.setLocalTrack('camera', stage.track('lime'));
    introduce([ann, bob], { bothOffer: true });
    await allConnected([ann, bob]);
    await Promise.all([ann.eye('bob').sees('lime'), bob.eye('ann').sees('red')]);
    await Promise.all([
      ann.plane.sendData('bob', { channel: 'c', data: 'from ann' }),
      bob.plane.sendData('ann', { channel: 'c', data: 'from bob' }),
    ]);
    equal([(await ann.received(1))[0]?.data, (await bob.received(1))[0]?.data], ['from bob', 'from ann'], 'data');
  }),

  scene('drops the signals of whoever is unknown', async (stage) => {
    const [ann, bob, cas] = stage.planes('ann', 'bob', 'cas');
    cas.plane.addParticipant('ann', { selfId: 'cas', isOffering: true });
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    equal(ann.signals.filter(({ to }) => to === 'cas').length, 0, 'signals to the unknown');
    equal(ann.plane.canSend('cas'), false, 'whether it can send to the unknown');
  }),

  scene('drops the signals of an older connection', async (stage) => {
    const [ann, bob] = await stage.pair();
    const offer = ann.signals.find(({ signal }) => signal.description)?.signal;
    bob.plane.handleSignal('ann', { ...offer, generation: 0 });
    await ann.plane.sendData('bob', { channel: 'c', data: 'still here' });
    equal((await bob.received(1))[0]?.data, 'still here', 'data');
    equal(bob.descriptions, 1, 'descriptions');
  }),

  scene('connects anew to a participant who was removed on both sides and comes back', async (stage) => {
    const [ann, bob] = await stage.pair();
    ann.plane.removeParticipant('bob');
    bob.plane.removeParticipant('ann');
    ann.plane.removeParticipant('bob');
    equal([ann.plane.canSend('bob'), bob.plane.canSend('ann')], [false, false], 'whether each can send');
    equal(ann.plane.tracksOf('bob').size, 0, 'tracks of whoever is gone');
    introduce([bob, ann]);
    const data = 'here again';
    await ann.plane.sendData('bob', { channel: 'c', data });
    equal((await bob.received(1))[0]?.data, data, 'data');
  }),

  scene('closes twice, stops no local track, and can be used again', async (stage) => {
    const [ann, bob] = await stage.pair();
    const track = stage.track('red');
    ann.plane.setLocalTrack('camera', track);
    for (const { plane } of [ann, bob, ann, bob]) plane.close();
    equal(ann.plane.canSend('bob'), false, 'whether it can send');
    equal(track.readyState, 'live', 'the local track');
    introduce([ann, bob]);
    await bob.eye('ann').sees('red');
  }),
];
