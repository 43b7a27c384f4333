import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NoomRoom } from '../../../src/index.js';
import type { Guest } from '../guest.js';
import { useWorld } from '../world.js';

const world = useWorld();

/** A page whose browser may be made to estimate another uplink, and in which policies may be made to hurry. */
interface PreparedWindow {
  uplinkBps: number | null;
  hurry: (times: number) => void;
}

/** Runs in the page. */
function prepare(): void {
  const { getStats } = RTCPeerConnection.prototype;
  const page: PreparedWindow = {
    uplinkBps: null,
    hurry(times) {
      const now = performance.now.bind(performance);
      const begunAt = now();
      Object.assign(performance, {
        now() {
          return begunAt + (now() - begunAt) * times;
        },
      });
      const begin = window.setTimeout.bind(window);
      Object.assign(window, {
        // What waits for the server is as patient as before.
        setTimeout(handle: () => void, ms = 0) {
          return begin(handle, ms > 3000 ? ms : ms / times);
        },
      });
    },
  };
  Object.assign(window, page);
  RTCPeerConnection.prototype.getStats = async function (...asked: Parameters<typeof getStats>) {
    const report = await getStats.apply(this, asked);
    const { uplinkBps } = window as unknown as PreparedWindow;
    if (uplinkBps === null) return report;
    const entries = [...(report as unknown as Map<string, { type: string }>)];
    return new Map(
      entries.map(([id, entry]) => [
        id,
        entry.type === 'candidate-pair' ? { ...entry, availableOutgoingBitrate: uplinkBps } : entry,
      ]),
    );
  };
}

const setUplink = (guest: Guest, bps: number | null): Promise<void> =>
  guest.page.evaluate((uplinkBps) => {
    Object.assign(window, { uplinkBps });
  }, bps);

/** How many pictures and packets of sound a participant's page has sent. */
function sentBy(guest: Guest): Promise<{ frames: number; packets: number }> {
  return guest.page.$eval('noom-room', async ({ call }) => {
    const { participants } = await call.getReport({ statistics: true });
    type Sent = { type: string; kind: string; framesEncoded?: number; packetsSent?: number };
    const stats = participants.flatMap((each) => each.stats as Sent[]);
    const sent = stats.filter(({ type }) => type === 'outbound-rtp');
    return {
      frames: sent.reduce((sum, { framesEncoded = 0 }) => sum + framesEncoded, 0),
      packets: sent.reduce((sum, { kind, packetsSent = 0 }) => sum + (kind === 'audio' ? packetsSent : 0), 0),
    };
  });
}

const becomes = (guest: Guest, isPaused: boolean): Promise<unknown> =>
  guest.page.waitForFunction(
    (wanted) => {
      const { snapshot } = document.querySelector('noom-room') as unknown as NoomRoom;
      return snapshot.participants.some(({ name, sources }) => name === 'Ben' && sources.camera.paused === wanted);
    },
    {},
    isPaused,
  );

test('a camera that an uplink does not carry beside sound is paused, and comes back by itself', async (t) => {
  const room = world.room();
  const ann = await world.join(t, room, 'Ann');
  const ben = await world.open(t, 'call', { room, name: 'Ben' }, { script: prepare });
  await ben.join();
  await ann.watches('Ben');
  await ben.page.evaluate(() => {
    (window as unknown as PreparedWindow).hurry(4);
  });
  await setUplink(ben, 60_000);
  await Promise.all([becomes(ben, true), becomes(ann, true)]);
  await ben.see('>>> [part=paused]');
  await ann.see('>>> .base[role="group"][aria-label*="picture paused: weak connection"] .avatar');
  // An encoder that ends gives a last frame or two.
  let before = await sentBy(ben);
  let after = before;
  for (let look = 0; look < 20; look += 1) {
    before = after;
    await ann.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    after = await sentBy(ben);
    if (after.frames === before.frames) break;
  }
  assert.equal(after.frames, before.frames, 'pictures that are sent while the camera is paused');
  assert.ok(after.packets > before.packets, 'sound goes on');
  assert.equal(await ben.page.$eval('noom-room', ({ snapshot }) => snapshot.self.sources.camera.on), true);
  await ann.picture('paused-camera-seen');
  await ben.picture('paused-camera-own');
  await setUplink(ben, null);
  await Promise.all([becomes(ben, false), becomes(ann, false)]);
  await ann.watches('Ben');
});
