import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import { createOn, firstFrames, join, prepare, type BenchWorld } from '../lib/world.js';
import type { BenchPage, ContestantName } from '../pages/harness.js';

/** Prints what happens on both sides of a join, once for each contestant, in milliseconds since `join()`. */
export async function printTraces(
  world: BenchWorld,
  { host, guest, urls, settlingMs }: { host: Page; guest: Page; urls: BenchWorld['urls']; settlingMs: number },
): Promise<void> {
  const contestants: ContestantName[] = ['bare', 'bare-ahead', 'noom', 'peerjs'];
  for (const contestant of contestants) {
    const setup = { url: urls[contestant], room: randomUUID(), iceServers: [] };
    await createOn(host, world.pagesUrl, contestant, { ...setup, index: 0 }, true);
    await createOn(guest, world.pagesUrl, contestant, { ...setup, index: 1 }, true);
    await prepare(host);
    await join(host);
    await prepare(guest);
    await new Promise((resolve) => setTimeout(resolve, settlingMs));
    const [startedAt, ...frames] = await Promise.all([join(guest), firstFrames(guest, 1), firstFrames(host, 1)]);
    const entries = [
      ...(await traceOf(guest)).map((entry) => ({ ...entry, side: 'joiner' })),
      ...(await traceOf(host)).map((entry) => ({ ...entry, side: 'host' })),
      ...frames.map((at, index) => ({ at, what: 'FIRST FRAME', side: index === 0 ? 'joiner' : 'host' })),
    ];
    console.log(`\n${contestant}`);
    for (const { at, what, side } of entries.sort((a, b) => a.at - b.at)) {
      const ms = at - startedAt;
      const indent = side === 'host' ? ' '.repeat(60) : '';
      if (ms > -50 && at <= Math.max(...frames)) console.log(`${ms.toFixed(1).padStart(7)}  ${indent}${what}`);
    }
  }
}

async function traceOf(page: Page) {
  return page.evaluate(() => (globalThis as unknown as { bench: BenchPage }).bench.trace);
}
