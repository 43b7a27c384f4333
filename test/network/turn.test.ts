import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Guest } from '../e2e/guest.js';
import { callBetween } from './lab/call.js';
import { IS_LONG, SKIP, useLab } from './lab/lab.js';
import { TURN_ADDRESS } from './lab/topology.js';

/** The state of the call, and of the other participants. */
async function statesOf({ page }: Guest): Promise<unknown> {
  return page.$eval('noom-room', (room) => {
    const { state, participants } = room.snapshot;
    return [state, ...participants.filter(({ isLocal }) => !isLocal).map(({ connection }) => connection)];
  });
}

describe('a TURN server of another secret', { skip: SKIP }, () => {
  const lab = useLab({ NOOM_TURN_SECRET: 'a secret that coturn does not have' });

  it('is told to both while they see each other without it', async (t) => {
    lab.setNats(['cone', 'cone']);
    const { guests } = await callBetween(lab, t);
    await Promise.all(guests.map((guest) => guest.failed('turn-unauthorized')));
    assert.deepEqual(await Promise.all(guests.map(statesOf)), Array(2).fill(['joined', 'connected']));
    await Promise.all(guests.map((guest) => guest.reads('The TURN server did not accept the credentials.')));
  });

  it('is told to both, who are in the room, where there is no other way', async (t) => {
    lab.setNats(['symmetric', 'symmetric']);
    const room = lab.room();
    const guests = await Promise.all([lab.open(t, 'a', room, 'Ann'), lab.open(t, 'b', room, 'Ben')]);
    await Promise.all(guests.map((guest) => guest.join()));
    await Promise.all(guests.map((guest) => guest.failed('turn-unauthorized')));
    assert.deepEqual(await Promise.all(guests.map(statesOf)), Array(2).fill(['joined', 'connecting']));
  });
});

if (IS_LONG)
  describe('a TURN server that does not answer', { skip: SKIP }, () => {
    // Nothing listens at this port.
    const lab = useLab({ NOOM_ICE_URLS: `stun:${TURN_ADDRESS},turn:${TURN_ADDRESS}:3999` });

    it('is told to both where there is no other way, and to nobody else', async (t) => {
      lab.setNats(['cone', 'cone']);
      const { guests: undisturbed } = await callBetween(lab, t);
      await t.test('no other way', async (inner) => {
        lab.setNats(['symmetric', 'symmetric']);
        const room = lab.room();
        const guests = await Promise.all([lab.open(inner, 'a', room, 'Cas'), lab.open(inner, 'b', room, 'Dan')]);
        await Promise.all(guests.map((guest) => guest.join()));
        // As with any server at first; then it is seen that this one gives no address.
        await Promise.all(guests.map((guest) => guest.failed('ice-failed')));
        await Promise.all(guests.map((guest) => guest.failed('turn-unavailable')));
      });
      const errors = undisturbed.map(({ page }) => page.$eval('noom-room', (room) => room.snapshot.error?.code));
      assert.deepEqual(await Promise.all(errors), [undefined, undefined]);
    });
  });
