import { expect } from '@open-wc/testing';
import { InsideWatch } from '../../../src/components/noom-prejoin/inside-watch.js';
import { CallError, type CallController, type RoomPeek } from '../../../src/core/index.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { turn } from '../../fakes/turn.js';
import { expectAccessible } from '../../harness/browser/expect-accessible.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';

describe('who is inside, before joining', () => {
  let page: RoomPage;

  afterEach(async () => {
    await page.close();
    localStorage.clear();
  });

  const root = (): ShadowRoot | null | undefined => page.find('noom-prejoin')?.shadowRoot;
  const texts = (): string => root()?.textContent.replaceAll(/\s+/g, ' ') ?? '';
  const names = (): (string | undefined)[] =>
    [...(root()?.querySelectorAll('.names li') ?? [])].map(({ textContent }) => textContent.trim());

  it('is told with names, and is gone in the call', async () => {
    page = new RoomPage({
      attributes: 'room="tea" display-name="Me"',
      participants: [{ name: 'Ann' }, { name: '김민지' }],
    });
    await page.memory.ready;
    await page.inState('prejoin');
    await until(() => names().length > 0);
    expect(texts()).to.include('2 people are in the call');
    expect(names()).to.deep.equal(['Ann', '김민지']);
    await expectAccessible(page.box);
    root()?.querySelector<HTMLElement>('.join')?.click();
    await page.inState('joined');
    expect(names()).to.deep.equal([]);
  });

  it('is told of an empty room, and of none that has a lobby', async () => {
    page = new RoomPage({ attributes: 'room="tea" display-name="Me"' });
    await until(() => texts().includes('Nobody is here yet'));
    await page.close();
    page = new RoomPage({ attributes: 'room="tea" display-name="Me"', signaling: { lobby: true } });
    const peeked = page.memory.signaling;
    let isAnswered = false;
    const { handleRequest } = peeked;
    peeked.handleRequest = (connection, name, payload, reply) => {
      handleRequest.call(peeked, connection, name, payload, (ack) => {
        reply(ack);
        isAnswered ||= name === 'room:peek';
      });
    };
    await until(() => isAnswered);
    await page.drawn();
    expect(texts()).to.include('Join “tea”').and.not.include('Nobody').and.not.include('in the call');
  });
});

describe('InsideWatch', () => {
  /** A call that is asked, and answers when the test does. */
  class AskedCall {
    readonly answers: ((answer: RoomPeek | Error) => void)[] = [];

    peek(): Promise<RoomPeek> {
      return new Promise((resolve, reject) => {
        this.answers.push((answer) => {
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        });
      });
    }
  }

  const clock = new FakeClock();
  const follow = (): { watch: InsideWatch; asked: AskedCall; drawn: RoomPeek[] } => {
    const drawn: RoomPeek[] = [];
    const watch = new InsideWatch(() => drawn.push(watch.inside), clock);
    const asked = new AskedCall();
    watch.follow(asked as unknown as CallController, 'tea');
    return { watch, asked, drawn };
  };

  it('asks at once and every ten seconds, one question at a time, and tells changes alone', async () => {
    const { watch, asked, drawn } = follow();
    expect(asked.answers.length).to.equal(1);
    clock.advance(10_000);
    expect(asked.answers.length, 'not while one is unanswered').to.equal(1);
    for (const answer of [
      { count: 1, names: ['Ann'] },
      { count: 1, names: ['Ann'] },
      { count: 0, names: [] },
    ]) {
      asked.answers.at(-1)?.(answer);
      await turn();
      clock.advance(10_000);
    }
    expect(drawn).to.deep.equal([
      { count: 1, names: ['Ann'] },
      { count: 0, names: [] },
    ]);
    expect(asked.answers.length).to.equal(4);
    watch.follow(null);
    // Of the same room it is known until the next answer: a tag that is moved shows it all the time.
    expect([watch.inside, clock.pending]).to.deep.equal([{ count: 0, names: [] }, 0]);
  });

  it('drops the answer about another room, or that comes after it is not shown any more', async () => {
    const { watch, asked, drawn } = follow();
    watch.follow(asked as unknown as CallController, 'coffee');
    asked.answers[0]?.({ count: 3 });
    await turn();
    expect([watch.inside, drawn.length]).to.deep.equal([{}, 0]);
    watch.follow(null);
    asked.answers[1]?.({ count: 4 });
    await turn();
    expect([watch.inside, drawn.length]).to.deep.equal([{}, 0]);
  });

  it('asks again where the server could not be reached, and no more where it does not tell', async () => {
    const { watch, asked } = follow();
    asked.answers[0]?.(new CallError('signaling-unreachable'));
    await turn();
    clock.advance(10_000);
    asked.answers[1]?.({ count: 2 });
    await turn();
    expect(watch.inside.count).to.equal(2);
    clock.advance(10_000);
    asked.answers[2]?.(new CallError('token-expired'));
    await turn();
    expect([watch.inside, clock.pending]).to.deep.equal([{}, 0]);
  });
});
