import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { afterwards } from '../../harness/afterwards.js';
import { IS_LONG } from '../../harness/long-run.js';
import { findFirefox } from '../../harness/find-firefox.mjs';
import type { BrowserName } from '../../harness/browser/launch-browser.js';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();
const { reason } = await findFirefox();
const skip = reason === undefined ? false : `Firefox is NOT tested: ${reason}`;

/** What the script below leaves in the page. */
interface Recorded {
  connections: RTCPeerConnection[];
  /** What became of the connections, each line with its time and the number of its connection. */
  timeline: string[];
}

/** Runs in the page before the kit: records every connection, and what becomes of it. (No function in here may have a name of its own.) */
function record(): void {
  const Browser = window.RTCPeerConnection;
  const recorded: Recorded = { connections: [], timeline: [] };
  Object.assign(window, recorded);
  window.RTCPeerConnection = class extends Browser {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      const number = recorded.connections.push(this);
      for (const change of [
        'negotiationneeded',
        'signalingstatechange',
        'iceconnectionstatechange',
        'connectionstatechange',
      ]) {
        this.addEventListener(change, () => {
          const { signalingState, connectionState, iceConnectionState } = this;
          // Firefox gives none of a closed connection.
          const descriptions = signalingState === 'closed' ? [] : [this.localDescription, this.remoteDescription];
          const ufrags = descriptions.map((description) => /ice-ufrag:(\S+)/.exec(description?.sdp ?? '')?.[1]);
          recorded.timeline.push(
            [
              Date.now() % 1e6,
              `#${String(number)}`,
              change,
              signalingState,
              connectionState,
              iceConnectionState,
              ufrags,
            ].join(' '),
          );
        });
      }
    }

    override async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
      try {
        await super.setRemoteDescription(description);
      } catch (error) {
        recorded.timeline.push(`refuses the ${description.type}: ${String(error)}`);
        throw error;
      }
    }
  };
}

/** What this side has to say when restarts do not end well. */
function report(guest: Guest): Promise<string> {
  return guest.page.evaluate(() => {
    const { connections, timeline } = window as unknown as Recorded;
    const links = [...document.querySelectorAll('noom-room')].flatMap(({ snapshot }) =>
      snapshot.participants.map(({ name, connection }) => `${name}: ${connection}`),
    );
    const states = connections.map(({ signalingState }) => signalingState);
    return [`${String(Date.now() % 1e6)} ${navigator.userAgent}`, ...links, ...states, ...timeline.slice(-60)].join(
      '\n  ',
    );
  });
}

async function join(t: TestContext, room: string, name: BrowserName, label = ''): Promise<Guest> {
  const options = { launch: { name, label }, script: record };
  const guest = await world.open(t, 'call', { room, name, autojoin: '' }, options);
  await guest.joined();
  return guest;
}

/** The credentials by which this side is reached now. */
function credentials(guest: Guest): Promise<string | null> {
  return guest.page.evaluate(() => {
    const { connections } = window as unknown as Recorded;
    const open = connections.find(({ signalingState }) => signalingState !== 'closed');
    return /ice-ufrag:(\S+)/.exec(open?.currentLocalDescription?.sdp ?? '')?.[1] ?? null;
  });
}

/** Resolves when this side has other credentials than before, and one connection with nothing left to negotiate. */
async function restarted(guest: Guest, before: string | null): Promise<void> {
  await guest.page.waitForFunction(
    (old) => {
      const { connections } = window as unknown as Recorded;
      const open = connections.filter(({ signalingState }) => signalingState !== 'closed');
      const [only] = open;
      const now = /ice-ufrag:(\S+)/.exec(only?.currentLocalDescription?.sdp ?? '')?.[1] ?? null;
      return (
        open.length === 1 &&
        only?.signalingState === 'stable' &&
        only.connectionState === 'connected' &&
        now !== null &&
        now !== old
      );
    },
    { polling: 50 },
    before,
  );
}

/** How many connections this side has made. */
function count(guest: Guest): Promise<number> {
  return guest.page.evaluate(() => (window as unknown as Recorded).connections.length);
}

async function restart(guest: Guest): Promise<void> {
  await guest.page.evaluate(() => {
    const { connections, timeline } = window as unknown as Recorded;
    timeline.push(`${String(Date.now() % 1_000_000)} restart`);
    connections.find(({ signalingState }) => signalingState !== 'closed')?.restartIce();
  });
}

/** Restarts ICE from these sides, and resolves when each tile presents frames again over a settled connection. */
async function restartFrom(pair: readonly [Guest, Guest], names: readonly [string, string], from: readonly Guest[]) {
  const before = await Promise.all(pair.map(credentials));
  await Promise.all(from.map(restart));
  await Promise.all(pair.map((guest, index) => restarted(guest, before[index] ?? null)));
  await Promise.all([pair[0].watches(names[1], 10), pair[1].watches(names[0], 10)]);
}

/** Does this, and adds what both sides have to say to what it throws. */
async function telling(pair: readonly Guest[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new Error(['It did not end well.', ...(await Promise.all(pair.map(report)))].join('\n'), { cause });
  }
}

for (const [first, second] of [
  ['chromium', 'firefox'],
  ['firefox', 'chromium'],
] as const) {
  test(
    `${first} and, after it, ${second} see each other after restarts from each side and both`,
    { skip },
    async (t) => {
      const room = world.room();
      const pair = [await join(t, room, first), await join(t, room, second)] as const;
      await telling(pair, async () => {
        await Promise.all([pair[0].watches(second), pair[1].watches(first)]);
        const made = await Promise.all(pair.map(count));
        for (const from of [[pair[0]], [pair[1]], pair])
          for (let round = 0; round < 3; round += 1) await restartFrom(pair, [first, second], from);
        assert.deepEqual(await Promise.all(pair.map(count)), made, 'A restart ended in another connection.');
      });
    },
  );

  // It sleeps most of the time; who was there first changes who restarts.
  if (first === 'firefox' && !IS_LONG) continue;
  test(
    `${first} and, after it, ${second} see each other again after Firefox slept for 17 seconds`,
    { skip },
    async (t) => {
      const room = world.room();
      // A separate browser: its state is not the same after that.
      const label = `asleep, ${first} first`;
      const pair = [await join(t, room, first, label), await join(t, room, second, label)] as const;
      await Promise.all([pair[0].watches(second), pair[1].watches(first)]);
      const [awake] = first === 'chromium' ? pair : [pair[1]];
      for (const guest of pair) guest.mayLoseServer = true;
      const wake = await world.sleep({ name: 'firefox', label });
      afterwards(t, wake);
      await new Promise((resolve) => setTimeout(resolve, 17_000));
      // Chromium noticed that, so that both sides have a link to restore now.
      await awake.tile('firefox', 'reconnecting');
      wake();
      await awake.seeNoMore('>>> .base[aria-label^="firefox"][aria-label*="reconnecting"]');
      await Promise.all([pair[0].watches(second, 10), pair[1].watches(first, 10)]);
      // Nothing is left over that would keep the next restart from working.
      await restartFrom(pair, [first, second], pair);
    },
  );
}
