import { randomUUID } from 'node:crypto';
import type { Page } from 'puppeteer-core';
import type { Table } from '../lib/readme.js';
import type { BenchWorld } from '../lib/world.js';
import { rowOf } from './row.js';

const PEOPLE = ['Ann', 'Ben', 'Cho'] as const;
const GOALS = { elements: 250, heapMb: 3, longestTaskMs: 100 };
/** What the cameras give: this is about the page, not about three encoders on two cores. */
const VIDEO: MediaTrackConstraints = { width: 320, height: 180, frameRate: 15 };
/** Long enough for videos to play and for prefetched parts to have arrived. */
const WATCHING_MS = 3000;

/** What three participants in the one-tag call cost the page of one of them. */
export interface Figures {
  elements: number;
  nodes: number;
  heapMb: number;
  longestTaskMs: number;
}

/** The table of what was found, round by round. */
export function tableOfThree(found: readonly Figures[]): Table {
  const row = rowOf(found);
  return {
    title: 'Three participants in the one-tag call, panels closed',
    head: ['', 'median', 'most', 'goal'],
    rows: [
      row('elements in the tag, shadow trees counted', ({ elements }) => elements, `≤ ${String(GOALS.elements)}`),
      row('the same with text and comments', ({ nodes }) => nodes),
      row('heap over an empty page, MB', ({ heapMb }) => heapMb, `≤ ${String(GOALS.heapMb)}`, 1),
      row(
        'longest task from loading to three participants, ms',
        ({ longestTaskMs }) => longestTaskMs,
        `< ${String(GOALS.longestTaskMs)}`,
      ),
    ],
    note: 'Cameras of 320×180 at 15 frames a second. The heap is that of JavaScript, after its garbage is collected. 0 ms: no task was longer than 50 ms.',
  };
}

/** Measures one round. */
export async function measureThree(world: BenchWorld): Promise<Figures> {
  const pages: Page[] = [];
  try {
    while (pages.length < PEOPLE.length) {
      const page = await world.openPage();
      pages.push(page);
      page.setDefaultTimeout(60_000);
      // The page without a call.
      await page.goto(`${world.pagesUrl}/empty`);
    }
    const [measured] = pages;
    if (measured === undefined) throw new Error('There is no page.');
    const emptyBytes = await heapBytes(measured);
    const room = randomUUID();
    for (const [index, page] of pages.entries())
      await enter(page, `${world.urls.noom}/call?room=${room}&name=${PEOPLE[index] ?? ''}`);
    await Promise.all(pages.map((page) => page.waitForSelector('noom-room[participant-count="3"]')));
    await new Promise((resolve) => setTimeout(resolve, WATCHING_MS));
    const counted = await measured.evaluate(countNodes);
    const longestTaskMs = await measured.evaluate(
      () => (globalThis as unknown as { longestTaskMs: number }).longestTaskMs,
    );
    return { ...counted, heapMb: ((await heapBytes(measured)) - emptyBytes) / 1e6, longestTaskMs };
  } finally {
    await Promise.all(pages.map((page) => page.browserContext().close()));
  }
}

async function enter(page: Page, url: string): Promise<void> {
  await page.evaluateOnNewDocument((video: MediaTrackConstraints) => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) => open({ ...constraints, ...(constraints?.video ? { video } : {}) });
    const measured = globalThis as unknown as { longestTaskMs: number };
    measured.longestTaskMs = 0;
    new PerformanceObserver((list) => {
      measured.longestTaskMs = Math.max(measured.longestTaskMs, ...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask', buffered: true });
  }, VIDEO);
  await page.goto(url);
  await page.waitForSelector('noom-room[state=prejoin]');
  await page.$eval('noom-room', (room) => (room as unknown as { join(): Promise<void> }).join());
}

/** Everything in the tag; without names inside, which the compiler would give helpers that the page does not have. */
function countNodes(): { elements: number; nodes: number } {
  const roots: Node[] = [...document.querySelectorAll('noom-room')];
  let elements = roots.length;
  let nodes = roots.length;
  for (let root = roots.pop(); root !== undefined; root = roots.pop()) {
    if (root instanceof Element && root.shadowRoot) roots.push(root.shadowRoot);
    for (const node of root.childNodes) {
      nodes += 1;
      if (node instanceof Element) elements += 1;
      roots.push(node);
    }
  }
  return { elements, nodes };
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}
