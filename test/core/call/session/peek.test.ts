import { expect } from '@open-wc/testing';
import { CallWorld } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';

describe('looking into a room before joining', () => {
  let world: CallWorld;

  beforeEach(() => {
    world = new CallWorld();
  });

  afterEach(() => world.close());

  it('tells who is inside, without a seat', async () => {
    const ann = await world.join('Ann');
    const bo = world.create('Bo');
    void bo.call.prepare();
    const { count, names } = await bo.call.peek();
    expect([count, names]).to.deep.equal([1, ['Ann']]);
    expect(ann.others).to.deep.equal([]);
    await bo.call.join();
    expect(await codeOf(bo.call.peek())).to.equal('not-allowed');
    expect(bo.call.snapshot.error).to.equal(null);
  });

  it('is refused without a connection of prejoin, and ends with it', async () => {
    const ann = world.create('Ann');
    expect(await codeOf(ann.call.peek())).to.equal('not-allowed');
    world.signaling.unreachable();
    void ann.call.prepare();
    const peeked = codeOf(ann.call.peek());
    await ann.call.leave();
    expect(await peeked).to.equal('not-allowed');
  });

  it('asks a function of the page for one token, and again to join', async () => {
    let asked = 0;
    const token = (): string => `token ${String((asked += 1))}`;
    const ann = world.create('Ann', { token });
    void ann.call.prepare();
    await ann.call.peek();
    await ann.call.peek();
    expect(asked).to.equal(1);
    await ann.call.join();
    expect(asked).to.equal(2);
    const peeks = ann.requests.filter(({ name }) => name === 'room:peek');
    expect(peeks.map(({ payload }) => (payload as { token?: string }).token)).to.deep.equal(['token 1', 'token 1']);
  });

  it('asks for another token where the room is another one since', async () => {
    let room = 'tea';
    const ann = world.create('Ann', { token: () => `for ${room}` });
    void ann.call.prepare();
    await ann.call.peek();
    room = 'pie';
    ann.call.configure({ room });
    await ann.call.peek();
    expect(ann.asked('room:peek')).to.deep.equal([
      { room: 'tea', token: 'for tea' },
      { room: 'pie', token: 'for pie' },
    ]);
  });
});
