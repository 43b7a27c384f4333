import { expect } from '@open-wc/testing';
import type { CallSnapshot } from '../../../src/core/index.js';
import { CallWorld, type Person } from '../../fakes/worlds/call-world.js';
import { codeOf } from '../../fakes/code-of.js';
import { turn } from '../../fakes/turn.js';

const KINDS = ['microphone', 'camera'] as const;
const cameraOf = ({ call }: Person) => call.snapshot.self.sources.camera;

/** What the local participant is shown and what is sent to the others agree. */
function expectShownIsSent({ call, planes }: Person): void {
  for (const kind of KINDS) {
    const { on, track } = call.snapshot.self.sources[kind];
    const sent = planes.at(-1)?.localTracks.get(kind) ?? null;
    expect(sent === (on ? track : null), `whether a ${kind} shown as ${on ? 'on' : 'off'} is sent so`).to.equal(true);
    if (track !== null) expect(track.enabled, `whether the ${kind} gives anything`).to.equal(on);
    if (on) expect(track?.readyState, `a ${kind} that is on`).to.equal('live');
  }
}

describe('wishes in a call', () => {
  let world: CallWorld;
  beforeEach(() => {
    world = new CallWorld();
  });
  afterEach(() => world.close());

  /** Does something once, as soon as the call shows this. */
  function onceShown({ call }: Person, isShown: (snapshot: CallSnapshot) => boolean, work: () => void): void {
    const stop = call.subscribe((snapshot) => {
      if (!isShown(snapshot)) return;
      stop();
      work();
    });
  }

  for (const kind of KINDS) {
    const set = ({ call }: Person, on: boolean): Promise<void> =>
      kind === 'microphone' ? call.setMicrophone(on) : call.setCamera(on);

    it(`keep a ${kind} off that a listener turns off as it turns on`, async () => {
      const ann = await world.join('Ann', { [kind]: false });
      onceShown(
        ann,
        ({ self }) => self.sources[kind].on,
        () => void set(ann, false),
      );
      await set(ann, true);
      await turn();
      expect(ann.call.snapshot.self.sources[kind].on).to.equal(false);
      expectShownIsSent(ann);
    });

    it(`keep a ${kind} on that a listener turns on as it turns off`, async () => {
      const ann = await world.join('Ann');
      onceShown(
        ann,
        ({ self }) => !self.sources[kind].on,
        () => void set(ann, true),
      );
      await set(ann, false);
      await turn();
      expect(ann.call.snapshot.self.sources[kind].on).to.equal(true);
      expectShownIsSent(ann);
    });

    it(`keep a ${kind} off that a page turns off while another device opens`, async () => {
      const ann = await world.join('Ann');
      ann.devices.hold();
      const choosing = ann.call.selectDevice(kind, kind === 'camera' ? 'back' : 'headset');
      await set(ann, false);
      ann.devices.release();
      await choosing;
      await turn();
      expect(ann.call.snapshot.self.sources[kind].on).to.equal(false);
      expectShownIsSent(ann);
    });
  }

  it('leave nothing of a call that a listener leaves as its camera turns on', async () => {
    const ann = world.create('Ann');
    onceShown(
      ann,
      ({ self }) => self.sources.camera.on,
      () => void ann.call.leave(),
    );
    expect(await codeOf(ann.call.join())).to.equal('not-allowed');
    await turn();
    expect(ann.devices.liveTracks).to.deep.equal([]);
  });

  it('that select devices in quick succession end, refused, with the one that is in use', async () => {
    const ann = await world.join('Ann');
    ann.devices.hold();
    const choosing = [ann.call.selectDevice('camera', 'back'), codeOf(ann.call.selectDevice('camera', 'gone'))];
    ann.devices.release();
    expect((await Promise.all(choosing)).at(-1)).to.equal('device-missing');
    const { devices, self } = ann.call.snapshot;
    expect(self.sources.camera.track?.getSettings().deviceId).to.equal('front');
    expect(devices.selected.camera).to.equal('front');
    expectShownIsSent(ann);
  });

  it('for a device that cannot be opened leave one on that was still opening', async () => {
    const ann = world.create('Ann');
    ann.devices.hold();
    const joining = ann.call.join();
    const choosing = codeOf(ann.call.selectDevice('camera', 'gone'));
    ann.devices.release();
    await joining;
    expect(await choosing).to.equal('device-missing');
    await turn();
    const { devices, self } = ann.call.snapshot;
    expect([self.sources.camera.on, devices.selected.camera]).to.deep.equal([true, 'front']);
    expectShownIsSent(ann);
  });

  it('show no camera as on that is closed in favour of another one', async () => {
    const ann = await world.join('Ann');
    const shown: boolean[] = [];
    // One camera at a time, as on phones.
    ann.devices.failWhen(({ camera }) => {
      const isHeld = cameraOf(ann).track?.readyState === 'live';
      if (camera && !isHeld) shown.push(cameraOf(ann).on);
      return camera && isHeld ? 'device-in-use' : null;
    });
    await ann.call.selectDevice('camera', 'back');
    expect(shown).to.deep.equal([false]);
    expect([cameraOf(ann).on, cameraOf(ann).track?.getSettings().deviceId]).to.deep.equal([true, 'back']);
    expectShownIsSent(ann);
  });

  it('to send end with the role of a viewer, also where a device is still opening', async () => {
    const [ann, bob] = [await world.join('Ann'), await world.join('Bob', { camera: false, microphone: false })];
    bob.devices.hold();
    const wishes = [codeOf(bob.call.setCamera(true)), codeOf(bob.call.setMicrophone(true))];
    await ann.call.setRole(bob.id, 'viewer');
    bob.devices.release();
    await Promise.all(wishes);
    await turn();
    expect(KINDS.map((kind) => bob.call.snapshot.self.sources[kind].on)).to.deep.equal([false, false]);
    expectShownIsSent(bob);
    expect(await codeOf(bob.call.setCamera(true))).to.equal('not-allowed');
  });

  it('to speak end with the host’s mute, also where the microphone is still opening', async () => {
    const [ann, bob] = [await world.join('Ann'), await world.join('Bob')];
    bob.devices.hold();
    const choosing = bob.call.selectDevice('microphone', 'headset');
    await ann.call.muteParticipant(bob.id);
    bob.devices.release();
    await choosing;
    await turn();
    expect(bob.call.snapshot.self.sources.microphone.on).to.equal(false);
    expectShownIsSent(bob);
  });

  it('made between leaving and joining again count', async () => {
    const ann = await world.join('Ann');
    await ann.call.leave();
    await ann.call.setMicrophone(false);
    ann.devices.hold();
    const joining = ann.call.join();
    void ann.call.setCamera(false);
    void ann.call.setMicrophone(true);
    void ann.call.setMicrophone(false);
    ann.devices.release();
    await joining;
    await turn();
    expect(KINDS.map((kind) => ann.call.snapshot.self.sources[kind].on)).to.deep.equal([false, false]);
    expectShownIsSent(ann);
  });
});
