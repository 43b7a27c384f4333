import { expect } from '@open-wc/testing';
import { allConnected, introduce } from '../../contracts/plane-pair.js';
import { needLiveKit } from '../../harness/browser/livekit/livekit-room.js';
import { LiveKitScene } from '../../harness/browser/livekit/livekit-scene.js';

describe('data over LiveKit', () => {
  let scene: LiveKitScene;

  before(needLiveKit);
  beforeEach(() => {
    scene = new LiveKitScene();
  });
  afterEach(async () => {
    await scene.close();
  });

  for (const lane of ['ordered', 'bulk'] as const) {
    it(`comes whole, of any size up to that of a mesh, by the lane "${lane}"`, async () => {
      const [ann, bob] = await scene.pair();
      const sizes = [0, 1, 59_900, 60_000, 120_001, ann.plane.capabilities.maxMessageBytes - 2];
      for (const size of sizes) {
        const data = Uint8Array.from({ length: size }, (_, index) => index % 251);
        const fates = await ann.plane.data.send('bob', { channel: 'c', data }, { lane });
        expect([...fates]).to.deep.equal([['bob', 'unknown']]);
      }
      const received = await bob.received(sizes.length);
      expect(received.map(({ data }) => data.length)).to.deep.equal(sizes);
      const isWhole = ({ data }: { data: string | Uint8Array }): boolean =>
        typeof data !== 'string' && data.every((value, index) => value === index % 251);
      expect(received.every(isWhole)).to.equal(true);
    });
  }

  it('goes to all in one packet for each piece, and to no one who is not known', async () => {
    const [ann, bob, cas, dan] = [scene.guest('ann'), scene.guest('bob'), scene.guest('cas'), scene.guest('dan')];
    introduce([ann, bob, cas]);
    introduce([dan, bob]);
    await allConnected([ann, bob, cas]);
    await dan.connectedTo('bob');
    const text = '한국어 '.repeat(20_000);
    const fates = await ann.plane.data.send(null, { channel: 'c', data: text });
    expect([...fates].sort()).to.deep.equal([
      ['bob', 'unknown'],
      ['cas', 'unknown'],
    ]);
    for (const guest of [bob, cas]) expect((await guest.received(1))[0]?.data).to.equal(text);
    // It came to the others already, and dan is as near.
    await bob.plane.data.send('dan', { channel: 'c', data: 'for dan' });
    expect((await dan.received(1)).map(({ data }) => data)).to.deep.equal(['for dan']);
  });

  it('of a participant of whom the call has not told yet waits until it has', async () => {
    const [ann, bob] = [scene.guest('ann'), scene.guest('bob')];
    ann.plane.addParticipant('bob', 'before-us');
    await ann.connectedTo('bob');
    await ann.plane.data.send('bob', { channel: 'c', data: 'early' });
    await ann.plane.data.send('bob', { channel: 'c', data: 'second' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(bob.data).to.have.length(0);
    bob.plane.addParticipant('ann', 'after-us');
    expect((await bob.received(2)).map(({ data }) => data)).to.deep.equal(['early', 'second']);
  });

  it('takes two large messages at once by both lanes, and joins each', async () => {
    const [ann, bob] = await scene.pair();
    const data = (value: number): Uint8Array => new Uint8Array(200_000).fill(value);
    await Promise.all([
      ann.plane.data.send('bob', { channel: 'file', data: data(1) }, { lane: 'bulk' }),
      ann.plane.data.send('bob', { channel: 'file', data: data(2) }, { lane: 'bulk' }),
      ann.plane.data.send('bob', { channel: 'chat', data: data(3) }),
      ann.plane.data.send('bob', { channel: 'chat', data: data(4) }),
    ]);
    const received = await bob.received(4);
    const of = (channel: string): unknown[] =>
      received.filter((each) => each.channel === channel).map((each) => [each.data.length, each.data[0]]);
    expect(of('file')).to.deep.equal([
      [200_000, 1],
      [200_000, 2],
    ]);
    expect(of('chat')).to.deep.equal([
      [200_000, 3],
      [200_000, 4],
    ]);
  });
});
