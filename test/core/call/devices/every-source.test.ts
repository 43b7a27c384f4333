import { expect } from '@open-wc/testing';
import type { CallError } from '../../../../src/core/base/errors.js';
import { silentLogger } from '../../../../src/core/base/logger.js';
import { CallDevices } from '../../../../src/core/call/call-devices.js';
import { reduce, type CallChange } from '../../../../src/core/model/reducer.js';
import { CallRoster } from '../../../../src/core/call/session/roster.js';
import { CallSessions } from '../../../../src/core/call/session/session-factory.js';
import { initialSnapshot, type CallSnapshot } from '../../../../src/core/model/snapshot.js';
import { flagsOf, NO_SOURCES, SOURCE_TABLE, SOURCES, type Source } from '../../../../src/core/model/sources.js';
import { ALL_OFF } from '../../../../src/protocol/protocol.js';
import { MemorySignaling } from '../../../../src/testing/memory/memory-signaling.js';
import { MemoryNetwork, type MemoryPlane } from '../../../../src/testing/index.js';
import { FakeClock } from '../../../fakes/browser/fake-clock.js';
import { FakeDevices } from '../../../fakes/browser/fake-devices.js';
import { FakeDisplays } from '../../../fakes/browser/fake-displays.js';
import { createTrack } from '../../../fakes/browser/tracks.js';

/** A local participant with every source on, and what became of the tracks. */
class World {
  snapshot: CallSnapshot = initialSnapshot('Ann');
  readonly tracks = new Map(SOURCES.map((source) => [source, createTrack(kindOf(source))]));
  readonly changed: Source[] = [];
  readonly clock = new FakeClock();
  readonly displays = new FakeDisplays();
  readonly plane: MemoryPlane = new MemoryNetwork().createPlane();

  constructor() {
    for (const [source, track] of this.tracks) {
      this.apply({ type: 'local-source', source, state: { ...NO_SOURCES.camera, on: true, track } });
    }
  }

  get context() {
    return {
      getSnapshot: () => this.snapshot,
      apply: (change: CallChange) => {
        this.apply(change);
      },
      together: (work: () => void) => {
        work();
      },
      tell: () => undefined,
      tellError: (error: CallError) => error,
      turnOff: () => undefined,
      getLocalLevel: () => 0,
      createId: () => 'id',
      clock: this.clock,
      logger: silentLogger,
      seams: {
        createTransport: () => new MemorySignaling({ clock: this.clock }).createTransport(),
        createPlane: () => this.plane,
        createServedPlane: () => Promise.reject(new Error('There is no media server.')),
        prefetchServedPlane: () => undefined,
        createId: () => 'id',
        clock: this.clock,
        devices: new FakeDevices(),
        displays: this.displays,
        storage: null,
      },
    };
  }

  createDevices(): CallDevices {
    return new CallDevices({
      ...this.context,
      handleSource: (source) => this.changed.push(source),
    });
  }

  apply(change: CallChange): void {
    this.snapshot = reduce(this.snapshot, change);
  }

  close(): void {
    for (const track of this.tracks.values()) track.stop();
  }
}

describe('every source of the local participant', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
  });
  afterEach(() => {
    world.close();
  });

  it('is sent by a session that is created while it is on, as on a return to the room', () => {
    const sessions = new CallSessions({
      ...world.context,
      views: new Map(),
      getOptions: () => ({}),
      handleEnded: () => undefined,
    });
    sessions.open();
    expect([...world.plane.localTracks]).to.have.deep.members([...world.tracks]);
    sessions.close();
  });

  it('is turned off when the participant becomes a viewer', () => {
    const off: Source[] = [];
    const turnOff = (...sources: readonly Source[]) => off.push(...sources);
    const roster = new CallRoster({ ...world.context, turnOff }, world.plane, () => undefined);
    const { id, name, hand } = world.snapshot.self;
    roster.handleUpdated({ id, name, hand, role: 'viewer', sources: ALL_OFF });
    expect(off).to.have.members(['microphone', 'camera', 'screen', 'screen-audio']);
    roster.close();
  });

  it('is off and stopped when it is turned off, a screen too', async () => {
    const devices = world.createDevices();
    await devices.share(true);
    devices.turnOff('screen-audio');
    expect(flagsOf(world.snapshot.self.sources)).to.deep.include({ screen: true, screenAudio: false });
    devices.turnOff('screen');
    expect(flagsOf(world.snapshot.self.sources)).to.deep.include({ screen: false, screenAudio: false });
    expect(world.displays.liveTracks).to.deep.equal([]);
  });

  it('is off and stopped when the call ends, a screen too', async () => {
    const devices = world.createDevices();
    await devices.share(true);
    devices.close();
    expect(flagsOf(world.snapshot.self.sources)).to.deep.equal(ALL_OFF);
    expect(world.displays.liveTracks).to.deep.equal([]);
  });
});

function kindOf(source: Source): 'camera' | 'microphone' {
  return SOURCE_TABLE[source].kind === 'video' ? 'camera' : 'microphone';
}
