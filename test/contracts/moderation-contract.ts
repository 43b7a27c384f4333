import type { EventPayload } from '../../src/protocol/protocol.js';
import { asAdmission, refused, same, scene, type SignalingCase } from './signaling-scene.js';

/**
 * What every server does about lobbies and moderation, in the open mode: the first participant of a room is its host.
 */
export const moderationContract: readonly SignalingCase[] = [
  scene('keeps newcomers in the lobby until they are let in, and tells them nothing there', async ({ join, knock }) => {
    const ann = await join('tea', 'Ann');
    await ann.transport.request('moderate:lobby', { on: true });
    const bob = await knock('tea', 'Bob');
    const { participant } = await ann.told('lobby:knocked');
    same(participant.name, 'Bob');
    const to = ann.admission.self.id;
    await refused('not-allowed', bob.transport.request('chat:send', { id: 'b1', text: 'hello' }));
    await refused('not-allowed', bob.transport.request('signal:send', { to, candidate: { candidate: '' } }));
    await refused('not-allowed', bob.transport.request('state:set', { hand: true }));
    await refused('not-allowed', bob.transport.request('ice:refresh', {}));
    await refused('not-allowed', bob.transport.request('moderate:admit', { id: participant.id }));
    await ann.transport.request('chat:send', { id: 'a1', text: 'who is it?' });
    same(bob.events, []);
    await ann.transport.request('moderate:admit', { id: participant.id });
    const admission = await bob.told('lobby:admitted');
    same(admission.participants, [ann.admission.self]);
    same(admission.self, participant);
    same(
      ann.events.map(({ name }) => name),
      ['room:updated', 'lobby:knocked', 'lobby:gone', 'participant:joined'],
    );
    await bob.transport.request('chat:send', { id: 'b2', text: 'hello' });
    same((await ann.told('chat:message')).id, 'b2');
  }),

  scene('keeps a denied newcomer out, and refuses a second request for a while', async ({ join, knock, connect }) => {
    const ann = await join('tea', 'Ann');
    await ann.transport.request('moderate:lobby', { on: true });
    const bob = await knock('tea', 'Bob');
    const { participant } = await ann.told('lobby:knocked');
    await ann.transport.request('moderate:deny', { id: participant.id });
    await bob.told('lobby:denied');
    same((await ann.told('lobby:gone')).id, participant.id);
    await refused('not-allowed', ann.transport.request('moderate:admit', { id: participant.id }));
    const again = await connect();
    const request = { room: 'tea', name: 'Bob', resume: bob.resume, lastSeq: 0 };
    await refused('denied', again.transport.request('room:join', request));
  }),

  scene('keeps a place in the lobby for its holder, and lets them in if admitted meanwhile', async (play) => {
    const ann = await play.join('tea', 'Ann');
    await ann.transport.request('moderate:lobby', { on: true });
    const bob = await play.knock('tea', 'Bob');
    const { participant } = await ann.told('lobby:knocked');
    bob.transport.close();
    const second = await play.connect();
    const request = { room: 'tea', name: 'Bob', resume: bob.resume, lastSeq: 0 };
    same('lobby' in (await second.transport.request('room:join', request)), true);
    second.transport.close();
    await ann.transport.request('moderate:admit', { id: participant.id });
    const third = await play.connect();
    same(asAdmission(await third.transport.request('room:join', request)).self, participant);
    await ann.transport.request('chat:send', { id: 'a1', text: 'welcome' });
    await third.told('chat:message');
    same(
      third.events.map(({ name }) => name),
      ['chat:message'],
    );
  }),

  scene('tells a new cohost who waits, and who goes', async ({ join, knock }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    await ann.transport.request('moderate:lobby', { on: true });
    const cy = await knock('tea', 'Cy');
    const { participant } = await ann.told('lobby:knocked');
    await ann.transport.request('moderate:role', { id: bob.admission.self.id, role: 'cohost' });
    same((await bob.told('lobby:knocked')).participant, participant);
    same((await bob.told('moderate:applied')).action, 'role');
    await cy.transport.request('room:leave', {});
    same((await bob.told('lobby:gone')).id, participant.id);
    await ann.told('lobby:gone');
  }),

  scene('lets in all who wait when the lobby is turned off', async ({ join, knock }) => {
    const ann = await join('tea', 'Ann');
    await ann.transport.request('moderate:lobby', { on: true });
    const bob = await knock('tea', 'Bob');
    const cy = await knock('tea', 'Cy');
    await ann.transport.request('moderate:lobby', { on: false });
    same((await bob.told('lobby:admitted')).participants.length, 1);
    same((await cy.told('lobby:admitted')).participants.length, 2);
    same((await bob.told('participant:joined')).participant.name, 'Cy');
  }),

  scene('keeps newcomers out of a locked room, and no participant who has a seat in it', async ({ join, connect }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    await ann.transport.request('moderate:lock', { on: true });
    same((await bob.told('room:updated')).room.locked, true);
    const cy = await connect();
    await refused('room-locked', cy.transport.request('room:join', { room: 'tea', name: 'Cy' }));
    const { resume, self } = bob.admission;
    same(asAdmission(await cy.transport.request('room:join', { room: 'tea', name: 'Bob', resume })).self, self);
  }),

  scene('mutes one participant or all, who can unmute themselves', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob', { microphone: true });
    const cy = await join('tea', 'Cy', { microphone: true });
    const { id } = bob.admission.self;
    const by = ann.admission.self.id;
    await ann.transport.request('moderate:mute', { id });
    const { action, by: who, id: whom } = await bob.told('moderate:applied');
    same([action, who, whom], ['mute', by, id]);
    same((await cy.told('participant:updated')).participant.sources.microphone, false);
    await bob.transport.request('state:set', { sources: { microphone: true } });
    await ann.transport.request('moderate:mute', {});
    same((await cy.told('moderate:applied')).by, by);
    const muted = await ann.told('participant:updated', ({ participant }) => participant.id === cy.admission.self.id);
    same(muted.participant.sources.microphone, false);
    same(bob.events.filter(({ name }) => name === 'moderate:applied').length, 2);
  }),

  scene('spotlights one participant for all, until they leave', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    const { id } = bob.admission.self;
    await ann.transport.request('moderate:spotlight', { id });
    same((await bob.told('room:updated')).room.spotlightId, id);
    await bob.transport.request('room:leave', {});
    await ann.told('room:updated', ({ room }) => room.spotlightId === null);
    await refused('not-allowed', ann.transport.request('moderate:spotlight', { id }));
  }),

  scene('hands the room over with the role of its host, and never leaves it without one', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    const [annId, bobId] = [ann.admission.self.id, bob.admission.self.id];
    await refused('not-allowed', ann.transport.request('moderate:role', { id: annId, role: 'guest' }));
    await ann.transport.request('moderate:role', { id: bobId, role: 'host' });
    const isNow = (role: string) => (payload: EventPayload<'participant:updated'>) => payload.participant.role === role;
    same((await ann.told('participant:updated', isNow('host'))).participant.id, bobId);
    same((await bob.told('participant:updated', isNow('cohost'))).participant.id, annId);
    await refused('not-allowed', ann.transport.request('moderate:end', {}));
  }),

  scene('lets a viewer watch, and send nothing', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob', { camera: true });
    await ann.transport.request('moderate:role', { id: bob.admission.self.id, role: 'viewer' });
    same((await ann.told('participant:updated')).participant.sources.camera, false);
    await refused('not-allowed', bob.transport.request('state:set', { sources: { camera: true } }));
    await bob.transport.request('state:set', { sources: { camera: false }, hand: true });
    await bob.transport.request('chat:send', { id: 'b1', text: 'may I?' });
    same((await ann.told('chat:message')).id, 'b1');
  }),

  scene(
    'ends the connection of a removed participant, and never lets them back with that seat',
    async ({ join, connect }) => {
      const ann = await join('tea', 'Ann');
      const bob = await join('tea', 'Bob');
      await refused('not-allowed', ann.transport.request('moderate:remove', { id: ann.admission.self.id }));
      await ann.transport.request('moderate:remove', { id: bob.admission.self.id });
      same((await bob.told('room:ended')).reason, 'removed');
      same((await ann.told('participant:left')).reason, 'removed');
      const again = await connect();
      const request = { room: 'tea', name: 'Bob', resume: bob.admission.resume };
      await refused('denied', again.transport.request('room:join', request));
    },
  ),

  scene('ends a room for all, including those who wait and those who are away', async ({ join, knock, connect }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    const away = await join('tea', 'Dee');
    await ann.transport.request('moderate:lobby', { on: true });
    const cy = await knock('tea', 'Cy');
    away.transport.close();
    await ann.transport.request('moderate:end', {});
    for (const witness of [ann, bob, cy]) same((await witness.told('room:ended')).reason, 'ended');
    // Bob may have been told on a connection that was lost, and not know.
    for (const { admission } of [away, bob]) {
      const back = await connect();
      const request = { room: 'tea', name: 'Back', resume: admission.resume };
      await refused('not-allowed', back.transport.request('room:join', request));
    }
    same((await join('tea', 'Eve')).admission.self.role, 'host');
  }),
];
