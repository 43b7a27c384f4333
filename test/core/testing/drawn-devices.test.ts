import { expect } from '@open-wc/testing';
import { CallError } from '../../../src/core/base/errors.js';
import { DrawnDevices } from '../../../src/testing/drawn/drawn-devices.js';
import { ColourEye } from '../../contracts/coloured-track.js';
import { FakeClock } from '../../fakes/browser/fake-clock.js';

async function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => (error instanceof CallError ? error.code : String(error)),
  );
}

describe('drawn devices', () => {
  let devices: DrawnDevices;
  let clock: FakeClock;
  beforeEach(() => {
    clock = new FakeClock();
    devices = new DrawnDevices({ clock });
  });
  afterEach(() => {
    devices.close();
    expect(clock.pending, 'timers left behind').to.equal(0);
  });

  it('are three cameras, one of them at the back, two microphones and two speakers, all with names', async () => {
    const listed = await devices.list();
    const count = (kind: string): number => listed.filter((device) => device.kind === kind && device.label).length;
    expect(['camera', 'microphone', 'speaker'].map(count)).to.deep.equal([3, 2, 2]);
    const { camera } = await devices.open({ camera: { facingMode: 'environment' } });
    expect(camera?.getSettings().facingMode).to.equal('environment');
  });

  it('give tracks that are named after the device', async () => {
    const { camera, microphone } = await devices.open({ camera: { deviceId: 'desk' }, microphone: {} });
    expect(camera?.label).to.equal('Desk camera');
    expect(camera?.getSettings().deviceId).to.equal('desk');
    expect(microphone?.getSettings().deviceId).to.equal('built-in-microphone');
    expect([camera?.kind, microphone?.kind]).to.deep.equal(['video', 'audio']);
    expect([camera?.readyState, microphone?.readyState]).to.deep.equal(['live', 'live']);
  });

  it('draw until the track is stopped, and no longer', async () => {
    const { camera } = await devices.open({ camera: {} });
    expect(clock.pending).to.equal(1);
    clock.advance(10_000);
    expect(clock.pending).to.equal(1);
    camera?.stop();
    camera?.stop();
    expect(clock.pending).to.equal(0);
  });

  it('show a picture that is played', async () => {
    const moving = new DrawnDevices({ portrait: { from: 'lime', to: 'lime', skin: 'lime' } });
    const { camera } = await moving.open({ camera: {} });
    const eye = new ColourEye();
    eye.look(camera);
    await eye.sees('lime');
    eye.close();
    moving.close();
    expect(camera?.readyState).to.equal('ended');
  });

  it('refuse like a user, and both when one of two is refused', async () => {
    devices.deny('camera');
    expect(await failure(devices.open({ camera: {} }))).to.equal('permission-denied');
    expect(await failure(devices.open({ camera: {}, microphone: {} }))).to.equal('permission-denied');
    expect(await devices.permission('camera')).to.equal('denied');
    expect(await failure(devices.open({ microphone: {} }))).to.equal('done');
    devices.allow('camera');
    expect(await failure(devices.open({ camera: {} }))).to.equal('done');
  });

  it('have no names until the user was asked, and report when they get them', async () => {
    const unasked = new DrawnDevices({ clock, permission: 'prompt' });
    const labels = async (): Promise<string[]> => (await unasked.list()).map(({ label }) => label).filter(Boolean);
    expect(await labels()).to.deep.equal([]);
    const told = new Promise<void>((resolve) => unasked.watch(resolve));
    await unasked.open({ camera: {} });
    await told;
    expect(await labels()).to.deep.equal(['Front camera', 'Back camera', 'Desk camera']);
    unasked.close();
  });

  it('end the track of an unplugged device and give the next one', async () => {
    const { camera } = await devices.open({ camera: {} });
    const ended = new Promise((resolve) => camera?.addEventListener('ended', resolve));
    devices.unplug('front');
    await ended;
    expect(camera?.readyState).to.equal('ended');
    expect((await devices.list()).map(({ deviceId }) => deviceId)).not.to.include('front');
    expect(await failure(devices.open({ camera: { deviceId: 'front' } }))).to.equal('device-missing');
    expect((await devices.open({ camera: {} })).camera?.label).to.equal('Back camera');
    devices.plug('front');
    expect(await failure(devices.open({ camera: { deviceId: 'front' } }))).to.equal('done');
  });

  it('report every change until the undo, which counts for one watcher', async () => {
    const told: string[] = [];
    const undo = devices.watch(() => told.push('one'));
    devices.watch(() => told.push('other'));
    devices.unplug('desk');
    await Promise.resolve();
    undo();
    undo();
    devices.plug('desk');
    await Promise.resolve();
    expect(told).to.deep.equal(['one', 'other', 'other']);
  });

  it('can be in use by another program', async () => {
    devices.busy('front');
    expect(await failure(devices.open({ camera: { deviceId: 'front' } }))).to.equal('device-in-use');
    expect(await failure(devices.open({ camera: { deviceId: 'desk' } }))).to.equal('done');
    devices.busy('front', false);
    expect(await failure(devices.open({ camera: { deviceId: 'front' } }))).to.equal('done');
  });

  it('take as long to open as they are told', async () => {
    devices.delayMs = 3000;
    const opening = devices.open({ camera: {} });
    let isOpen = false;
    void opening.then(() => (isOpen = true));
    clock.advance(2999);
    await Promise.resolve();
    expect(isOpen).to.equal(false);
    clock.advance(1);
    expect((await opening).camera?.readyState).to.equal('live');
  });
});
