import { expect } from '@open-wc/testing';
import { createColouredTrack } from '../../contracts/coloured-track.js';
import { until } from '../../harness/until.js';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

/** What a plane's first link says of its pictures in that direction. */
async function pictures(
  { plane }: PlaneWitness,
  direction: 'inbound-rtp' | 'outbound-rtp',
): Promise<{ framesSent?: number; frameWidth?: number }> {
  const [link] = await plane.getStats();
  const all = [...(link?.stats.values() ?? [])] as {
    type: string;
    kind: string;
    framesSent?: number;
    frameWidth?: number;
  }[];
  return all.find(({ type, kind }) => type === direction && kind === 'video') ?? {};
}

/**
 * Resolves once no picture was sent for a while, with how many had over the present connection. Asked of the sender:
 * Firefox says nothing any more of what it has received when no packet comes.
 */
async function quiet(witness: PlaneWitness): Promise<number> {
  const count = async (): Promise<number> => (await pictures(witness, 'outbound-rtp')).framesSent ?? 0;
  let frames = await count();
  for (let looks = 0; looks < 4; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const now = await count();
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
    const before = await quiet(ann);
    ann.plane.publish('camera', null);
    ann.plane.publish('camera', lime ?? null);
    expect(await quiet(ann), 'after another track').to.equal(before);
    const former = bob.plane.tracksOf('ann').get('camera');
    bob.plane.renewLink('ann');
    await until(() => bob.plane.tracksOf('ann').get('camera') !== former);
    await allConnected(witnesses);
    expect(await quiet(ann), 'over the next connection').to.equal(0);
    ann.plane.publish('camera', blue ?? null);
    ann.plane.shape?.('bob', 'camera', { active: true, scaleResolutionDownBy: 2 });
    await bob.eye('ann').sees('blue');
    await until(async () => (await pictures(bob, 'inbound-rtp')).frameWidth === 32);
    for (const each of witnesses) each.close();
    for (const track of [red, lime, blue]) track?.stop();
  });
});
