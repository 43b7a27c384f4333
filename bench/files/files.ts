import { randomUUID } from 'node:crypto';
import type { CDPSession, Page } from 'puppeteer-core';
import type * as Kit from '../../src/index.js';
import type { BenchOptions } from '../lib/options.js';
import type { BenchResult } from '../lib/readme.js';
import { median } from '../lib/statistics.js';
import { startWorld, type BenchWorld } from '../lib/world.js';
import { connectBare, sendBare } from './bare-channel.js';

/** The most that a file may have, in bytes: 100 MB. */
const SIZE_BYTES = 100_000_000;
/** As large as the kit's own pieces. */
const PIECE_BYTES = 64_000;
const PART_BYTES = 1_000_000;
const GOALS = { ratio: 0.9, heldMb: 32 };
const SAMPLE_MS = 100;
const SAMPLES_A_COLLECTION = 10;

/** Of JavaScript, over that before the file, in bytes: the most that was in use, and that was still held after a collection. */
interface Memory {
  used: number;
  held: number;
}

interface Figures {
  bareMs: number;
  noomMs: number;
  sender: Memory;
  receiver: Memory;
}

/** How fast a file of 100 MB goes from one page to another, beside a bare data channel, and what memory it takes. */
export async function benchFiles({ rounds }: BenchOptions): Promise<BenchResult> {
  const world = await startWorld();
  try {
    const found: Figures[] = [];
    for (let round = 0; round < rounds; round += 1) {
      console.error(`files: round ${String(round + 1)} of ${String(rounds)}`);
      // Who begins changes, so that disturbances hit both.
      const isBareFirst = round % 2 === 0;
      const before = isBareFirst ? await measureBare(world) : null;
      const noom = await measureNoom(world);
      found.push({ ...noom, bareMs: before ?? (await measureBare(world)) });
    }
    const speed = (ms: number): string => (SIZE_BYTES / 1000 / ms).toFixed(1);
    const bareMs = median(found.map((figures) => figures.bareMs));
    const noomMs = median(found.map((figures) => figures.noomMs));
    const ratio = median(found.map((figures) => figures.bareMs / figures.noomMs));
    const memory = (title: string, of: (figures: Figures) => number, goal: string): string[] => {
      const values = found.map((figures) => of(figures) / 1e6);
      return [title, median(values).toFixed(1), Math.max(...values).toFixed(1), goal];
    };
    const goal = `≤ ${String(GOALS.heldMb)}`;
    return {
      name: 'files',
      rounds,
      tables: [
        {
          title: 'A file of 100 MB from one page to another',
          head: ['', 'MB a second', 'ratio', 'goal'],
          rows: [
            ['bare data channel', speed(bareMs), '1.00×', ''],
            ['`sendFile()`', speed(noomMs), `${ratio.toFixed(2)}×`, `≥ ${String(GOALS.ratio)}×`],
          ],
          note: 'Both pages on this machine, without cameras. The kit’s time is from accepting the file until its last digest is verified.',
        },
        {
          title: 'Memory of JavaScript meanwhile, over that before, MB',
          head: ['', 'median', 'most', 'goal'],
          rows: [
            memory('held by the sender', ({ sender }) => sender.held, goal),
            memory('held by the receiver', ({ receiver }) => receiver.held, goal),
            memory('sender, with garbage', ({ sender }) => sender.used, ''),
            memory('receiver, with garbage', ({ receiver }) => receiver.used, ''),
          ],
          note: 'During a second transfer: the heap with what its buffers hold, ten times a second; held is what is left after a collection, once a second.',
        },
      ],
    };
  } finally {
    await world.close();
  }
}

async function measureBare(world: BenchWorld): Promise<number> {
  return withPages(world, `${world.pagesUrl}/empty`, async (sender, receiver) => {
    await connectBare(sender, receiver);
    return sendBare(sender, receiver, SIZE_BYTES, PIECE_BYTES);
  });
}

async function measureNoom(world: BenchWorld): Promise<Omit<Figures, 'bareMs'>> {
  const address = `${world.urls.noom}/call?room=${randomUUID()}&autojoin`;
  return withPages(world, address, async (sender, receiver) => {
    for (const page of [sender, receiver])
      await page.waitForFunction(() => {
        const [, other] = (document.querySelector('noom-room') as Kit.NoomRoom).snapshot.participants;
        return other?.connection === 'connected';
      });
    for (const page of [sender, receiver])
      await page.evaluate(async () => {
        const room = document.querySelector('noom-room') as Kit.NoomRoom;
        await Promise.all([room.setCamera(false), room.setMicrophone(false)]);
      });
    // Of small parts: what the file itself holds is the browser's, not the page's.
    await sender.evaluate(
      (size, partSize) => {
        const part = new Blob([new Uint8Array(partSize)]);
        const whole = Array.from({ length: size / partSize }, () => part);
        (globalThis as unknown as { file: File }).file = new File(whole, 'bytes.bin');
      },
      SIZE_BYTES,
      PART_BYTES,
    );
    const noomMs = await transfer(sender, receiver);
    // By itself: collecting garbage once a second takes a tenth of the processor, which a bare channel is not asked for.
    const memory = [await watchMemory(sender), await watchMemory(receiver)] as const;
    await transfer(sender, receiver);
    const [of, to] = memory;
    return { noomMs, sender: await of.end(), receiver: await to.end() };
  });
}

/** Sends the file of the sender's page once; resolves to how long it took from accepting it. */
async function transfer(sender: Page, receiver: Page): Promise<number> {
  const received = receiver.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const room = document.querySelector('noom-room') as Kit.NoomRoom;
        let acceptedMs = 0;
        room.addEventListener(
          'noom-file-offered',
          ({ file }) => {
            acceptedMs = performance.now();
            file.accept().catch(reject);
          },
          { once: true },
        );
        room.addEventListener(
          'noom-file-received',
          () => {
            resolve(performance.now() - acceptedMs);
          },
          { once: true },
        );
      }),
  );
  await sender.evaluate(async () => {
    const room = document.querySelector('noom-room') as Kit.NoomRoom;
    await room.sendFile((globalThis as unknown as { file: File }).file);
  });
  return received;
}

/** Runs `work` with two pages in windows of their own. */
async function withPages<Result>(
  world: BenchWorld,
  address: string,
  work: (sender: Page, receiver: Page) => Promise<Result>,
): Promise<Result> {
  const pages = [await world.openPage(), await world.openPage()] as const;
  try {
    for (const [index, page] of pages.entries()) {
      page.setDefaultTimeout(60_000);
      await page.goto(address.includes('?') ? `${address}&name=Guest${String(index)}` : address);
    }
    return await work(...pages);
  } finally {
    await Promise.all(pages.map((page) => page.browserContext().close()));
  }
}

/** Samples a page's memory until it is ended. */
async function watchMemory(page: Page): Promise<{ end(): Promise<Memory> }> {
  const session = await page.createCDPSession();
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const before = await usedBytes(session);
  const most: Memory = { used: 0, held: 0 };
  const over = new AbortController();
  const watching = (async () => {
    for (let sample = 1; !over.signal.aborted; sample += 1) {
      most.used = Math.max(most.used, (await usedBytes(session)) - before);
      if (sample % SAMPLES_A_COLLECTION === 0) {
        await session.send('HeapProfiler.collectGarbage');
        most.held = Math.max(most.held, (await usedBytes(session)) - before);
      }
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  })();
  return {
    async end() {
      over.abort();
      await watching;
      await session.detach();
      return most;
    },
  };
}

async function usedBytes(session: CDPSession): Promise<number> {
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  return usedSize + backingStorageSize;
}
