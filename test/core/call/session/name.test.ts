import { expect } from '@open-wc/testing';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { turn } from '../../../fakes/turn.js';

describe('a name that changes during the call', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  const names = (person: Person): object[] => person.asked('state:set').filter((change) => 'name' in change);
  const errors = (person: Person): string[] => person.heard('noom-error').map(({ error }) => error.code);

  it('is shown to all other participants, and to the local one', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    ann.call.configure({ displayName: ' Anna ' });
    await turn();
    expect([ann.call.snapshot.self.name, bob.others]).to.deep.equal(['Anna', ['Anna']]);
    expect(names(ann)).to.deep.equal([{ name: 'Anna' }]);
  });

  it('is sent one change after the other, and only the newest of those made meanwhile', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    for (const displayName of ['A', 'An', 'Ane', 'Anet', 'Anett']) ann.call.configure({ displayName });
    await turn();
    expect(names(ann)).to.deep.equal([{ name: 'A' }, { name: 'Anett' }]);
    expect(bob.others).to.deep.equal(['Anett']);
  });

  it('is not sent when it is the present one', async () => {
    const ann = await world.join('Ann');
    ann.call.configure({ displayName: 'Ann' });
    await turn();
    expect(names(ann)).to.deep.equal([]);
  });

  it('waits for the seat when it is set while joining', async () => {
    const bob = await world.join('Bob');
    const ann = world.create('Ann');
    const joining = ann.call.join();
    ann.call.configure({ displayName: 'Anna' });
    await joining;
    await turn();
    expect([ann.call.snapshot.self.name, bob.others]).to.deep.equal(['Anna', ['Anna']]);
  });

  it('that is not valid is reported as such, and changes nothing', async () => {
    const ann = await world.join('Ann');
    ann.call.configure({ displayName: 'x'.repeat(65) });
    await turn();
    expect([errors(ann), ann.call.snapshot.self.name]).to.deep.equal([['invalid-name'], 'Ann']);
    expect(names(ann)).to.deep.equal([]);
  });

  it('that the server refuses is reported with its refusal', async () => {
    const ann = await world.join('Ann');
    world.signaling.refuseNext('not-allowed', 'state:set');
    ann.call.configure({ displayName: 'Anna' });
    await turn();
    expect([errors(ann), ann.call.snapshot.self.name]).to.deep.equal([['not-allowed'], 'Ann']);
  });

  it('is sent again after a pause, the newest one, when there were too many', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    world.signaling.refuseNext('rate-limited', 'state:set');
    ann.call.configure({ displayName: 'Anna' });
    await turn();
    expect([errors(ann), bob.others]).to.deep.equal([[], ['Ann']]);
    world.clock.advance(2_000);
    await turn();
    expect(bob.others).to.deep.equal(['Anna']);
  });

  it('is sent again when the connection is lost before the answer', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    const { id } = ann;
    ann.handleRequest = (name) => {
      if (name === 'state:set') world.signaling.drop(id);
      ann.handleRequest = () => undefined;
    };
    ann.call.configure({ displayName: 'Anna' });
    await turn();
    expect(ann.call.snapshot.state).to.equal('reconnecting');
    world.signaling.restore(id);
    await turn();
    world.clock.advance(2_000);
    await turn();
    expect([ann.call.snapshot.self.name, bob.others, errors(ann)]).to.deep.equal(['Anna', ['Anna'], []]);
  });

  it('is dropped on leaving before it was sent', async () => {
    const ann = await world.join('Ann');
    world.signaling.refuseNext('rate-limited', 'state:set');
    ann.call.configure({ displayName: 'Anna' });
    await turn();
    await ann.call.leave();
    await turn();
    expect(world.clock.pending).to.equal(0);
    expect(errors(ann)).to.deep.equal([]);
  });

  it('is that of the next join too', async () => {
    const ann = await world.join('Ann');
    const bob = await world.join('Bob');
    ann.call.configure({ displayName: 'Anna' });
    await turn();
    await ann.call.leave();
    await ann.call.join();
    await turn();
    expect(bob.others).to.deep.equal(['Anna']);
  });
});
