import { GATHERING } from '../../src/protocol/protocol.js';
import { expect, same, scene, type SignalingCase } from './signaling-scene.js';

const SIZE = 30;
const ON = { microphone: true };

/** What every transport, with its server, does in a large room. */
export const gatheredContract: readonly SignalingCase[] = [
  scene('brings what happens at once in a large room in few messages, in order', async ({ join }) => {
    const ann = await join('tea', 'Ann', ON, [GATHERING]);
    const bob = await join('tea', 'Bob');
    const ids: string[] = [];
    for (let count = 1; count < SIZE; count += 1) {
      const { admission } = await join('tea', 'Member', ON, [GATHERING]);
      ids.push(admission.self.id);
    }
    const before = ann.events.length;
    await ann.transport.request('moderate:mute', {});
    await bob.transport.request('chat:send', { id: 'b1', text: 'hello' });
    await ann.told('chat:message');
    const messages = ann.events.slice(before);
    const single = messages.flatMap((event) => (event.name === 'gathered' ? event.payload.events : [event]));
    same(
      single.flatMap((event) => (event.name === 'participant:updated' ? [event.payload.participant.id] : [])),
      ids,
    );
    expect(messages.length <= 4, `${String(messages.length)} messages`);
  }),
];
