import { expect } from '@open-wc/testing';
import { CallWorld, type Person } from '../../fakes/worlds/call-world.js';
import { LocalMediaWorld } from '../../fakes/worlds/local-media-world.js';
import { endTrack, muteTrack } from '../../fakes/browser/tracks.js';
import { turn } from '../../fakes/turn.js';

/** Longer than any interruption that is ignored. */
const LONG_MS = 10_000;
const BOTH = { microphone: true, camera: true };

describe('a local device that the system interrupts', () => {
  let world: LocalMediaWorld;

  beforeEach(() => {
    world = new LocalMediaWorld();
  });

  afterEach(() => {
    world.media.close();
    expect(world.clock.pending, 'timers left behind').to.equal(0);
  });

  for (const kind of ['microphone', 'camera'] as const) {
    it(`is reported after some seconds, and when it is back: ${kind}`, async () => {
      await world.media.open(BOTH);
      const on = world.states[kind];
      muteTrack(world.media.getState(kind).track, true);
      expect(world.states[kind]).to.equal(on);
      world.clock.advance(LONG_MS);
      expect(world.states[kind]).to.match(/^on interrupted /);
      muteTrack(world.media.getState(kind).track, false);
      expect(world.states[kind]).to.equal(on);
    });
  }

  it('is not reported for a moment', async () => {
    await world.media.open(BOTH);
    for (let moment = 0; moment < 10; moment += 1) {
      muteTrack(world.media.getState('camera').track, true);
      world.clock.advance(1000);
      muteTrack(world.media.getState('camera').track, false);
      world.clock.advance(1000);
    }
    expect(world.states.camera).to.equal('on front');
  });

  it('is reported for a device that is silent from the start', async () => {
    world.devices.hold();
    const opening = world.media.open(BOTH);
    world.devices.release();
    await turn();
    const track = world.devices.tracks.find((each) => each.kind === 'video');
    muteTrack(track, true);
    await opening;
    world.clock.advance(LONG_MS);
    expect(world.states.camera).to.equal('on interrupted front');
  });

  it('is over with another device, with turning off, and with closing', async () => {
    await world.media.open(BOTH);
    muteTrack(world.media.getState('camera').track, true);
    world.clock.advance(LONG_MS);
    await world.media.swap('camera', { deviceId: 'back' }, 'selected');
    expect(world.states.camera).to.equal('on back');
    muteTrack(world.media.getState('camera').track, true);
    world.clock.advance(LONG_MS);
    await world.media.set('camera', false);
    expect(world.states.camera).to.equal('off');
    await world.media.set('camera', true);
    expect(world.states.camera).to.equal('on front');
    muteTrack(world.media.getState('camera').track, true);
    world.media.close();
    world.clock.advance(LONG_MS);
    expect(world.states.camera).to.equal('off');
  });

  it('stays so while it is off, and is so when it is turned on', async () => {
    await world.media.open(BOTH);
    await world.media.set('microphone', false);
    muteTrack(world.media.getState('microphone').track, true);
    world.clock.advance(LONG_MS);
    await world.media.set('microphone', true);
    expect(world.states.microphone).to.equal('on interrupted desk');
  });

  it('is over when the device is unplugged and another replaces it', async () => {
    await world.media.open(BOTH);
    const track = world.media.getState('camera').track;
    muteTrack(track, true);
    world.clock.advance(LONG_MS);
    world.devices.devices = world.devices.devices.filter(({ deviceId }) => deviceId !== 'front');
    endTrack(track);
    await turn();
    expect(world.states.camera).to.equal('on back');
  });
});

describe('a call whose microphone or camera the system interrupts', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  const flagsSeenBy = ({ call }: Person): Record<string, boolean> => {
    const { microphone, camera } = call.snapshot.participants[1]?.sources ?? {};
    return { microphone: microphone?.on === true, camera: camera?.on === true };
  };

  it('shows it to the local participant with the reason, and to the others as off, until it is back', async () => {
    const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
    const { camera } = ann.call.snapshot.self.sources;
    muteTrack(camera.track, true);
    world.clock.advance(LONG_MS);
    await turn();
    expect(ann.call.snapshot.self.sources.camera).to.include({ on: true, interrupted: true });
    expect(flagsSeenBy(bob)).to.deep.equal({ microphone: true, camera: false });
    muteTrack(camera.track, false);
    await turn();
    expect(ann.call.snapshot.self.sources.camera).to.include({ on: true, interrupted: false });
    expect(flagsSeenBy(bob)).to.deep.equal({ microphone: true, camera: true });
  });

  it('is off for newcomers, also when it was interrupted before the join', async () => {
    const bob = await world.join('Bob');
    const ann = world.create('Ann');
    await ann.call.prepare();
    muteTrack(ann.call.snapshot.self.sources.microphone.track, true);
    world.clock.advance(LONG_MS);
    await ann.call.join();
    await turn();
    const cas = await world.join('Cas');
    for (const person of [bob, cas]) {
      const seen = person.call.snapshot.participants.find(({ name }) => name === 'Ann')?.sources;
      expect([seen?.microphone.on, seen?.camera.on], person.call.snapshot.self.name).to.deep.equal([false, true]);
    }
  });
});
