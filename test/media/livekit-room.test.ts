import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { LiveKitRoom } from '../../demo-server/media/livekit/livekit-room.js';
import { engineAt, impostor } from './livekit-world.js';

const ANN = { id: 'ann', role: 'guest', name: 'Ann' } as const;
const SENDING = {
  can_subscribe: true,
  can_publish: true,
  can_publish_data: true,
  can_publish_sources: ['MICROPHONE', 'CAMERA', 'SCREEN_SHARE', 'SCREEN_SHARE_AUDIO'],
};

interface Asked {
  readonly name: string;
  readonly identity: string | undefined;
}

/** A room at something that answers as LiveKit does, and what that was asked for. */
async function roomAt(t: TestContext): Promise<{
  room: LiveKitRoom;
  asked: Asked[];
  inside: Set<string>;
  /** Called before an answer is given. */
  handle: { asked: (name: string) => void };
}> {
  const asked: Asked[] = [];
  const inside = new Set<string>();
  const handle = { asked: (_name: string): void => undefined };
  const at = await impostor(t, (request, response) => {
    const name = request.url?.split('/').at(-1) ?? '';
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as { identity?: string; name?: string };
      if (name === 'RemoveParticipant' || name === 'UpdateParticipant') asked.push({ name, identity: body.identity });
      handle.asked(name);
      const isThere = body.identity === undefined || inside.has(body.identity);
      const participants = [...inside].map((identity) => ({ identity, permission: SENDING }));
      const answer = isThere ? { name: body.name, rooms: [], participants } : { code: 'not_found' };
      response.writeHead(isThere ? 200 : 404).end(request.method === 'GET' ? 'OK' : JSON.stringify(answer));
    });
  });
  const { engine } = engineAt(t, at, { clock: { ...STANDING } });
  while (!engine.isUp) await new Promise((resolve) => setImmediate(resolve));
  return { room: (await engine.open({ name: 'pekoe', life: 'life', epoch: 1 })) as LiveKitRoom, asked, inside, handle };
}

/** Time that stands still, so that nothing is looked at but by the test. */
const STANDING = { now: () => Date.now(), monotonic: () => 0, after: () => () => undefined };

test('a token that is made for one who was put out does not let them in; a seat does', async (t) => {
  const { room, asked, inside } = await roomAt(t);
  await room.tokenFor(ANN);
  await room.remove('ann');
  inside.add('ann');
  await room.tokenFor(ANN);
  assert.equal(await room.check(), 1);
  assert.deepEqual(asked.at(-1), { name: 'RemoveParticipant', identity: 'ann' });
  room.admit(ANN);
  assert.equal(await room.check(), 0);
});

test('who is admitted while others are put out is not put out with them', async (t) => {
  const { room, asked, inside, handle } = await roomAt(t);
  for (const id of ['eve', 'ann']) {
    await room.remove(id);
    inside.add(id);
  }
  asked.length = 0;
  handle.asked = (name) => {
    if (name === 'RemoveParticipant') room.admit(ANN);
  };
  await room.check();
  assert.deepEqual(asked, [{ name: 'RemoveParticipant', identity: 'eve' }]);
});

test('a role that changes before they are there is looked for until they are', async (t) => {
  const { room, asked, inside } = await roomAt(t);
  await room.tokenFor(ANN);
  assert.equal(room.isWatched, false);
  await room.setRole('ann', 'viewer');
  assert.equal(room.isWatched, true);
  inside.add('ann');
  asked.length = 0;
  await room.check();
  assert.deepEqual(asked, [{ name: 'UpdateParticipant', identity: 'ann' }]);
  await room.setRole('ann', 'guest');
  await room.check();
  assert.equal(room.isWatched, false);
});
