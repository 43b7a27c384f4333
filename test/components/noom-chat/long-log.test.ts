import { expect } from '@open-wc/testing';
import { DrawnSlices } from '../../../src/components/noom-chat/log/drawn-slices.js';
import { groupMessages } from '../../../src/components/noom-chat/log/group-messages.js';
import { Slices, type Slice } from '../../../src/components/noom-chat/log/slices.js';
import type { ChatMessage } from '../../../src/core/index.js';
import { until } from '../../harness/until.js';
import { bodies, useChat } from './chat-on-page.js';
import { createLongCall } from './long-call.js';

const message = (index: number): ChatMessage => {
  const from = index % 3 === 0 ? 'ann' : 'jun';
  return { id: `m${String(index)}`, from, name: from, text: String(index), to: null, at: index * 1000, isLocal: false };
};
const messages = (from: number, to: number): ChatMessage[] =>
  Array.from({ length: to - from }, (_, index) => message(from + index));
const read = (slices: readonly Slice[]): Map<number, string> =>
  new Map(
    slices.map(({ id, entries }) => [id, entries.map((entry) => ('key' in entry ? entry.key : entry.id)).join()]),
  );

describe('the slices of a log', () => {
  it('stay as they are when messages are added, but for the last one', () => {
    const slices = new Slices();
    const before = read(slices.cut(groupMessages(messages(0, 1000), [])));
    const after = read(slices.cut(groupMessages(messages(0, 1001), [])));
    const changed = [...after].filter(([id, keys]) => before.get(id) !== keys).map(([id]) => id);
    expect(before.size).to.be.within(15, 60);
    expect(changed.length).to.be.at.most(1);
  });

  it('stay when older messages are dropped, or come from the history', () => {
    const slices = new Slices();
    const before = read(slices.cut(groupMessages(messages(300, 1000), [])));
    const dropped = read(slices.cut(groupMessages(messages(303, 1000), [])));
    expect([...dropped].filter(([id, keys]) => before.get(id) !== keys).length).to.equal(1);
    const merged = slices.cut(groupMessages(messages(0, 1000), []));
    expect(new Set(merged.map(({ id }) => id)).size, 'each id once').to.equal(merged.length);
    expect([...read(merged)].filter(([id, keys]) => dropped.get(id) === keys).length).to.be.at.least(dropped.size - 1);
    expect(merged.flatMap(({ entries }) => entries).length).to.equal(groupMessages(messages(0, 1000), []).length);
  });

  for (const [height, drawnAtOnce] of [
    [640, [false, false, false, true]],
    [900, [false, false, true, true]],
    [4320, [true, true, true, true]],
  ] as const) {
    it(`are drawn at once if they fill a screen of ${String(height)} px, and forgotten with their messages`, () => {
      const ownerDocument = { defaultView: { screen: { height } } };
      const drawn = new DrawnSlices({ addController: () => undefined, ownerDocument } as never);
      const slices = [1, 2, 3, 4].map((id) => ({
        id,
        entries: groupMessages(
          messages(id * 60, id * 60 + 20).map((each) => ({ ...each, from: 'ann', name: 'Ann' })),
          [],
        ),
      }));
      drawn.update(slices);
      expect(slices.map(({ id }) => drawn.has(id))).to.deep.equal(drawnAtOnce);
      drawn.update(slices.slice(0, 3));
      expect(drawn.has(4)).to.equal(false);
    });
  }
});

describe('<noom-chat> with 10,000 messages', () => {
  const put = useChat();

  it('is at its newest ones at once, draws the others later, and redraws none of them for one more', async () => {
    const { page, chat } = await put();
    const { call, add } = createLongCall(page.room.call, messages(0, 10_000));
    page.room.call = call;
    await until(() => bodies(chat).at(-1)?.textContent === '9999');
    const list = chat.shadowRoot?.querySelector<HTMLElement>('.list');
    const atOnce = bodies(chat).length;
    expect(atOnce).to.be.below(1000);
    const distance = (): number => (list?.scrollHeight ?? 0) - (list?.clientHeight ?? 0) - (list?.scrollTop ?? 0);
    await until(() => distance() < 2);
    // What is scrolled to is drawn.
    list?.scrollTo({ top: list.scrollHeight / 2 });
    await until(() => bodies(chat).length > atOnce);
    await until(() => bodies(chat).some((body) => isSeenIn(body, list)));
    await untilStill(list);
    const first = chat.shadowRoot?.querySelector('.slice:nth-last-of-type(3)');
    const changes = new MutationObserver(() => undefined);
    if (first) changes.observe(first, { childList: true, subtree: true, characterData: true });
    const read = bodies(chat).find((body) => isSeenIn(body, list));
    const { top = 0 } = read?.getBoundingClientRect() ?? {};
    add(message(10_000));
    await until(() => bodies(chat).at(-1)?.textContent === '10000');
    expect(changes.takeRecords().length).to.equal(0);
    expect(read?.getBoundingClientRect().top, 'the reader stays where they are').to.be.closeTo(top, 12);
    changes.disconnect();
  });

  it('is opened with about what a screen shows, also where one person wrote it all', async () => {
    const { page, chat } = await put();
    const monologue = messages(0, 100).map((each) => ({ ...each, from: 'jun', name: 'Jun' }));
    page.room.call = createLongCall(page.room.call, monologue).call;
    await chat.updateComplete;
    expect(bodies(chat).length).to.be.within(20, 40);
    await until(() => bodies(chat).length === 100);
  });

  it('lays out what is near to what is seen and nothing else, wherever that is', async () => {
    const { page, chat } = await put();
    page.room.call = createLongCall(page.room.call, messages(0, 3000)).call;
    const slices = (): HTMLElement[] => [...(chat.shadowRoot?.querySelectorAll<HTMLElement>('.slice') ?? [])];
    await until(() => slices().length > 40 && slices().every((slice) => slice.childElementCount > 0));
    const list = chat.shadowRoot?.querySelector<HTMLElement>('.list');
    for (const part of [0.5, 0, 0.25, 1]) {
      list?.scrollTo({ top: list.scrollHeight * part });
      await untilStill(list);
      const heights = slices().map(({ offsetHeight }) => offsetHeight);
      expect(Math.min(...heights.slice(0, -1)), `heights at ${String(part)}`).to.be.above(300);
      const near = slices().filter((slice) =>
        slice.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }),
      );
      expect(near.length, `slices near ${String(part)}`).to.be.within(1, 8);
    }
  });
});

/** Resolves once nothing is scrolled between two frames. */
async function untilStill(list: HTMLElement | null | undefined): Promise<void> {
  for (let before: number | undefined; before !== list?.scrollTop;) {
    before = list?.scrollTop;
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  }
}

function isSeenIn(element: Element, list: HTMLElement | null | undefined): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  const box = list?.getBoundingClientRect();
  return bottom > (box?.top ?? 0) && top < (box?.bottom ?? 0) && top !== bottom;
}
