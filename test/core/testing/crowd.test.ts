import { expect } from '@open-wc/testing';
import { createMemoryRoom } from '../../../src/testing/index.js';
import { snapshotIs } from '../../fakes/snapshot-is.js';

describe('a crowd in memory', () => {
  it('is of up to 300, each with a name of their own, who do as they are told', async () => {
    const room = createMemoryRoom({ crowd: 298, participants: [{ name: 'Minji' }] });
    await room.ready;
    const call = room.createCall({ displayName: 'You' });
    await call.join();
    expect(new Set(call.snapshot.participants.map(({ name }) => name)).size).to.equal(300);
    await snapshotIs(call, ({ participants }) => participants.every(({ connection }) => connection === 'connected'));
    const [ada, bela] = room.crowd;
    await ada?.raiseHand();
    await ada?.setMicrophone(false);
    await ada?.say('hello');
    await bela?.leave();
    await snapshotIs(call, ({ participants, messages }) => participants.length === 299 && messages.length === 1);
    const named = (name = '') => call.snapshot.participants.find((each) => each.name === name);
    const seen = named(ada?.name);
    expect([seen?.id, seen?.hand, seen?.sources.microphone.on]).to.deep.equal([ada?.id, true, false]);
    expect(named(bela?.name)).to.equal(undefined);
    const refusal = await room.addCrowd(2).then(
      () => '',
      (error: unknown) => String(error),
    );
    expect(refusal).to.equal('Error: room-full');
    await room.close();
  });
});
