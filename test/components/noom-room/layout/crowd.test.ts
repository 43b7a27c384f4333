import { expect } from '@open-wc/testing';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { replace, restore } from '../../../fakes/browser/replaced.js';
import { turn } from '../../../fakes/turn.js';
import { until } from '../../../harness/until.js';
import { RoomPage } from '../room-page.js';

const SIZE = 300;
/** As long as the server gathers who comes, goes and changes. */
const GATHERED_MS = 200;
/** More rows than any screen of the test shows. */
const MOST_LAID_OUT = 60;

interface Updating extends HTMLElement {
  performUpdate(): void;
}

/** Counts how often all elements of a tag are updated. */
class UpdateCount {
  readonly #prototype: Updating;
  readonly #performUpdate: () => void;
  #count = 0;

  constructor(tag: string) {
    this.#prototype = customElements.get(tag)?.prototype as Updating;
    const { performUpdate } = this.#prototype;
    this.#performUpdate = performUpdate;
    const count = (): void => void (this.#count += 1);
    this.#prototype.performUpdate = function (this: Updating): void {
      count();
      performUpdate.call(this);
    };
  }

  /** How often since the last time. */
  take(): number {
    const count = this.#count;
    this.#count = 0;
    return count;
  }

  undo(): void {
    this.#prototype.performUpdate = this.#performUpdate;
  }
}

