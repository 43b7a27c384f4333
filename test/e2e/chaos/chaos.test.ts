import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { afterwards } from '../../harness/afterwards.js';
import { IS_LONG } from '../../harness/long-run.js';
import type { Guest } from '../guest.js';
import { Line } from '../line.js';
import { PATIENCE_MS, shownIsReceived } from '../shown-and-received.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';
import { allAgree } from './agreement.js';
import { actInPage, answerFilesInPage, keepConnections, returnInPage } from './in-page.js';
import { startMortalServer } from './mortal-server.js';
import { planChaos, UNWANTED, type Happening } from './plan.js';

/** At random where there is time for what chance finds; `SEED` and `CHAOS_MS` repeat a run. */
const SEED = Number(process.env['SEED'] ?? (IS_LONG ? Math.floor(Math.random() * 2 ** 31) : 20261129));
const DURATION_MS = Number(process.env['CHAOS_MS'] ?? (IS_LONG ? 180_000 : 8000));
const NAMES = ['Minji', 'Ann', 'Jun', ...(IS_LONG ? ['Cleo'] : [])];

const world = useWorld();

test('a call is whole again after everything happened at once', async (t) => {
  const replay = `${IS_LONG ? 'TEST_LONG=1 ' : ''}SEED=${String(SEED)} CHAOS_MS=${String(DURATION_MS)}`;
  t.diagnostic(replay);
  const server = await startMortalServer(t);
  const lines = new Map<string, Line>();
  const guests = new Map<string, Guest>();
  const room = world.room();
  for (const name of NAMES) {
    const line = new Line(new URL(server.url));
    await line.open();
    afterwards(t, () => {
      line.close();
    });
    lines.set(name, line);
    const visit = { ...SLOW_CAMERAS, origin: line.url, script: keepConnections };
    const guest = await world.open(t, 'call', { room, name }, visit);
    guest.mayLoseServer = true;
    // A call of four in one browser is slow on a busy machine.
    guest.page.setDefaultTimeout(PATIENCE_MS);
    guests.set(name, guest);
  }
  const all = [...guests.values()];
  await Promise.all(all.map((guest) => guest.join()));
  await Promise.all(all.map(({ page }) => page.$eval('noom-room', answerFilesInPage, UNWANTED.source)));
  await shownIsReceived(guests);

  const began = Date.now();
  const log: string[] = [];
  const faults: string[] = [];
  const happen = async ({ atMs, who, action }: Happening): Promise<void> => {
    const [guest, line] = [guests.get(who), lines.get(who)];
    if (!guest || !line) throw new Error(`There is no ${who}.`);
    const entry = `${String(atMs)} ms: ${who}, ${JSON.stringify(action)}`;
    const place = log.push(entry) - 1;
    let outcome = 'done';
    if (action.does === 'kill') await server.kill(action.signal, action.downMs);
    else if (action.does === 'silence') line.silence();
    else if (action.does === 'cut') await cut(line, action.forMs);
    else outcome = await guest.page.$eval('noom-room', actInPage, action);
    log[place] = `${entry} -> ${outcome} at ${String(Date.now() - began)} ms`;
    if (outcome.includes(' ')) faults.push(log[place]);
  };
  try {
    const happenings: Promise<void>[] = [];
    for (const happening of planChaos(SEED, NAMES, DURATION_MS)) {
      await wait(Math.max(0, began + happening.atMs - Date.now()));
      happenings.push(happen(happening));
    }
    await Promise.all(happenings);
    for (const line of lines.values()) line.mend();
    await Promise.all(all.map(({ page }) => page.$eval('noom-room', returnInPage)));
    await allAgree(guests);
    if (faults.length > 0) throw new Error(`Calls threw what is no refusal:\n${faults.join('\n')}`);
    // Their pictures are counted with those of cameras.
    await Promise.all(all.map(({ page }) => page.$eval('noom-room', ({ call }) => call.shareScreen(false))));
    await Promise.all(all.map(({ page }) => page.$eval('noom-room', turnOnInPage)));
    await shownIsReceived(guests);
    await Promise.all(all.flatMap((guest) => NAMES.map((name) => guest.watches(name))));
    await allAgree(guests);
  } catch (error) {
    throw new Error(`Repeat it with ${replay}\n${log.join('\n')}\n${String(error)}`, { cause: error });
  }
});

async function cut(line: Line, forMs: number): Promise<void> {
  line.cut();
  await wait(forMs);
  line.mend();
}

/** Turns everything on; runs in the page. */
async function turnOnInPage({ call }: HTMLElementTagNameMap['noom-room']): Promise<void> {
  await Promise.all([call.setMicrophone(true), call.setCamera(true)]);
}
