import { test } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import type { LaunchOptions } from '../../harness/browser/launch-browser.js';
import type { Guest } from '../guest.js';
import { Line } from '../line.js';
import { SLOW_CAMERAS, useWorld } from '../world.js';

/** As many as a participant has on offer to another. */
const OFFERS = 50;
/** How long a sender waits until the next ones are offered. */
const PAUSE_MS = 10_000;

const world = useWorld(undefined, { NOOM_GRACE_MS: '2000' });

/** Offers small files of that name. */
async function offer(guest: Guest, name: string, count: number): Promise<void> {
  await guest.page.$eval(
    'noom-room',
    async (room, prefix, files) => {
      for (let index = 0; index < files; index += 1)
        await room.sendFile(new File(['tea'], `${prefix} ${String(index)}`));
    },
    name,
    count,
  );
}

/** Resolves when the files of that name are as many, and in that state. */
async function shows(guest: Guest, name: string, state: string, count: number): Promise<void> {
  await guest.page.waitForFunction(
    (prefix, wanted, files) => {
      const found = document.querySelector('noom-room')?.snapshot.files.filter((file) => file.name.startsWith(prefix));
      return found?.length === files && found.every((file) => file.state === wanted);
    },
    { timeout: 30_000 + PAUSE_MS },
    name,
    state,
    count,
  );
}

const LAUNCHES: Readonly<Record<string, LaunchOptions>> = {
  Chromium: SLOW_CAMERAS.launch ?? {},
  Firefox: { name: 'firefox' },
};

for (const [sender, receiver] of [
  ['Chromium', 'Firefox'],
  ['Firefox', 'Chromium'],
] as const) {
  test(`${receiver}, away while ${sender} stops all its files and offers others, has those alone`, async (t) => {
    const room = world.room();
    const line = new Line(new URL(world.url));
    await line.open();
    afterwards(t, () => {
      line.close();
    });
    const ann = await world.open(t, 'call', { room, name: 'Ann' }, { launch: LAUNCHES[sender] ?? {} });
    const ben = await world.open(
      t,
      'call',
      { room, name: 'Ben' },
      { launch: LAUNCHES[receiver] ?? {}, origin: line.url },
    );
    ben.mayLoseServer = true;
    await ann.join();
    await ben.join();
    await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
    await offer(ann, 'first', OFFERS);
    await shows(ben, 'first', 'offered', OFFERS);
    line.cut();
    await ann.missesTile('Ben');
    await ann.page.$eval('noom-room', (element) => {
      for (const file of element.snapshot.files) file.cancel();
    });
    await offer(ann, 'second', OFFERS);
    line.mend();
    await shows(ben, 'first', 'gone', OFFERS);
    await shows(ben, 'second', 'offered', OFFERS);
    await ben.page.$eval('noom-room', async (element) => {
      await element.snapshot.files.at(-1)?.accept();
    });
    await shows(ann, `second ${String(OFFERS - 1)}`, 'done', 1);
    await Promise.all([ann.watches('Ben'), ben.watches('Ann')]);
  });
}