describe('a room of 300', () => {
  let clock: FakeClock;
  let page: RoomPage;
  let counts: Record<string, UpdateCount>;
  /** What is announced to screen readers. */
  let said: string[];

  beforeEach(async () => {
    clock = new FakeClock();
    page = await RoomPage.joined({
      clock,
      attributes: 'camera="off"',
      signaling: { maxParticipants: SIZE },
    });
    page.room.panel = 'participants';
    await until(() => rows().length === 1, 'there is no list');
    // What is announced of the beginning is said by then.
    await until(() => log()?.textContent.includes('You joined'));
    said = [];
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node instanceof HTMLElement) said.push(plain(node));
      }
    }).observe(log() as HTMLElement, { childList: true });
    const tags = ['noom-room', 'noom-participants', 'noom-stage', 'noom-controls'];
    counts = Object.fromEntries(tags.map((tag) => [tag, new UpdateCount(tag)]));
  });

  afterEach(async () => {
    restore();
    for (const count of Object.values(counts)) count.undo();
    await page.close();
  });

  const list = (): ParentNode | null => page.find('noom-participants')?.shadowRoot ?? null;
  const log = (): HTMLElement | null => page.find('[role=log]');
  const plain = ({ textContent }: HTMLElement): string => textContent.replace(/[\u2068\u2069]/g, '').trim();
  const rows = (): HTMLElement[] => [...(list()?.querySelectorAll('li') ?? [])];

  /** Everything that was done so far is told, and drawn. */
  async function told(): Promise<void> {
    await turn();
    clock.advance(GATHERED_MS);
    await turn();
    clock.advance(GATHERED_MS);
    await page.drawn();
  }

  it('is quiet while they come, raise their hands and go: few updates, and two sentences of each', async () => {
    const busy = (): Record<string, number> =>
      Object.fromEntries(Object.entries(counts).flatMap(([tag, count]) => [[tag, count.take()]]));
    const isCalm = (): void => {
      for (const [tag, count] of Object.entries(busy())) expect(count, tag).to.be.below(100);
    };
    busy();
    const crowd = await page.memory.addCrowd(SIZE - 1);
    await told();
    await until(() => rows().length === SIZE, 'not all are in the list');
    isCalm();
    await until(() => said.length === 2, 'there are no two sentences');
    expect(said.splice(0)).to.deep.equal(['Ada Adler joined', 'Bela Adler and 297 others joined']);

    for (const member of crowd.slice(0, 100)) await member.raiseHand();
    await told();
    isCalm();
    await until(() => said.length === 2, 'there are no two sentences');
    expect(said.splice(0)).to.deep.equal(['Ada Adler raised a hand', 'Bela Adler and 98 others raised a hand']);
    expect(rows().filter((row) => row.querySelector('.hand')).length).to.equal(100);

    for (const member of crowd.slice(0, 100)) await member.leave();
    await told();
    isCalm();
    await until(() => said.length === 2, 'there are no two sentences');
    expect(said.splice(0)).to.deep.equal(['Ada Adler left', 'Bela Adler and 98 others left']);
    expect(rows().length).to.equal(SIZE - 100);
  });

  it('opens its list with the first rows, and has all of them a moment later, the focus where it was', async () => {
    const [first] = await page.memory.addCrowd(SIZE - 1);
    await told();
    page.room.panel = null;
    await page.drawn();
    // Noted with each drawing: a busy page may draw several times between two looks.
    const drawn: number[] = [];
    const tag = customElements.get('noom-participants')?.prototype as Updating;
    const { performUpdate } = tag;
    replace(tag, 'performUpdate', function (this: Updating) {
      performUpdate.call(this);
      if (rows().length > 0) drawn.push(rows().length);
    });
    page.room.panel = 'participants';
    await until(() => drawn.at(-1) === SIZE, 'not all are in the list');
    expect(drawn[0]).to.be.within(20, MOST_LAID_OUT);
    const focusable = (): HTMLElement[] =>
      rows().flatMap((row) =>
        [...row.querySelectorAll<HTMLElement>('.actions')].filter(({ tabIndex }) => tabIndex === 0),
      );
    expect(focusable().length).to.equal(1);
    focusable()[0]?.focus();
    await first?.raiseHand();
    await told();
    expect((list() as ShadowRoot).activeElement).to.equal(focusable()[0]);
    // One who is not among the first is found at once.
    const last = plain(rows().at(-1)?.querySelector('.name') as HTMLElement);
    page.room.panel = null;
    await page.drawn();
    page.room.panel = 'participants';
    await until(() => list()?.querySelector('input'));
    const field = list()?.querySelector('input') as HTMLInputElement;
    field.value = last;
    field.dispatchEvent(new Event('input'));
    await page.drawn();
    expect(rows().map((row) => plain(row.querySelector('.name') as HTMLElement))).to.include(last);
  });

  it('lays out few of the rows in its list, and has a button in the Tab order', async () => {
    await page.memory.addCrowd(SIZE - 1);
    await told();
    await until(() => rows().length === SIZE, 'not all are in the list');
    const laidOut = (): HTMLElement[] =>
      rows().filter((row) => row.querySelector('.name')?.checkVisibility({ contentVisibilityAuto: true }));
    await until(() => laidOut().length > 0 && laidOut().length < MOST_LAID_OUT, 'too many rows are laid out');
    const inOrder = rows().filter((row) => row.querySelector<HTMLElement>('.actions')?.tabIndex === 0);
    expect(inOrder.length).to.equal(1);
    // The last one is reached all the same.
    rows().at(-1)?.scrollIntoView();
    await until(() => laidOut().includes(rows().at(-1) as HTMLElement), 'the last row is not laid out');
    expect(laidOut().length).to.be.below(MOST_LAID_OUT);
  });

  it('says how many were found when a name is searched for, and not with each who comes', async () => {
    await page.memory.addCrowd(40);
    await told();
    const field = list()?.querySelector('input') as HTMLInputElement;
    const status = list()?.querySelector('[role=status]') as HTMLElement;
    const search = async (query: string): Promise<void> => {
      field.value = query;
      field.dispatchEvent(new Event('input'));
      await page.drawn();
    };
    await search('ada');
    const found = rows().length;
    expect(plain(status)).to.equal(`${String(found)} found`);
    await page.memory.addCrowd(40);
    await told();
    expect(rows().length).to.be.above(found);
    expect(plain(status)).to.equal(`${String(found)} found`);
    await search('ada ');
    await search('me');
    expect(plain(status)).to.equal(`${String(rows().length)} found`);
    expect(rows().length).to.be.above(0);
  });
});
