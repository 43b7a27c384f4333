import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { tell } from '../../../src/core/base/typed-events.js';
import type { MediaPlane } from '../../../src/core/media/media-plane.js';
import type { PlaneSignaling } from '../../../src/core/media/plane-signaling.js';
import { PlaneSwitch } from '../../../src/core/media/switch/plane-switch.js';
import { MemoryNetwork } from '../../../src/testing/memory/memory-plane.js';
import { createColouredTrack } from '../../contracts/coloured-track.js';
import { mediaPlaneContract } from '../../contracts/media-plane-contract.js';
import { planeSwitchContract } from '../../contracts/plane-switch-contract.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { until } from '../../harness/until.js';

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

/** Brings signals to the planes in `ways`, by the id of whom they are for. */
function createPost(): { ways: Map<string, MediaPlane>; signaling: (from: string) => PlaneSignaling } {
  const ways = new Map<string, MediaPlane>();
  return {
    ways,
    signaling: (from) => ({
      send: (to, signal) => {
        ways.get(to)?.handleMessage({ name: 'signal:message', payload: { from, seq: 0, ...signal } });
        return Promise.resolve();
      },
      request: () => Promise.reject(new CallError('not-allowed')),
    }),
  };
}

describe('after a move in memory', () => {
  const people = ['ann', 'bob'] as const;

  /** Ann and Bob, whose call has moved for Ann alone. */
  async function moved() {
    const [clock, networks] = [new FakeClock(), [new MemoryNetwork(), new MemoryNetwork()] as const];
    const { ways, signaling } = createPost();
    const [ann, bob] = people.map((id) => {
      const first = networks[0].createPlane({ signaling: signaling(id) });
      const plane = new PlaneSwitch(first, { clock });
      ways.set(id, plane);
      plane.handleAdmitted({ selfId: id, iceServers: [], hintTakenBy: null });
      const camera = createColouredTrack('red');
      plane.publish('camera', camera);
      return { id, first, plane, camera, next: () => networks[1].createPlane({ signaling: signaling(id) }) };
    });
    if (ann === undefined || bob === undefined) throw new Error('They are not there.');
    ann.plane.addParticipant('bob', 'after-us');
    bob.plane.addParticipant('ann', 'before-us');
    const shown = (of: string, plane: MediaPlane): MediaStreamTrack | undefined => plane.tracksOf(of).get('camera');
    await until(() => shown('ann', bob.plane) !== undefined && shown('bob', ann.plane) !== undefined);
    const before = shown('bob', ann.plane);
    const ofAnn = shown('ann', bob.plane);
    for (const { plane, next } of [ann, bob]) plane.begin(1, next());
    await until(() => shown('bob', ann.plane) !== before && shown('ann', bob.plane) !== ofAnn);
    ann.plane.commit(1);
    const close = (): void => {
      for (const { plane, camera } of [ann, bob]) {
        plane.close();
        camera.stop();
      }
    };
    return { ann, bob, clock, before, shown, close };
  }

  it('the former plane goes on for a moment: what shows it, and the others, go over in their own time', async () => {
    const { ann, bob, clock, before, shown, close } = await moved();
    const ofAnn = shown('ann', bob.first);
    clock.advance(1000);
    expect([before?.readyState, ofAnn?.readyState]).to.deep.equal(['live', 'live']);
    bob.plane.commit(1);
    clock.advance(2000);
    expect([shown('bob', ann.first), shown('ann', bob.first)]).to.deep.equal([undefined, undefined]);
    expect(shown('ann', bob.plane)?.readyState).to.equal('live');
    close();
  });

  it('what is turned off is sent over the former plane no more, and who leaves is gone from it', async () => {
    const { ann, shown, close } = await moved();
    ann.plane.publish('camera', null);
    expect([...ann.first.localTracks.keys()]).to.deep.equal([]);
    ann.plane.removeParticipant('bob');
    expect(shown('bob', ann.first)).to.equal(undefined);
    close();
  });

  it('data that waits for a participant does not wait for the end of the former plane', async () => {
    const networks = [new MemoryNetwork(), new MemoryNetwork()] as const;
    const { ways, signaling } = createPost();
    // Its time stands still.
    const ann = new PlaneSwitch(networks[0].createPlane({ signaling: signaling('ann') }), { clock: new FakeClock() });
    const bob = networks[1].createPlane({ signaling: signaling('bob') });
    for (const [id, plane] of [
      ['ann', ann],
      ['bob', bob],
    ] as const) {
      ways.set(id, plane);
      plane.handleAdmitted({ selfId: id, iceServers: [], hintTakenBy: null });
    }
    ann.addParticipant('bob', 'after-us');
    const sending = ann.data.send('bob', { channel: 'c', data: 'hello' });
    ann.begin(1, networks[1].createPlane({ signaling: signaling('ann') }));
    ann.commit(1);
    const received = new Promise((resolve) => {
      bob.data.addEventListener('data-received', ({ data }) => {
        resolve(data);
      });
    });
    bob.addParticipant('ann', 'before-us');
    await sending;
    expect(await received).to.equal('hello');
    for (const plane of [ann, bob]) plane.close();
  });

  it('nothing goes on where a listener closes the call while it goes over', () => {
    const network = new MemoryNetwork();
    const [first, next] = [network.createPlane(), network.createPlane()];
    const plane = new PlaneSwitch(first, { clock: new FakeClock() });
    plane.handleAdmitted({ selfId: 'ann', iceServers: [], hintTakenBy: null });
    plane.addParticipant('bob', 'after-us');
    let closed = 0;
    for (const each of [first, next]) {
      const close = each.close.bind(each);
      each.close = () => {
        closed += 1;
        close();
      };
    }
    plane.begin(1, next);
    plane.addEventListener('plane-tracks', () => {
      plane.close();
    });
    plane.commit(1);
    expect(closed).to.equal(2);
  });

  it('what is shown from a plane that is given up goes back before that is closed', async () => {
    const { ann, bob, clock, shown, close } = await moved();
    const next = shown('ann', bob.plane);
    expect(next).not.to.equal(shown('ann', bob.first));
    bob.plane.abort(1);
    expect(shown('ann', bob.plane)).to.equal(shown('ann', bob.first));
    expect(next?.readyState).to.equal('live');
    clock.advance(2000);
    expect(next?.readyState).to.equal('ended');
    close();
    expect(ann.plane.tracksOf('bob').size).to.equal(0);
  });
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

  it('what TURN servers give is told of both planes, and of none that is closed', () => {
    const network = new MemoryNetwork();
    const [first, next] = [network.createPlane(), network.createPlane()];
    const plane = new PlaneSwitch(first);
    const told: unknown[] = [];
    plane.addEventListener('plane-relay', ({ url, errorCode }) => told.push([url, errorCode]));
    plane.begin(1, next);
    tell(first, 'plane-relay', { url: 'turn:192.0.2.7', errorCode: 401 });
    tell(next, 'plane-relay', { url: undefined, errorCode: null });
    plane.close();
    tell(next, 'plane-relay', { url: 'turn:192.0.2.7', errorCode: 401 });
    expect(told).to.deep.equal([
      ['turn:192.0.2.7', 401],
      [undefined, null],
    ]);
  });
});
