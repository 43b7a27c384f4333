/**
 * Long enough to be measured by this clock, in milliseconds, and short enough to be over before another program has its
 * turn.
 */
const BATCH_MS = Math.max(1, 3 * clockStep());
const ROUNDS = 200;
/** What doubles with the text may grow so much; what grows with its square grows to four times. */
const LIMIT = 3;

/** How a function is measured: it gets a text of about so many characters. */
export interface Probe {
  readonly work: (text: string) => unknown;
  /** A text of at least `length` characters, and hardly more. */
  readonly text: (length: number) => string;
}

/**
 * A function on several texts, one after the other: what grows faster on one of them does so on all of them together.
 */
export function onEach(work: Probe['work'], units: readonly string[], tail = ''): Probe {
  return {
    work: (text) => {
      const length = text.length;
      for (const unit of units) work(repeated(unit, '', tail)(length));
    },
    text: (length) => 'x'.repeat(length),
  };
}

/** `head`, then `unit` repeatedly. */
export function repeated(unit: string, head = '', tail = ''): Probe['text'] {
  return (length) => head + unit.repeat(Math.ceil(length / unit.length)) + tail;
}

/**
 * How much longer the work takes on twice the characters, 8,000 after 4,000. Both are done for about as long, and of
 * many runs the shortest of each counts, because other programs only ever make a run longer; it ends as soon as the
 * growth is seen to be that of the text.
 */
function growthOf({ work, text }: Probe, length = 4000): { growth: number; msPerText: number } {
  const [short, long] = [text(length), text(length * 2)];
  let [times, shortMs, longMs, growth] = [1, Infinity, Infinity, Infinity];
  for (let round = 0; round < ROUNDS && (round < 4 || growth > LIMIT); round += 1) {
    shortMs = Math.min(shortMs, measure(work, short, times * 2) / 2);
    longMs = Math.min(longMs, measure(work, long, times));
    growth = longMs / shortMs;
    if (shortMs >= BATCH_MS) continue;
    // Too short for the clock, also where a first run was interrupted and looked longer: started again, with more.
    times *= 2;
    [round, shortMs, longMs] = [-1, Infinity, Infinity];
  }
  return { growth, msPerText: shortMs / times };
}

/**
 * What is wrong with how a function grows; `null` when nothing is. A step at some length, as buffers have them, is not
 * growth.
 */
export function faultOfGrowth(probe: Probe, mostMs = Infinity): string | null {
  const { growth, msPerText } = growthOf(probe);
  if (msPerText > mostMs) return `a text of 4,000 characters takes ${msPerText.toFixed(1)} ms`;
  const least = growth <= LIMIT ? growth : Math.min(growth, growthOf(probe, 8000).growth);
  return least <= LIMIT ? null : `twice the text takes ${least.toFixed(1)} times as long`;
}

function measure(work: Probe['work'], text: string, times: number): number {
  const begin = performance.now();
  for (let count = 0; count < times; count += 1) work(text);
  return performance.now() - begin;
}

/** The smallest step of the clock. */
function clockStep(): number {
  const begin = performance.now();
  let now = begin;
  while (now === begin) now = performance.now();
  return now - begin;
}
