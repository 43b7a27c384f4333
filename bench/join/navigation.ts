import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import type { Table } from '../lib/readme.js';
import { Samples } from '../lib/statistics.js';
import { createOn, join, prepare, type BenchWorld } from '../lib/world.js';
import type { ContestantName } from '../pages/harness.js';

const SETTLING_MS = 700;

interface Arrival {
  title: string;
  page: string;
  contestant: ContestantName;
  /** Whether it is the first visit, so that the page knows no ICE servers. */
  isFirstVisit: boolean;
}

const LIMIT = 'bare page';
const ARRIVALS: readonly Arrival[] = [
  { title: LIMIT, page: 'navigation-bare', contestant: 'bare', isFirstVisit: true },
  { title: '`<noom-room autojoin>`, first visit', page: 'navigation-noom', contestant: 'noom', isFirstVisit: true },
  { title: '`<noom-room autojoin>`, later visit', page: 'navigation-noom', contestant: 'noom', isFirstVisit: false },
  { title: 'PeerJS page', page: 'navigation-peerjs', contestant: 'peerjs', isFirstVisit: true },
];

/** From the beginning of the navigation to the first remote frame on a page that joins by itself. */
export async function measureNavigation(world: BenchWorld, host: Page, rounds: number): Promise<Table> {
  const samples = new Samples();
  for (let round = 0; round < rounds; round += 1) {
    console.error(`join: navigation, round ${String(round + 1)} of ${String(rounds)}`);
    for (let turn = 0; turn < ARRIVALS.length; turn += 1) {
      const arrival = ARRIVALS[(round + turn) % ARRIVALS.length];
      if (arrival) samples.add(arrival.title, await arrive(world, host, arrival));
    }
  }
  return {
    title: 'First remote frame after the navigation, joining at once',
    head: ['', 'joiner, ms', 'ratio'],
    rows: ARRIVALS.map(({ title }) => [
      title,
      samples.median(title).toFixed(0),
      `${samples.ratio(title, LIMIT).toFixed(2)}×`,
    ]),
    note: 'The tag draws its whole UI; the bare page and the PeerJS page only the picture. All load from this machine.',
  };
}

/** Milliseconds from the navigation to the first frame of the host, in a separate window. */
async function arrive(
  world: BenchWorld,
  host: Page,
  { page: name, contestant, isFirstVisit }: Arrival,
): Promise<number> {
  const room = randomUUID();
  const url = world.urls[contestant];
  await createOn(host, world.pagesUrl, contestant, { url, room, index: 0, iceServers: [] });
  await prepare(host);
  await join(host);
  const page = await world.openPage();
  try {
    const address = (where: string): string =>
      `${world.pagesUrl}/${name}?${String(new URLSearchParams({ url, room: where }))}`;
    if (!isFirstVisit) {
      // No other participant is there, but the server tells its ICE servers.
      await page.goto(address(randomUUID()));
      await page.waitForSelector('noom-room[state=joined]');
      await page.goto('about:blank');
    }
    await new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
    await page.goto(address(room));
    return await page.evaluate(() => (globalThis as unknown as { firstFrame: Promise<number> }).firstFrame);
  } finally {
    await page.browserContext().close();
  }
}
