import { asAdmission, refused, same, scene, type SignalingCase } from './signaling-scene.js';

/** What every server does with tickets of a meeting that is over, in the open mode. */
export const ticketsContract: readonly SignalingCase[] = [
  scene('lets a removed guest into the next meeting of that name like any newcomer, and no further', async (play) => {
    const ann = await play.join('tea', 'Ann');
    const bob = await play.join('tea', 'Bob');
    await ann.transport.request('moderate:remove', { id: bob.admission.self.id });
    await bob.told('room:ended');
    await ann.transport.request('room:leave', {});
    const cy = await play.join('tea', 'Cy');
    await cy.transport.request('moderate:lock', { on: true });
    const again = await play.connect();
    const request = { room: 'tea', name: 'Bob', resume: bob.admission.resume, lastSeq: 0 };
    await refused('room-locked', again.transport.request('room:join', request));
    await cy.transport.request('moderate:lock', { on: false });
    await cy.transport.request('moderate:lobby', { on: true });
    same('lobby' in (await again.transport.request('room:join', request)), true);
    const { participant } = await cy.told('lobby:knocked');
    same([participant.id, participant.role], [bob.admission.self.id, 'guest']);
  }),

  scene('gives no role in a meeting for a role in the one before', async (play) => {
    const ann = await play.join('tea', 'Ann');
    const bob = await play.join('tea', 'Bob');
    await ann.transport.request('moderate:role', { id: bob.admission.self.id, role: 'cohost' });
    await bob.told('moderate:applied');
    bob.transport.close();
    const kept = await play.connect();
    const cohost = { room: 'tea', name: 'Bob', resume: bob.admission.resume };
    const { resume, self } = asAdmission(await kept.transport.request('room:join', cohost));
    same(self.role, 'cohost');
    await kept.transport.request('room:leave', {});
    await ann.transport.request('room:leave', {});
    const cy = await play.join('tea', 'Cy');
    await cy.transport.request('moderate:lock', { on: true });
    for (const ticket of [resume, bob.admission.resume, ann.admission.resume]) {
      const stranger = await play.connect();
      const request = { room: 'tea', name: 'Back', resume: ticket };
      await refused('room-locked', stranger.transport.request('room:join', request));
    }
    await cy.transport.request('moderate:lock', { on: false });
    for (const [ticket, id] of [
      [resume, self.id],
      [ann.admission.resume, ann.admission.self.id],
    ] as const) {
      const back = await play.connect();
      const request = { room: 'tea', name: 'Back', resume: ticket };
      const admission = asAdmission(await back.transport.request('room:join', request));
      same([admission.self.id, admission.self.role], [id, 'guest']);
    }
  }),

  scene(
    'gives a ticket of a meeting that is over no seat in the next one, not even one of the same id',
    async (play) => {
      const ann = await play.join('tea', 'Ann');
      await ann.transport.request('room:leave', {});
      const request = { room: 'tea', name: 'Ann', resume: ann.admission.resume };
      const first = await play.connect();
      const second = await play.connect();
      const one = asAdmission(await first.transport.request('room:join', request));
      const other = asAdmission(await second.transport.request('room:join', request));
      same(one.self.id, ann.admission.self.id);
      same(other.participants, [one.self]);
      same(other.self.id === one.self.id, false);
      await first.transport.request('chat:send', { id: 'm', text: 'still here' });
      same((await second.told('chat:message')).from, one.self.id);
    },
  ),

  scene('leaves a participant who was made a guest again a guest, also after leaving', async (play) => {
    const ann = await play.join('tea', 'Ann');
    const bob = await play.join('tea', 'Bob');
    const { id } = bob.admission.self;
    await ann.transport.request('moderate:role', { id, role: 'cohost' });
    await bob.told('moderate:applied');
    bob.transport.close();
    const kept = await play.connect();
    const request = { room: 'tea', name: 'Bob', resume: bob.admission.resume };
    const cohost = asAdmission(await kept.transport.request('room:join', request));
    await ann.transport.request('moderate:role', { id, role: 'guest' });
    await kept.transport.request('room:leave', {});
    await ann.transport.request('moderate:lock', { on: true });
    const back = await play.connect();
    const again = { room: 'tea', name: 'Bob', resume: cohost.resume };
    await refused('room-locked', back.transport.request('room:join', again));
    await ann.transport.request('moderate:lock', { on: false });
    same(asAdmission(await back.transport.request('room:join', again)).self.role, 'guest');
  }),
];
