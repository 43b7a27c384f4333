import { expect } from '@open-wc/testing';
import { InsideWatch } from '../../../src/components/noom-prejoin/inside-watch.js';
import { CallError, type CallController, type RoomPeek } from '../../../src/core/index.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { turn } from '../../fakes/turn.js';
import { expectAccessible } from '../../harness/browser/look/expect-accessible.js';
import { until } from '../../harness/until.js';
import { RoomPage } from '../noom-room/room-page.js';
import { onPeek } from './on-peek.js';

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
    let isAnswered = false;
    onPeek(page.memory, (answer) => {
      answer();
      isAnswered = true;
    });
    await until(() => isAnswered);
    await page.drawn();
    expect(texts()).to.include('Join “tea”').and.not.include('Nobody').and.not.include('in the call');
  });

  it('is of another room when the page names another one', async () => {
    page = new RoomPage({ attributes: 'room="coffee" display-name="Me"', participants: [{ name: 'Ann' }] });
    await until(() => texts().includes('Nobody is here yet'));
    await page.memory.ready;
    page.room.room = 'tea';
    await until(() => names().length > 0);
    page.room.room = 'coffee';
    await page.drawn();
    expect(names()).to.deep.equal([]);
    await until(() => texts().includes('Nobody is here yet'));
  });

  it('hinders no join while it is asked, and is asked again after the call', async () => {
    page = new RoomPage({ attributes: 'room="tea" display-name="Me"', participants: [{ name: 'Ann' }] });
    const held: (() => void)[] = [];
    onPeek(page.memory, (answer) => held.push(answer));
    const errors: Event[] = [];
    page.room.addEventListener('noom-error', (event) => errors.push(event));
    await page.memory.ready;
    await page.inState('prejoin');
    await until(() => held.length === 1);
    root()?.querySelector<HTMLElement>('.join')?.click();
    await page.inState('joined');
    held[0]?.();
    await page.room.leave();
    await page.room.call.prepare();
    await until(() => held.length === 2);
    expect(names()).to.deep.equal([]);
    held[1]?.();
    await until(() => names().length > 0);
    expect(errors).to.deep.equal([]);
  });

  it('is not known where the server is one of before, which is no failure', async () => {
    page = new RoomPage({ attributes: 'room="tea" display-name="Me"', participants: [{ name: 'Ann' }] });
    let asked = 0;
    onPeek(page.memory, (answer) => {
      asked += 1;
      answer({ ok: false, error: { code: 'bad-request', message: 'There is no request of that name.' } });
    });
    const errors: Event[] = [];
    page.room.addEventListener('noom-error', (event) => errors.push(event));
    await until(() => asked === 1);
    await page.drawn();
    expect(texts()).to.not.include('Nobody').and.not.include('in the call');
    expect([errors, page.room.snapshot.error, root()?.querySelector('[role=alert]')]).to.deep.equal([[], null, null]);
    root()?.querySelector<HTMLElement>('.join')?.click();
    await page.inState('joined');
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

  afterEach(restore);

  const show = (isSeen: boolean): void => {
    replace(document, 'hidden', !isSeen);
    document.dispatchEvent(new Event('visibilitychange'));
  };
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

  it('tells nothing where the server could not be reached, or takes the token no more, and asks again', async () => {
    const { watch, asked } = follow();
    const answers: [answer: RoomPeek | Error, known: RoomPeek][] = [
      [new CallError('signaling-unreachable'), {}],
      [{ count: 2 }, { count: 2 }],
      [new CallError('rate-limited'), {}],
      [new CallError('token-expired'), {}],
      [new CallError('unauthorized'), {}],
      [{ count: 3 }, { count: 3 }],
    ];
    for (const [index, [answer, known]] of answers.entries()) {
      asked.answers[index]?.(answer);
      await turn();
      expect(watch.inside).to.deep.equal(known);
      clock.advance(10_000);
    }
    watch.follow(null);
  });

  it('asks a server that does not know the question once', async () => {
    const { watch, asked, drawn } = follow();
    asked.answers[0]?.(new CallError('internal'));
    await turn();
    document.dispatchEvent(new Event('visibilitychange'));
    expect([watch.inside, drawn.length, asked.answers.length, clock.pending]).to.deep.equal([{}, 0, 1, 0]);
  });

  it('asks nothing in a hidden tab, and at once when it is seen again', async () => {
    const { watch, asked } = follow();
    asked.answers[0]?.({ count: 1 });
    await turn();
    show(false);
    clock.advance(60_000);
    expect(asked.answers.length).to.equal(1);
    show(true);
    expect(asked.answers.length).to.equal(2);
    // Hidden and seen while that is unanswered.
    show(false);
    show(true);
    expect(asked.answers.length).to.equal(2);
    watch.follow(null);
    show(true);
    expect(asked.answers.length).to.equal(2);
  });
});
