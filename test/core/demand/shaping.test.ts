import { expect } from '@open-wc/testing';
import type { Demand } from '../../../src/core/index.js';
import type { SentShape } from '../../../src/core/media/sent-shape.js';
import type { Source } from '../../../src/core/model/sources.js';
import type { MemoryPlane } from '../../../src/testing/index.js';
import { CallWorld, type Person } from '../../fakes/worlds/call-world.js';
import { turn } from '../../fakes/turn.js';

const CHANNEL = 'noom:demand';
const VIEW = {};
const sized = (widthPx: number, heightPx: number): Demand => ({ widthPx, heightPx, priority: 'normal' });

describe('what a participant is sent', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld();
    ann = await world.join('Ann');
    bob = await world.join('Bob');
  });
  afterEach(() => world.close());

  const planeOf = (person: Person): MemoryPlane => person.planes.at(-1) as MemoryPlane;
  /** How Bob sends to Ann. */
  const sent = (source: Source = 'camera'): SentShape | null => planeOf(bob).shapes.get(ann.id, source);

  function report(wanted: Demand, source: 'camera' | 'screen' = 'camera'): void {
    ann.call.reportView(VIEW, { participantId: bob.id, source, wanted });
  }

  /** Time passes, with everything that follows. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 100) {
      world.clock.advance(100);
      await turn();
    }
  }

  /** Everything that Ann sends on the channel from now on. */
  function tellings(): string[] {
    const all: string[] = [];
    const { data } = planeOf(ann);
    const send = data.send.bind(data);
    data.send = (to, what, options) => {
      if (what.channel === CHANNEL) all.push(String(what.data));
      return send(to, what, options);
    };
    return all;
  }

  it('is left to the browser while they tell nothing', async () => {
    const told = tellings();
    await pass(3000);
    expect([told, sent()]).to.deep.equal([[], null]);
  });

  it('is nothing of a camera that they do not see, two seconds later, and all again at once', async () => {
    report(sized(640, 360));
    await pass(1000);
    expect(sent()?.active).to.equal(true);
    report('nothing');
    await pass(1500);
    expect(sent()?.active).to.equal(true);
    await pass(2000);
    expect([sent()?.active, sent('microphone')?.active]).to.deep.equal([false, true]);
    report(sized(640, 360));
    await pass(500);
    expect(sent()?.active).to.equal(true);
  });

  it('is a screen at once when it is shared, although nothing of it was seen before', async () => {
    report(sized(640, 360));
    await pass(3000);
    expect(sent('screen')?.active).to.equal(true);
    await bob.call.shareScreen(true);
    await pass(1000);
    expect(sent('screen')?.active).to.equal(true);
    await pass(3000);
    expect(sent('screen')?.active).to.equal(false);
    await bob.call.shareScreen(false);
    await pass(1000);
    expect(sent('screen')?.active).to.equal(true);
  });

  it('is what they told last, in bounds, whatever and however much they tell', async () => {
    const flood = [
      '{',
      '{"camera":{"width":-1}}',
      '{"camera":{"width":1e999,"height":1,"fps":1,"priority":"high"}}',
      '{"camera":null}',
    ];
    const shapes: unknown[] = [];
    const plane = planeOf(bob);
    const shape = plane.shape.bind(plane);
    plane.shape = (...told) => {
      if (told[1] === 'camera') shapes.push(told[2]);
      shape(...told);
    };
    for (let round = 0; round < 1000; round += 1) {
      for (const data of flood) void planeOf(ann).data.send(bob.id, { channel: CHANNEL, data });
      if (round % 10 === 0) world.clock.advance(1);
    }
    await pass(4000);
    expect(shapes.length).to.be.within(1, 5);
    expect(sent()?.active).to.equal(false);
  });

  it('is told again over a link that takes the place of the former one', async () => {
    report(sized(640, 360));
    await pass(1000);
    const told = tellings();
    planeOf(ann).renewLink(bob.id);
    await pass(1000);
    expect(told).to.have.length(1);
    await pass(5000);
    expect(told).to.have.length(1);
  });

  it('is told again when it could not be handed over', async () => {
    const { data } = planeOf(ann);
    const { send } = data;
    data.send = () => Promise.reject(new Error('Too much waits.'));
    report('nothing');
    await pass(2000);
    data.send = send.bind(data);
    await pass(4000);
    expect(sent()?.active).to.equal(false);
  });

  it('is everything to one whose page does not know of it, who is told nothing', async () => {
    const told = tellings();
    const old = await world.join(
      'Old',
      {},
      { createTransport: () => withoutFeatures(world.signaling.createTransport()) },
    );
    report('nothing');
    await pass(4000);
    expect([planeOf(bob).shapes.get(old.id, 'camera'), sent()?.active]).to.deep.equal([null, false]);
    expect(told).to.have.length(1);
  });

  it('is less to one who saves data, from the next second on, and all again when they no longer do', async () => {
    await pass(2000);
    ann.call.configure({ dataSaver: true });
    await pass(4000);
    expect(sent()?.maxFramerate).to.equal(15);
    expect(sent('microphone')?.maxBitrate).to.equal(20_000);
    ann.call.configure({ dataSaver: false });
    await pass(1500);
    expect(sent()?.maxFramerate).to.equal(undefined);
    expect(sent('microphone')?.maxBitrate).to.equal(undefined);
  });

  it('is less of one who saves data, also to one who tells nothing', async () => {
    bob.call.configure({ dataSaver: true });
    await pass(1500);
    expect([sent()?.maxBitrate, sent('microphone')?.maxBitrate]).to.deep.equal([150_000, 20_000]);
    bob.call.configure({ dataSaver: false });
    await pass(1500);
    expect([sent()?.maxBitrate, sent('microphone')?.maxBitrate]).to.deep.equal([2_500_000, undefined]);
  });

  it('is less of one who saves data', async () => {
    report(sized(640, 360));
    bob.call.configure({ dataSaver: true });
    await pass(1500);
    expect(sent()?.maxFramerate).to.equal(15);
  });
});

/** A page of the first version. */
function withoutFeatures(transport: ReturnType<CallWorld['signaling']['createTransport']>): typeof transport {
  const request = transport.request.bind(transport);
  transport.request = (name, payload, signal) => {
    const asked = name === 'room:join' ? { ...payload, features: [] } : payload;
    return request(name, asked, signal);
  };
  return transport;
}
