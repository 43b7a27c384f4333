import { expect } from '@open-wc/testing';
import { MovingWorld } from '../../../fakes/worlds/moving-world.js';

describe('how the media of a room travels, before joining it', () => {
  let world: MovingWorld;
  beforeEach(() => {
    world = new MovingWorld();
  });
  afterEach(() => world.close());

  it('is told at the door, where a page fetches what it needs for a media server, and for a mesh nothing', async () => {
    const loads: boolean[] = [];
    const bob = world.create('Bob', {}, { prefetchServedPlane: (isNeeded) => loads.push(isNeeded) });
    void bob.call.prepare();
    const ann = await world.enter('Ann');
    expect((await bob.call.peek()).topology).to.equal('mesh');
    expect(loads).to.deep.equal([]);
    ann.call.configure({ topology: 'sfu' });
    await world.pass(1000);
    expect((await bob.call.peek()).topology).to.equal('sfu');
    expect(loads).to.deep.equal([true]);
  });
});
