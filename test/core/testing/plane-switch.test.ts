import { expect } from '@open-wc/testing';
import { PlaneSwitch } from '../../../src/core/media/plane-switch.js';
import { MemoryNetwork } from '../../../src/testing/memory/memory-plane.js';
import { mediaPlaneContract } from '../../contracts/media-plane-contract.js';
import { planeSwitchContract } from '../../contracts/plane-switch-contract.js';

describe('a switch between two planes in memory', () => {
  for (const { name, run } of planeSwitchContract) {
    it(name, async () => {
      const [present, next] = [new MemoryNetwork(), new MemoryNetwork()];
      await run(
        (signaling) => present.createPlane({ signaling }),
        (signaling) => next.createPlane({ signaling }),
      );
    });
  }
});

describe('a switch that holds one plane in memory', () => {
  for (const { name, run } of mediaPlaneContract) {
    it(name, async () => {
      const network = new MemoryNetwork();
      await run((signaling) => new PlaneSwitch(network.createPlane({ signaling })));
    });
  }
});

describe('during a move in memory', () => {
  const small = { widthPx: 1, heightPx: 1, priority: 'low' };
  const wanted = { widthPx: 640, heightPx: 360, priority: 'high' } as const;

  it('the next plane is asked for small pictures, sends small ones to all, and what is wanted once it carries the call', () => {
    const network = new MemoryNetwork();
    const [first, next] = [network.createPlane(), network.createPlane()];
    const plane = new PlaneSwitch(first);
    plane.handleAdmitted({ selfId: 'ann', iceServers: [], hintTakenBy: null });
    plane.addParticipant('bob', 'after-us');
    plane.demand('bob', 'camera', wanted);
    plane.demand('bob', 'screen', 'nothing');
    plane.shape('bob', 'camera', { active: false });
    plane.begin(1, next);
    plane.addParticipant('cas', 'after-us');
    plane.demand('cas', 'camera', wanted);
    expect(['bob', 'cas'].map((id) => next.demands.get(id, 'camera'))).to.deep.equal([small, small]);
    expect(next.demands.get('bob', 'screen')).to.equal('nothing');
    expect(['bob', 'cas'].map((id) => next.shapes.get(id, 'camera')?.active)).to.deep.equal([true, true]);
    expect(first.demands.get('cas', 'camera')).to.deep.equal(wanted);
    plane.commit(1);
    expect(['bob', 'cas'].map((id) => next.demands.get(id, 'camera'))).to.deep.equal([wanted, wanted]);
    expect(['bob', 'cas'].map((id) => next.shapes.get(id, 'camera'))).to.deep.equal([
      { active: false },
      { active: true },
    ]);
    plane.close();
  });
});
