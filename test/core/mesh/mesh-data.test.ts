import { expect } from '@open-wc/testing';
import { Lazy } from '../../../src/core/base/lazy.js';
import { decodeFrame } from '../../../src/core/media/data-frame.js';
import type { MeshParts } from '../../../src/core/media/mesh/mesh-plane.js';
import { MeshSender } from '../../../src/core/media/mesh/mesh-sender.js';
import { RestartCheck } from '../../../src/core/media/mesh/link/restart-check.js';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';
import { codeOf } from '../../fakes/code-of.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

describe('the data of a mesh whose code is not there yet', () => {
  let come: () => void;
  let fail: () => void;
  let parts: Lazy<MeshParts>;
  let ann: PlaneWitness;
  let bob: PlaneWitness;

  beforeEach(() => {
    parts = new Lazy(
      () =>
        new Promise<MeshParts>((resolve, reject) => {
          come = () => {
            resolve({ MeshSender, decodeFrame, RestartCheck });
          };
          fail = () => {
            reject(new TypeError('Failed to fetch'));
          };
        }),
    );
    ann = new PlaneWitness((signaling) => createMesh({ signaling, parts }), 'ann');
    bob = new PlaneWitness((signaling) => createMesh({ signaling }), 'bob');
    wire([ann, bob]);
  });

  afterEach(() => {
    ann.close();
    bob.close();
  });

  it('waits, is copied at once, and is sent and received in order', async () => {
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    const bytes = new Uint8Array([1, 2, 3]);
    const sent = [
      ann.plane.data.send('bob', { channel: 'c', data: 'one' }),
      ann.plane.data.send('bob', { channel: 'c', data: bytes }),
    ];
    bytes.fill(9);
    const heard: unknown[] = [];
    ann.plane.data.addEventListener('data-received', ({ data }) => heard.push(data));
    for (const data of ['first', 'second']) await bob.plane.data.send('ann', { channel: 'c', data });
    come();
    await Promise.all(sent);
    await ann.plane.data.send('bob', { channel: 'c', data: 'three' });
    while (heard.length < 2) await new Promise(requestAnimationFrame);
    expect(heard).to.deep.equal(['first', 'second']);
    expect((await bob.received(3)).map(({ data }) => (typeof data === 'string' ? data : [...data]))).to.deep.equal([
      'one',
      [1, 2, 3],
      'three',
    ]);
  });

  it('is refused when the code cannot be loaded, and goes the next time', async () => {
    introduce([ann, bob]);
    await allConnected([ann, bob]);
    const refused = codeOf(ann.plane.data.send('bob', { channel: 'c', data: 'lost' }));
    fail();
    expect(await refused).to.equal('internal');
    const sent = ann.plane.data.send('bob', { channel: 'c', data: 'again' });
    come();
    await sent;
    expect((await bob.received(1)).map(({ data }) => data)).to.deep.equal(['again']);
  });
});
