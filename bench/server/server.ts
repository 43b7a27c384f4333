import { existsSync } from 'node:fs';
import { startServer } from '../../test/harness/server/start-server.js';
import { MissingRequirement, type BenchOptions } from '../lib/options.js';
import { processorSeconds, residentBytes } from '../lib/processor-time.js';
import { startProcess } from '../lib/processes.js';
import type { BenchResult } from '../lib/readme.js';
import { Samples } from '../lib/statistics.js';
import { openBare, openSocketIo, type OpenConnection } from './connection.js';
import { Crowd } from './crowd.js';

const PEOPLE = 2000;
const MESSAGES = 60_000;
const UNDER_WAY = 100;
const STEADY = { perSecond: 2000, seconds: 5 };
const SETTLING_MS = 1000;
/** All checks are on; one address may do what thousands do. */
const MANY = '1000000';

interface Contestant {
  title: string;
  open: OpenConnection;
  start(): Promise<{ url: string; pid: number; stop(): Promise<unknown> }>;
}

const LIMIT = 'bare Socket.IO relay with acks';
const CONTESTANTS: readonly Contestant[] = [
  { title: 'bare ws relay', open: openBare, start: () => startProcess('relay.ts') },
  { title: LIMIT, open: openSocketIo, start: () => startProcess('socket-io-relay.ts') },
  {
    title: 'noom, all checks on',
    open: openSocketIo,
    start: () =>
      startServer({
        NOOM_LOG: 'error',
        NOOM_LIMIT_JOINS_PER_MINUTE: MANY,
        NOOM_LIMIT_SOCKETS_PER_MINUTE: MANY,
        NOOM_LIMIT_SOCKETS_PER_ADDRESS: MANY,
      }),
  },
];

/** What is measured, how it is printed, and whether the ratio to the limit is told. */
const FIGURES = [
  { key: 'messages', title: 'relayed messages a CPU second', digits: 0 },
  { key: 'cpuPerMessage', title: 'µs of CPU a message', digits: 1 },
  { key: 'p99', title: 'p99 at 2,000 a second, ms', digits: 2 },
  { key: 'memory', title: 'kB an idle socket', digits: 1 },
  { key: 'joins', title: 'joins a CPU second', digits: 0 },
] as const;
type Figure = (typeof FIGURES)[number]['key'];

/** What the signaling server costs, beside relays that check nothing. */
export async function benchServer({ rounds }: BenchOptions): Promise<BenchResult> {
  if (!existsSync('/proc/self/status'))
    throw new MissingRequirement('Processor time is read from /proc, which only Linux has.');
  if (!existsSync('dist/server/main.js'))
    throw new MissingRequirement('The server is not built: run `npm run build` first.');
  const samples = new Samples();
  for (let round = 0; round < rounds; round += 1) {
    console.error(`server: round ${String(round + 1)} of ${String(rounds)}`);
    for (let turn = 0; turn < CONTESTANTS.length; turn += 1) {
      const contestant = CONTESTANTS[(round + turn) % CONTESTANTS.length];
      if (!contestant) continue;
      for (const [figure, value] of Object.entries(await measure(contestant)))
        samples.add(`${contestant.title} ${figure}`, value);
    }
  }
  return {
    name: 'server',
    rounds,
    tables: [
      {
        title: `${String(PEOPLE)} participants in rooms of four`,
        head: ['', ...FIGURES.flatMap(({ title }) => [title, 'ratio'])],
        rows: CONTESTANTS.map(({ title }) => [
          title,
          ...FIGURES.flatMap(({ key, digits }) => [
            samples.median(`${title} ${key}`).toFixed(digits),
            `${samples.ratio(`${title} ${key}`, `${LIMIT} ${key}`).toFixed(2)}×`,
          ]),
        ]),
        note:
          'A message is a candidate of 250 bytes to one other in the room; its answer (ack) is part of its cost, but for the bare ws relay, ' +
          'which has none. Memory is what the process grew by (RSS), which garbage makes uneven.',
      },
    ],
  };
}

async function measure({ open, start }: Contestant): Promise<Record<Figure, number>> {
  const server = await start();
  const crowd = new Crowd();
  const costOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = processorSeconds(server.pid);
    await work();
    return processorSeconds(server.pid) - before;
  };
  try {
    await settle();
    const emptyBytes = residentBytes(server.pid);
    const joining = await costOf(() => crowd.enter(open, server.url, PEOPLE));
    await settle();
    const memory = (residentBytes(server.pid) - emptyBytes) / PEOPLE / 1000;
    const delays = await crowd.sendSteadily(STEADY.perSecond, STEADY.seconds);
    const relaying = await costOf(() => crowd.sendAsFastAsTheyCome(MESSAGES, UNDER_WAY));
    return {
      messages: MESSAGES / relaying,
      cpuPerMessage: (relaying / MESSAGES) * 1e6,
      p99: delays.sort((a, b) => a - b)[Math.floor(delays.length * 0.99)] ?? NaN,
      memory,
      joins: PEOPLE / joining,
    };
  } finally {
    crowd.leave();
    await server.stop();
  }
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, SETTLING_MS));
}
