import { expect } from '@open-wc/testing';
import { CallError } from '../../../../src/core/index.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';

describe('what the others are told of the local participant', () => {
  let world: CallWorld;
  let ann: Person;
  let bob: Person;

  beforeEach(async () => {
    world = new CallWorld();
    [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
  });
  afterEach(() => world.close());

  let before = 0;
  beforeEach(async () => {
    await turn();
    before = ann.asked('state:set').length;
  });
  const told = (): number => ann.asked('state:set').length - before;

  const seen = () => {
    const participant = bob.call.snapshot.participants.find(({ name }) => name === 'Ann');
    return { microphone: participant?.sources.microphone.on };
  };
  async function wait(ms: number): Promise<void> {
    world.clock.advance(ms);
    await turn();
  }

  for (const code of ['rate-limited', 'internal'] as const) {
    it(`is sent again after a pause when it was refused as ${code}, in its newest state alone`, async () => {
      world.signaling.refuseNext(code, 'state:set');
      for (const on of [false, true, false]) {
        await ann.call.setMicrophone(on);
        await turn();
      }
      expect([seen().microphone, told()]).to.deep.equal([true, 1]);
      await wait(1000);
      expect([seen().microphone, told()]).to.deep.equal([false, 2]);
    });
  }

  it('is sent less and less often while it is refused, and once for all changes', async () => {
    await ann.call.setMicrophone(false);
    await turn();
    const first = told();
    for (let second = 0; second < 60; second += 1) {
      world.signaling.refuseNext('rate-limited', 'state:set');
      await ann.call.setMicrophone(second % 2 === 0);
      await wait(1000);
    }
    expect(told() - first).to.be.within(5, 9);
    await ann.call.setMicrophone(true);
    // The last refusal that was set is used up, and the next time it is accepted.
    await wait(16_000);
    await wait(16_000);
    expect(seen().microphone).to.equal(true);
  });

  it('is not sent at all when it is as before by then', async () => {
    world.signaling.refuseNext('rate-limited', 'state:set');
    await ann.call.setMicrophone(false);
    await turn();
    await ann.call.setMicrophone(true);
    await wait(60_000);
    expect([told(), seen().microphone]).to.deep.equal([1, true]);
  });

  it('is sent again when it is as before by then, where only the answer did not come', async () => {
    const [transport] = ann.transports;
    if (transport === undefined) throw new Error('There is no transport.');
    const request = transport.request.bind(transport);
    transport.request = async (name, payload, signal) => {
      const reply = await request(name, payload, signal);
      if (name !== 'state:set') return reply;
      transport.request = request;
      throw new CallError('signaling-unreachable');
    };
    await ann.call.setMicrophone(false);
    await turn();
    expect(seen().microphone).to.equal(false);
    await ann.call.setMicrophone(true);
    await wait(1000);
    expect(seen().microphone).to.equal(true);
  });
});
