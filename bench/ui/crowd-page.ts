import type { Page } from 'puppeteer-core';
import type { BenchWorld } from '../lib/world.js';
import type { CrowdPage } from '../pages/crowd.js';

/** A page has this as a global. */
export type CrowdWindow = typeof globalThis & { crowd: CrowdPage };

/** Runs `work` in a page of its own, with `crowd` as a global. */
export async function withCrowdPage<Result>(world: BenchWorld, work: (page: Page) => Promise<Result>): Promise<Result> {
  const page = await world.openPage();
  try {
    page.setDefaultTimeout(120_000);
    await page.goto(`${world.pagesUrl}/crowd`);
    return await work(page);
  } finally {
    await page.browserContext().close();
  }
}

/** The same, in a room of that many, most of whom are drawn. The page was pressed, as by a person who joins. */
export async function withCrowd<Result>(
  world: BenchWorld,
  count: number,
  work: (page: Page) => Promise<Result>,
): Promise<Result> {
  return withCrowdPage(world, async (page) => {
    await page.mouse.click(1, 1);
    const { noom } = world.urls;
    await step(
      `joining, ${String(count)} participants`,
      page.evaluate((url, many) => (globalThis as CrowdWindow).crowd.join(url, many), noom, count),
    );
    return work(page);
  });
}

/** Measures how much processor time the page's main thread uses, from now on. */
export async function watchMainThread(page: Page): Promise<{ takeSeconds(): Promise<number> }> {
  const session = await page.createCDPSession();
  await session.send('Performance.enable');
  const read = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const found = metrics.find(({ name }) => name === 'ThreadTime');
    if (found === undefined) throw new Error('This browser does not say how long a thread was busy.');
    return found.value;
  };
  let before = await read();
  return {
    async takeSeconds() {
      const now = await read();
      const taken = now - before;
      before = now;
      return taken;
    },
  };
}

/** Does one step of a round. @throws Error that names it if it takes too long, so that no round hangs unnoticed. */
export async function step<Result>(name: string, work: Promise<Result>, patienceMs = 60_000): Promise<Result> {
  let timeout: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => {
      reject(new Error(`“${name}” took longer than ${String(patienceMs / 1000)} s.`));
    }, patienceMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timeout);
  }
}

/** Resolves after so many milliseconds. */
export function wait(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
