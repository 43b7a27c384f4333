import { expect } from '@open-wc/testing';
import { canEncodeOnce } from '../../../../src/core/media/mesh/once/can-encode-once.js';
import { startEncodeOnce } from '../../../../src/core/media/mesh/once/index.js';
import { replace, restore } from '../../../fakes/browser/replaced.js';
import { OnceScene } from './once-scene.js';

const OTHERS = ['bob', 'cam', 'dan'];

describe('a camera that may be encoded once', () => {
  const scenes: OnceScene[] = [];

  afterEach(() => {
    for (const scene of scenes.splice(0)) scene.close();
    restore();
  });

  function open(...how: ConstructorParameters<typeof OnceScene>): OnceScene {
    const scene = new OnceScene(...how);
    scenes.push(scene);
    return scene;
  }

  it('is encoded for each by a browser that cannot, and is seen', async function () {
    if (canEncodeOnce()) this.skip();
    const scene = open();
    scene.ann.plane.publish('camera', scene.track('red'));
    await scene.join(OTHERS);
    await Promise.all(OTHERS.map((id) => scene.witness(id).eye('ann').sees('red')));
    expect((await scene.encodesFor(OTHERS.length)).shared).to.deep.equal([]);
    expect(scene.warnings).to.deep.equal([]);
  });

  it('is encoded for one whose path is narrow alone, and once for the others', async function () {
    if (!canEncodeOnce()) this.skip();
    const estimate: { bps?: number } = {};
    let added = 0;
    const scene = open(async (context) => {
      const once = await startEncodeOnce(context);
      const add = once?.add.bind(once);
      if (!once || !add) throw new Error('It does not start.');
      once.add = (sender, control) => {
        added += 1;
        const getStats = sender.getStats.bind(sender);
        // The browser estimates little for the path of the second one.
        if (added === 2)
          sender.getStats = async () => {
            if (estimate.bps === undefined) return getStats();
            return new Map([['pair', { availableOutgoingBitrate: estimate.bps }]]);
          };
        add(sender, control);
      };
      return once;
    });
    scene.ann.plane.publish('camera', scene.track('red'));
    await scene.join([...OTHERS, 'eve']);
    await scene.encodesFor(1);
    estimate.bps = 20_000;
    const { own } = await scene.encodesFor(2);
    expect(own).to.include('cam');
    scene.ann.plane.publish('camera', scene.track('lime'));
    await Promise.all([...OTHERS, 'eve'].map((id) => scene.witness(id).eye('ann').sees('lime')));
  });

  it('is encoded for each where the worker may not run, with one warning', async function () {
    if (!canEncodeOnce()) this.skip();
    // Called by `new`: not an arrow function.
    replace(globalThis, 'Worker', function Forbidden(): never {
      throw new DOMException('The page does not allow it.', 'SecurityError');
    });
    const scene = open();
    scene.ann.plane.publish('camera', scene.track('red'));
    await scene.join(OTHERS);
    await Promise.all(OTHERS.map((id) => scene.witness(id).eye('ann').sees('red')));
    expect((await scene.encodesFor(OTHERS.length)).shared).to.deep.equal([]);
    expect(scene.warnings.map(([text]) => text)).to.deep.equal(['the camera is encoded for each participant']);
  });

  it('ends its worker with the mesh, also when that is closed while it starts', async function () {
    if (!canEncodeOnce()) this.skip();
    const workers = new Set<Worker>();
    const Real = Worker;
    replace(
      globalThis,
      'Worker',
      class extends Real {
        constructor(url: string | URL) {
          super(url);
          workers.add(this);
        }

        override terminate(): void {
          workers.delete(this);
          super.terminate();
        }
      },
    );
    const scene = open();
    await scene.ann.plane.ready;
    expect(workers.size).to.equal(1);
    scene.close();
    await scene.ann.plane.ready;
    await Promise.resolve();
    expect(workers.size).to.equal(0);
    const next = open();
    next.close();
    await next.ann.plane.ready;
    await Promise.resolve();
    expect(workers.size).to.equal(0);
  });
});
