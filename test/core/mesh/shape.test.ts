import { expect } from '@open-wc/testing';
import { createColouredTrack } from '../../contracts/coloured-track.js';
import { until } from '../../harness/until.js';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

/** How many pictures of the other side have come over the present connection, and the width of the last. */
async function arrived(witness: PlaneWitness): Promise<{ frames: number; width: number }> {
  const [link] = await witness.plane.getStats();
  const all = [...(link?.stats.values() ?? [])] as {
    type: string;
    kind: string;
    framesReceived?: number;
    frameWidth?: number;
  }[];
  const video = all.find(({ type, kind }) => type === 'inbound-rtp' && kind === 'video');
  return { frames: video?.framesReceived ?? 0, width: video?.frameWidth ?? 0 };
}

/** Resolves once nothing has come for a while, with how much had. */
async function quiet(witness: PlaneWitness): Promise<number> {
  let { frames } = await arrived(witness);
  for (let looks = 0; looks < 4; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = (await arrived(witness)).frames;
    if (now !== frames) looks = 0;
    frames = now;
  }
  return frames;
}

describe('the shape of what a mesh sends', () => {
  it('counts at once, for a track that takes the place of another, and over the next connection', async () => {
    const witnesses = ['ann', 'bob'].map((id) => new PlaneWitness((signaling) => createMesh({ signaling }), id));
    const [ann, bob] = witnesses as [PlaneWitness, PlaneWitness];
    const [red, lime, blue] = (['red', 'lime', 'blue'] as const).map(createColouredTrack);
    wire(witnesses);
    ann.plane.publish('camera', red ?? null);
    introduce(witnesses);
    await allConnected(witnesses);
    await bob.eye('ann').sees('red');
    ann.plane.shape?.('bob', 'camera', { active: false });
    const before = await quiet(bob);
    ann.plane.publish('camera', null);
    ann.plane.publish('camera', lime ?? null);
    expect(await quiet(bob), 'after another track').to.equal(before);
    const former = bob.plane.tracksOf('ann').get('camera');
    bob.plane.renewLink('ann');
    await until(() => bob.plane.tracksOf('ann').get('camera') !== former);
    await allConnected(witnesses);
    expect(await quiet(bob), 'over the next connection').to.equal(0);
    ann.plane.publish('camera', blue ?? null);
    ann.plane.shape?.('bob', 'camera', { active: true, scaleResolutionDownBy: 2 });
    await bob.eye('ann').sees('blue');
    await until(async () => (await arrived(bob)).width === 32);
    for (const each of witnesses) each.close();
    for (const track of [red, lime, blue]) track?.stop();
  });
});
