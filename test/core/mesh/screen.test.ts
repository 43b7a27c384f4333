import { expect } from '@open-wc/testing';
import { createColouredTrack, type Colour } from '../../contracts/coloured-track.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';
import { until } from '../../harness/until.js';
import { allConnected, introduce, PlaneWitness, wire } from '../../contracts/plane-pair.js';
import { createMesh } from '../../fakes/worlds/create-mesh.js';

describe('a screen in a mesh', () => {
  let ann: PlaneWitness;
  let bob: PlaneWitness;
  let tracks: MediaStreamTrack[];

  beforeEach(async () => {
    tracks = [];
    // A clock that stands still: on a busy machine time alone is a reason for an offer.
    const clock = new FakeClock();
    const witnesses = ['ann', 'bob'].map((id) => new PlaneWitness((signaling) => createMesh({ signaling, clock }), id));
    [ann, bob] = witnesses as [PlaneWitness, PlaneWitness];
    wire(witnesses);
    introduce(witnesses);
    await allConnected(witnesses);
  });

  afterEach(() => {
    for (const each of [ann, bob]) each.close();
    for (const track of tracks) track.stop();
  });

  function paint(colour: Colour): MediaStreamTrack {
    const track = createColouredTrack(colour);
    tracks.push(track);
    return track;
  }

  it('takes an offer when it is shared first, and none after that', async () => {
    const eye = bob.eye('ann', 'screen');
    expect([ann.descriptions, bob.descriptions]).to.deep.equal([1, 1]);
    ann.plane.publish('screen', paint('blue'));
    await eye.sees('blue');
    ann.plane.publish('screen', null);
    ann.plane.publish('screen', paint('lime'));
    await eye.sees('lime');
    expect([ann.descriptions, bob.descriptions]).to.deep.equal([2, 2]);
  });

  it('is sent with its sound in one offer', async () => {
    const context = new AudioContext();
    const [sound] = context.createMediaStreamDestination().stream.getAudioTracks();
    ann.plane.publish('screen', paint('blue'));
    ann.plane.publish('screen-audio', sound ?? null);
    await bob.eye('ann', 'screen').sees('blue');
    expect([...bob.plane.tracksOf('ann').keys()]).to.have.members(['microphone', 'camera', 'screen', 'screen-audio']);
    expect([ann.descriptions, bob.descriptions]).to.deep.equal([2, 2]);
    await context.close();
  });

  it('is sent over the connections that replace the present one, whichever side makes them', async () => {
    ann.plane.publish('screen', paint('blue'));
    await bob.eye('ann', 'screen').sees('blue');
    for (const [one, other] of [
      [ann, 'bob'],
      [bob, 'ann'],
    ] as const) {
      const before = bob.plane.tracksOf('ann').get('screen');
      one.plane.renewLink(other);
      await until(() => ![undefined, before].includes(bob.plane.tracksOf('ann').get('screen')));
      await bob.eye('ann', 'screen').sees('blue');
    }
  });

  it('is not taken for the camera by a side that shares nothing', async () => {
    ann.plane.publish('screen', paint('blue'));
    await bob.eye('ann', 'screen').sees('blue');
    expect([...ann.plane.tracksOf('bob').keys()]).to.have.members(['microphone', 'camera']);
  });
});
