import type { Page } from 'puppeteer-core';
import type { Topology } from '../../src/protocol/protocol.js';
import type { LargePage } from '../pages/large.js';
import type { LargeWorld } from './large-world.js';

/** Everything in a room takes so long until it is as it stays. */
export const SETTLING_MS = 3000;
/** A move that takes longer has failed. */
const PATIENCE_MS = 60_000;

/** The page's own figures. */
export type Large = typeof globalThis & { readonly large: LargePage };

/** A room of noom with so many pages; only the second one sends sound. The first is its host. */
export async function gather(world: LargeWorld, people: number): Promise<{ room: string; pages: Page[] }> {
  const room = await world.room('noom');
  const pages: Page[] = [];
  for (let index = 0; index < people; index += 1) {
    const page = await world.open('noom', room, { hasSound: index === 1 });
    pages.push(page);
    await page.waitForSelector('noom-room[state=joined]', { timeout: PATIENCE_MS });
  }
  await Promise.all(pages.map((page) => shows(page, people - 1)));
  return { room, pages };
}

/** Resolves when a page has pictures of so many others. */
export async function shows(page: Page, others: number): Promise<void> {
  await page.waitForFunction(
    (count) => {
      const { snapshot } = document.querySelector('noom-room') ?? {};
      const seen = snapshot?.participants.filter(({ isLocal, sources }) => !isLocal && sources.camera.track !== null);
      return seen?.length === count;
    },
    { timeout: PATIENCE_MS },
    others,
  );
}

/** Has the host move the call; resolves to how long the host's page says that it took, in milliseconds. */
export async function move(pages: readonly Page[], to: Topology): Promise<number> {
  const [host] = pages;
  if (host === undefined) throw new Error('There is no host.');
  const moved = host.$eval(
    'noom-room',
    (room, topology) =>
      new Promise<number>((resolve) => {
        room.addEventListener('noom-topology-changed', ({ ms }) => resolve(ms), { once: true });
        room.topology = topology;
      }),
    to,
  );
  const arrived = pages.map((page) =>
    page.waitForSelector(`noom-room[active-topology="${to}"]`, { timeout: PATIENCE_MS }),
  );
  const [ms] = await Promise.all([moved, ...arrived]);
  return ms;
}

/** Closes them, with what they have stored. */
export async function closeAll(pages: readonly Page[]): Promise<void> {
  await Promise.all(pages.map((page) => page.browserContext().close()));
}
