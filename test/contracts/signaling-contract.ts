import { gatheredContract } from './gathered-contract.js';
import { moderationContract } from './moderation-contract.js';
import { asAdmission, expect, refused, same, scene, thrownBy, type SignalingCase } from './signaling-scene.js';
import { ticketsContract } from './tickets-contract.js';

/** What every `SignalingTransport` does, for any test runner to go through. */
export const signalingContract: readonly SignalingCase[] = [
  ...moderationContract,
  ...ticketsContract,
  ...gatheredContract,

  scene('connects when opened, and says so', async ({ create }) => {
    const { transport } = create();
    expect(!transport.isConnected, 'it is not connected before');
    const connected = new Promise((resolve) => {
      transport.addEventListener('signaling-connected', resolve, { once: true });
    });
    transport.open();
    transport.open();
    await connected;
    expect(transport.isConnected, 'it is connected after');
  }),

  scene('sends requests from before the connection as soon as it is connected', async ({ create }) => {
    const { transport } = create();
    const reply = transport.request('room:join', { room: 'tea', name: 'Ann' });
    transport.open();
    const admission = asAdmission(await reply);
    same(admission.self.name, 'Ann');
    same(admission.room.name, 'tea');
    same(admission.participants, []);
  }),

  scene('tells a newcomer who is there, and the others of the newcomer', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob', { camera: true });
    same(bob.admission.participants, [ann.admission.self]);
    same(bob.admission.self.sources, { microphone: false, camera: true, screen: false, screenAudio: false });
    same((await ann.told('participant:joined')).participant, bob.admission.self);
  }),

  scene('carries signals in order, with the sender set by the server', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    const to = ann.admission.self.id;
    const candidate = { candidate: 'candidate:1', sdpMid: '0', sdpMLineIndex: 0 };
    await Promise.all([
      bob.transport.request('signal:send', { to, description: { type: 'offer', sdp: 'v=0' }, generation: 1 }),
      bob.transport.request('signal:send', { to, candidate, generation: 1 }),
      bob.transport.request('signal:send', { to, candidate: { candidate: '' }, generation: 2 }),
    ]);
    await ann.told('signal:message', ({ generation }) => generation === 2);
    const from = bob.admission.self.id;
    const [joined, ...signals] = ann.events.map(({ payload }) => payload);
    const seq = joined?.seq ?? NaN;
    same(signals, [
      { seq: seq + 1, from, description: { type: 'offer', sdp: 'v=0' }, generation: 1 },
      { seq: seq + 2, from, candidate, generation: 1 },
      { seq: seq + 3, from, candidate: { candidate: '' }, generation: 2 },
    ]);
  }),

  scene('handles what is sent right behind a join after it, media too', async ({ connect, join }) => {
    const ann = await join('tea', 'Ann');
    const { transport } = await connect();
    const candidate = { candidate: 'candidate:1' };
    const answers: string[] = [];
    await Promise.all([
      transport.request('room:join', { room: 'tea', name: 'Bob' }).then(() => answers.push('join')),
      transport
        .request('signal:send', { to: ann.admission.self.id, candidate })
        .then(() => transport.request('ice:refresh', {}))
        .then(() => answers.push('media')),
      transport.request('chat:send', { id: 'b1', text: 'hello' }),
    ]);
    same(answers, ['join', 'media']);
    same((await ann.told('signal:message')).candidate, candidate);
  }),

  scene('carries nothing from one room to another', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    const cy = await join('coffee', 'Cy');
    const to = ann.admission.self.id;
    await refused('not-allowed', cy.transport.request('signal:send', { to, candidate: { candidate: '' } }));
    await refused('not-allowed', cy.transport.request('chat:send', { id: 'c1', text: 'psst', to }));
    await cy.transport.request('chat:send', { id: 'c2', text: 'to all' });
    await cy.transport.request('room:leave', {});
    // This comes after all of that: anything that leaked would arrive before it.
    await bob.transport.request('chat:send', { id: 'b1', text: 'hello' });
    await ann.told('chat:message', ({ id }) => id === 'b1');
    same(
      ann.events.map(({ name }) => name),
      ['participant:joined', 'chat:message'],
    );
  }),

  scene('tells the others of a change', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    await bob.transport.request('state:set', { sources: { microphone: true }, hand: true });
    const sources = { ...bob.admission.self.sources, microphone: true };
    const { participant } = await ann.told('participant:updated');
    same(participant, { ...bob.admission.self, sources, hand: true, handOrder: 1 });
    same(bob.events, []);
  }),

  scene('carries a private message to its addressee, and any other to all others', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    const cy = await join('tea', 'Cy');
    const { at } = await ann.transport.request('chat:send', { id: 'm1', text: 'psst', to: bob.admission.self.id });
    await ann.transport.request('chat:send', { id: 'm2', text: 'hello' });
    const whispered = await bob.told('chat:message', ({ id }) => id === 'm1');
    same([whispered.from, whispered.text, whispered.at], [ann.admission.self.id, 'psst', at]);
    await bob.told('chat:message', ({ id }) => id === 'm2');
    same((await cy.told('chat:message')).id, 'm2');
  }),

  scene('tells the others who left', async ({ join }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    await bob.transport.request('room:leave', {});
    const { id, reason } = await ann.told('participant:left');
    same([id, reason], [bob.admission.self.id, 'left']);
    await refused('not-allowed', bob.transport.request('chat:send', { id: 'm', text: 'still here?' }));
  }),

  scene('gives a seat to the connection that brings its ticket, with what it missed', async ({ join, connect }) => {
    const ann = await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    const { resume, self } = bob.admission;
    await ann.transport.request('chat:send', { id: 'm1', text: 'hello' });
    const second = await connect();
    const request = { room: 'tea', name: 'Bob', resume, lastSeq: 0 };
    same(asAdmission(await second.transport.request('room:join', request)).self, self);
    same((await second.told('chat:message')).id, 'm1');
    same((await bob.told('room:ended')).reason, 'duplicate');
    same(
      ann.events.map(({ name }) => name),
      ['participant:joined'],
    );
  }),

  scene('fails with the code of the server when it refuses', async ({ connect, join }) => {
    const { transport } = await connect();
    await refused('not-allowed', transport.request('ice:refresh', {}));
    await refused('invalid-room', transport.request('room:join', { room: ' ', name: 'Ann' }));
    await refused('invalid-name', transport.request('room:join', { room: 'tea', name: 'x'.repeat(65) }));
    await join('tea', 'Ann');
    const bob = await join('tea', 'Bob');
    await refused('not-allowed', bob.transport.request('moderate:lock', { on: true }));
  }),

  scene('fails pending requests when it is closed, and works when opened again', async ({ connect }) => {
    const { transport } = await connect();
    const pending = transport.request('room:join', { room: 'tea', name: 'Ann' });
    transport.close();
    await refused('signaling-unreachable', pending);
    expect(!transport.isConnected, 'it is not connected when closed');
    transport.close();
    const reply = transport.request('room:join', { room: 'coffee', name: 'Ann' });
    transport.open();
    same(asAdmission(await reply).room.name, 'coffee');
  }),

  scene('fails a request that waits for a connection when it is closed', async ({ create }) => {
    const { transport } = create();
    const pending = transport.request('room:join', { room: 'tea', name: 'Ann' });
    transport.close();
    await refused('signaling-unreachable', pending);
  }),

  scene('fails an aborted request with the reason of the abort', async ({ create }) => {
    const { transport } = create();
    const reason = new Error('changed my mind');
    const controller = new AbortController();
    const pending = transport.request('room:join', { room: 'tea', name: 'Ann' }, controller.signal);
    controller.abort(reason);
    expect((await thrownBy(pending)) === reason, 'it fails with the reason');
    const late = transport.request('room:join', { room: 'tea', name: 'Ann' }, controller.signal);
    expect((await thrownBy(late)) === reason, 'it fails at once when aborted before');
  }),
];
