import { expect } from '@open-wc/testing';
import { allConnected, introduce, PlaneWitness } from '../../contracts/plane-pair.js';
import { CountedConnections } from '../../fakes/counted/counted-connections.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { isAnswer, isAsk, isCandidate, isOffer, SignalPost, type Letter } from '../../fakes/signal-post.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

/** After which a connection that is not up yet is made anew. */
const OPENING_MS = 15_000;
/** After which an exchange that does not end has the connection made anew. */
const MENDING_MS = 20_000;

const isRequest = (letter: Letter): boolean => isAsk(letter) || isOffer(letter);

for (const [who, ids] of [
  ['polite', ['ann', 'bob']],
  ['impolite', ['bob', 'ann']],
] as const) {
  describe(`a connection that the ${who} side begins`, () => {
    let connections: CountedConnections;
    let clock: FakeClock;
    let first: PlaneWitness;
    let second: PlaneWitness;
    let post: SignalPost;
    /** What the first side told of the link. */
    let told: string[];

    beforeEach(() => {
      connections = new CountedConnections();
      clock = new FakeClock();
      [first, second] = ids.map((id) => new PlaneWitness((signaling) => createMesh({ signaling, clock }), id)) as [
        PlaneWitness,
        PlaneWitness,
      ];
      post = new SignalPost([first, second]);
      const states: string[] = [];
      first.plane.addEventListener('plane-link', ({ state }) => states.push(state));
      told = states;
    });
    afterEach(() => {
      for (const witness of [first, second]) witness.close();
      connections.close();
      expect(connections.open, 'connections left behind').to.deep.equal([]);
      expect(clock.pending, 'timers left behind').to.equal(0);
    });

    /** Resolves when data arrives both ways. */
    async function connected(): Promise<void> {
      await allConnected([first, second]);
      const counts = [first.data.length, second.data.length];
      await first.plane.data.send(second.id, { channel: 'c', data: 'there' });
      await second.plane.data.send(first.id, { channel: 'c', data: 'and back' });
      await first.received((counts[0] ?? 0) + 1);
      await second.received((counts[1] ?? 0) + 1);
    }

    /** Resolves when a letter of which this holds has been sent. */
    async function sent(is: (letter: Letter) => boolean, count = 1): Promise<void> {
      while (post.letters.filter(is).length < count) await new Promise(requestAnimationFrame);
    }

    async function settled(): Promise<void> {
      while (connections.open.some(({ signalingState }) => signalingState !== 'stable'))
        await new Promise(requestAnimationFrame);
    }

    for (const [what, isLost, cue] of [
      ['offer', isOffer, isOffer],
      ['answer', isAnswer, isAnswer],
    ] as const) {
      it(`comes up although the first ${what} is lost`, async () => {
        post.lose(isLost);
        introduce([first, second]);
        await sent(cue);
        clock.advance(OPENING_MS);
        await connected();
      });

      it(`comes up although the first ${what} is lost, and the one after it`, async () => {
        post.lose(isLost, 2);
        introduce([first, second]);
        await sent(cue);
        clock.advance(OPENING_MS);
        await sent(cue, 2);
        clock.advance(2 * OPENING_MS);
        await connected();
      });
    }

    it('offers two generations in turn to a side that cannot be asked, and of which nothing arrives', async () => {
      post.rule = () => undefined;
      first.plane.addParticipant(second.id, 'before-us', []);
      const offered = (): (number | undefined)[] =>
        post.letters.filter(isOffer).map(({ signal: { generation } }) => generation);
      for (const [tries, patience] of [1, 2, 4, 4].entries()) {
        await sent(isOffer, tries + 1);
        clock.advance(patience * OPENING_MS);
      }
      await sent(isOffer, 5);
      expect(offered()).to.deep.equal([1, 2, 1, 2, 1]);
      // Neither arrived, or one of them: each leads on.
      post.mend();
      introduce([first, second], { features: [] });
      clock.advance(60_000);
      await connected();
    });

    it('comes about with a side that cannot be asked, and whose offer comes after others that were lost', async () => {
      post.rule = (letter) => {
        if (letter.from === first.id) letter.deliver();
      };
      introduce([first, second], { features: [] });
      await sent(isAnswer);
      for (let offers = 1; offers < 3; offers += 1) {
        if (offers === 2) post.mend();
        second.plane.renewLink(first.id);
        await sent(({ from, signal }) => from === second.id && signal.description?.type === 'offer', offers);
      }
      await connected();
    });

    it('comes about although every candidate of the first one is lost', async () => {
      post.rule = (letter) => {
        if (!isCandidate(letter)) letter.deliver();
      };
      introduce([first, second]);
      await sent(isAnswer);
      await settled();
      post.mend();
      clock.advance(OPENING_MS);
      await connected();
    });

    it('comes up, by one connection for each side, although every signal arrives twice', async () => {
      post.rule = (letter) => {
        letter.deliver();
        letter.deliver();
      };
      introduce([first, second]);
      await connected();
      expect(connections.made).to.have.length(2);
    });

    it('comes up, by one connection for each side, although candidates overtake their descriptions', async () => {
      let release = post.hold();
      introduce([first, second]);
      await sent(isOffer);
      await sent(isCandidate);
      const reverse = (letters: readonly Letter[]): readonly Letter[] => [...letters].reverse();
      release(reverse);
      release = post.hold();
      await sent(isAnswer);
      await sent(({ from, signal }) => from === second.id && signal.candidate !== undefined);
      release(reverse);
      await connected();
      expect(connections.made).to.have.length(2);
    });

    it('comes up although all signals arrive late: after the connection was made anew', async () => {
      const release = post.hold();
      introduce([first, second]);
      await sent(isOffer);
      clock.advance(OPENING_MS);
      await sent(isOffer, 2);
      release();
      await settled();
      // A late signal may belong to a connection that is gone: the check by time handles that.
      for (
        let minute = 0;
        minute < 3 && !(first.plane.data.canSend(second.id) && second.plane.data.canSend(first.id));
        minute += 1
      ) {
        clock.advance(60_000);
        await settled();
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
      await connected();
    });

    it('is tried at least once a minute for as long as nothing gets through, and is reported as failed', async () => {
      post.rule = () => undefined;
      introduce([first, second]);
      await sent(isOffer);
      const told: string[] = [];
      second.plane.addEventListener('plane-link', ({ state }) => told.push(state));
      for (let minute = 0; minute < 15; minute += 1) {
        const before = post.letters.length;
        clock.advance(60_000);
        await sent(() => true, before + 1);
        expect(connections.open.length, 'connections at a time').to.be.at.most(2);
      }
      expect(told).to.deep.equal(['failed']);
      post.mend();
      clock.advance(60_000);
      await connected();
    });

    it('ends a restart whose offer, or answer, or ask is lost, over the same connection', async () => {
      introduce([first, second]);
      await connected();
      const polite = connections.open[ids.indexOf('ann')];
      for (const isLost of [isOffer, isAnswer, isAsk]) {
        const before = post.letters.filter(isLost).length;
        post.lose(isLost);
        polite?.restartIce();
        await sent(isLost, before + 1);
        clock.advance(MENDING_MS);
        await sent(isLost, before + 2);
        await sent(isAnswer);
        await settled();
        await connected();
      }
      expect(connections.made).to.have.length(2);
      expect(told).not.to.include('failed');
    });

    it('goes on while the other side cannot be reached, and is made anew when an exchange stays without an end', async () => {
      introduce([first, second]);
      await connected();
      post.rule = () => undefined;
      connections.open[0]?.restartIce();
      await sent(isRequest, post.letters.filter(isRequest).length + 1);
      for (let repeats = 0; repeats < 3; repeats += 1) {
        const before = post.letters.length;
        clock.advance(MENDING_MS);
        await sent(() => true, before + 1);
        expect(connections.made).to.have.length(2);
        await connected();
      }
      post.mend();
      clock.advance(MENDING_MS);
      while (connections.made.length < 4) await new Promise(requestAnimationFrame);
      await connected();
    });

    it('goes on for as long as the server is away, whatever waits for it, and ends that when it is back', async () => {
      introduce([first, second]);
      await connected();
      const release = post.hold();
      let comeBack = (): void => undefined;
      const isBack = new Promise<void>((resolve) => (comeBack = resolve));
      for (const witness of [first, second]) witness.serverIsThere = isBack;
      for (const connection of connections.open) connection.restartIce();
      await sent(isAsk);
      while (connections.open.every(({ signalingState }) => signalingState === 'stable'))
        await new Promise(requestAnimationFrame);
      const { length } = post.letters;
      clock.advance(60 * MENDING_MS);
      await connected();
      expect(post.letters.filter((letter) => !isCandidate(letter)).length, 'signals that wait').to.be.at.most(length);
      comeBack();
      release();
      await settled();
      await connected();
      expect(connections.made).to.have.length(2);
      expect(told).not.to.include('failed');
    });
  });
}
