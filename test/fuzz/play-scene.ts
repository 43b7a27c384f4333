import { randomUUID } from 'node:crypto';
import { unsignedToken } from '../harness/server/sign-token.js';
import { WireClient } from '../harness/server/wire-client.js';
import type { FuzzWorld, Ground } from './fuzz-world.js';
import type { Scene } from './scenes.js';
import { Visitor } from './visitor.js';

/** Has three clients play the scene in their own room, and checks every answer. */
export async function playScene(world: FuzzWorld, { server, honest }: Ground, scene: Scene): Promise<void> {
  const room = `fuzz ${randomUUID()}`;
  const { tokenFor } = world.settings;
  const shared = {
    room,
    foreign: honest.someId,
    expired: (await tokenFor(room, { exp: 1 })) ?? 'a.b.c',
    elsewhere: (await tokenFor(`not ${room}`)) ?? 'a.b.c',
    unsigned: unsignedToken({ room, role: 'host' }),
  };
  const enter = async (role: string): Promise<Visitor> => {
    const token = await tokenFor(room, { role, sub: `${role} of ${room}` });
    const visitor = new Visitor(await WireClient.connect(server.url), token ?? '');
    if (scene.start !== 'strangers') await visitor.join(room);
    return visitor;
  };
  const host = await enter('host');
  if (scene.start === 'lobby') await host.client.request('moderate:lobby', { on: true });
  const visitors = [host, await enter('cohost'), await enter('guest')] as const;
  for (const attempt of scene.attempts) {
    world.cases += 1;
    const [self, other, third] = turned(visitors, attempt.visitor);
    await self.attempt(attempt, {
      ...shared,
      self: self.id,
      other: other.id,
      third: third.id,
      waiting: self.waiting,
      token: self.token,
      otherToken: other.token,
      ticket: self.ticket,
      otherTicket: other.ticket,
    });
  }
  for (const visitor of visitors) await visitor.finish(scene.isAbandoned);
}

type Three = readonly [Visitor, Visitor, Visitor];

/** The three clients, beginning with the given one. */
function turned([one, two, three]: Three, first: 0 | 1 | 2): Three {
  if (first === 0) return [one, two, three];
  return first === 1 ? [two, three, one] : [three, one, two];
}
