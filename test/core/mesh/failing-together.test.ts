import { expect } from '@open-wc/testing';
import { introduce, PlaneWitness } from '../../contracts/plane-pair.js';
import { CountedConnections } from '../../fakes/counted/counted-connections.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { isAnswer, isCandidate, type isOffer, SignalPost } from '../../fakes/signal-post.js';

/** After which a connection that is not up yet is made anew, and has failed. */
const OPENING_MS = 15_000;

for (const ids of [
  ['ann', 'bob'],
  ['bob', 'ann'],
] as const) {
  describe(`a connection between two who find no way, and ${ids[0]} gives it up first`, () => {
    let connections: CountedConnections;
    let sides: { clock: FakeClock; witness: PlaneWitness; told: string[] }[];
    let post: SignalPost;

    beforeEach(async () => {
      connections = new CountedConnections();
      sides = ids.map((id) => {
        const clock = new FakeClock();
        const witness = new PlaneWitness((signaling) => createMesh({ signaling, clock }), id);
        const told: string[] = [];
        witness.plane.addEventListener('plane-link', ({ state }) => told.push(state));
        return { clock, witness, told };
      });
      const witnesses = sides.map(({ witness }) => witness);
      post = new SignalPost(witnesses);
      post.rule = (letter) => {
        if (!isCandidate(letter)) letter.deliver();
      };
      introduce(witnesses);
      await sent(isAnswer, 1);
    });
    afterEach(() => {
      for (const { witness, clock } of sides) {
        witness.close();
        expect(clock.pending, 'timers left behind').to.equal(0);
      }
      connections.close();
    });

    async function sent(is: typeof isOffer, count: number): Promise<void> {
      while (post.letters.filter(is).length < count) await new Promise(requestAnimationFrame);
    }

    it('has failed for the other one at the same time, whose connection was replaced just before', async () => {
      const [first, second] = sides;
      second?.clock.advance(OPENING_MS - 1);
      first?.clock.advance(OPENING_MS);
      expect(first?.told).to.deep.equal(['failed']);
      await sent(isAnswer, 2);
      expect(second?.told).to.deep.equal([]);
      second?.clock.advance(1);
      expect(second?.told).to.deep.equal(['failed']);
    });

    it('comes up where the candidates get through in time, and has not failed', async () => {
      const [, second] = sides;
      second?.clock.advance(OPENING_MS - 1);
      post.mend();
      second?.witness.plane.renewLink(ids[0]);
      await sent(isAnswer, 2);
      while (!sides.every(({ told }) => told.includes('connected'))) await new Promise(requestAnimationFrame);
      for (const { clock } of sides) clock.advance(2 * OPENING_MS);
      expect(sides.map(({ told }) => told)).to.deep.equal([['connected'], ['connected']]);
    });
  });
}
