import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { afterwards } from '../../harness/afterwards.js';
import { IS_LONG } from '../../harness/long-run.js';
import type { Guest } from '../guest.js';
import { Line } from '../line.js';
import { PATIENCE_MS, picturesShown, shownIsReceived } from '../shown-and-received.js';
import { planWishes, wishInPage } from './wishes.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';

/** How long participants make wishes; `WISHES_MS` and `WISHES_SEED` repeat a run. */
const DURATION_MS = Number(process.env['WISHES_MS'] ?? (IS_LONG ? 60_000 : 6000));
/** At random where there is time for what chance finds. */
const SEED = Number(process.env['WISHES_SEED'] ?? (IS_LONG ? Math.floor(Math.random() * 2 ** 31) : 79949927));
const NAMES = ['Minji', 'Ann', 'Jun', 'Cleo'];

const world = useWorld();

test('four participants whose wishes overlap are shown, in the end, what is received', async (t) => {
  const replay = `WISHES_SEED=${String(SEED)} WISHES_MS=${String(DURATION_MS)}`;
  t.diagnostic(replay);
  const lines = new Map<string, Line>();
  const guests = new Map<string, Guest>();
  const room = world.room();
  for (const name of NAMES) {
    const line = new Line(new URL(world.url));
    await line.open();
    afterwards(t, () => {
      line.close();
    });
    lines.set(name, line);
    const guest = await world.open(t, 'call', { room, name }, { ...SLOW_CAMERAS, origin: line.url });
    guest.mayLoseServer = true;
    // A call of four in one browser is slow on a busy machine.
    guest.page.setDefaultTimeout(PATIENCE_MS);
    guests.set(name, guest);
  }
  await Promise.all([...guests.values()].map((guest) => guest.join()));
  await shownIsReceived(guests);

  const end = Date.now() + DURATION_MS;
  const wished: Promise<void>[] = [];
  for (const { who, wishes, cutMs, pauseMs } of planWishes(SEED, NAMES)) {
    if (Date.now() > end) break;
    const [guest, line] = [guests.get(who), lines.get(who)];
    if (!guest || !line) throw new Error(`There is no ${who}.`);
    wished.push(guest.page.$eval('noom-room', wishInPage, wishes));
    if (cutMs > 0) wished.push(cut(line, cutMs));
    await wait(pauseMs);
  }
  await Promise.all(wished);
  for (const line of lines.values()) line.mend();
  await Promise.all([...guests.values()].map(({ page }) => page.$eval('noom-room', returnInPage)));
  try {
    await shownIsReceived(guests);
    for (const [sender, receiver] of await picturesShown(guests)) await guests.get(receiver)?.watches(sender);
  } catch (error) {
    throw new Error(`Repeat it with ${replay}`, { cause: error });
  }
});

async function cut(line: Line, forMs: number): Promise<void> {
  line.cut();
  await wait(forMs);
  line.mend();
}

/** Resolves once in the room, wherever the last wish led; runs in the page. */
async function returnInPage({ call }: HTMLElementTagNameMap['noom-room']): Promise<void> {
  while (call.snapshot.state !== 'joined') {
    if (['left', 'failed', 'idle', 'prejoin'].includes(call.snapshot.state)) await call.join().catch(() => undefined);
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
