import { expect } from '@open-wc/testing';
import type { CallOptions, DeviceInfo } from '../../../../src/core/index.js';
import type { PreferenceStorage } from '../../../../src/core/base/storage.js';
import { lazyParts } from '../../../../src/core/call/lazy/features.js';
import { CallWorld, type Person } from '../../../fakes/worlds/call-world.js';
import { codeOf } from '../../../fakes/code-of.js';
import { endTrack } from '../../../fakes/browser/tracks.js';
import { turn } from '../../../fakes/turn.js';

/** Until a device that was plugged in is opened. */
const READY_MS = 1000;

const sourcesOf = ({ call }: Person) => call.snapshot.self.sources;
const used = (person: Person, kind: 'camera' | 'microphone'): string => {
  const { on, track } = sourcesOf(person)[kind];
  return `${track?.getSettings().deviceId ?? 'none'} ${on ? 'on' : 'off'}`;
};
const changesOf = (person: Person): string[] =>
  person.heard('noom-device-changed').map(({ kind, deviceId, reason }) => `${kind} ${deviceId} ${reason}`);
const errorsOf = (person: Person): string[] => person.heard('noom-error').map(({ error }) => error.code);
const storageOf = (choices: object): PreferenceStorage & { text: string } => {
  const storage = {
    text: JSON.stringify(choices),
    getItem: () => storage.text,
    setItem: (_key: string, text: string) => {
      storage.text = text;
    },
  };
  return storage;
};

describe('a device that was unplugged and is back', () => {
  let world: CallWorld;
  let ann: Person;
  let all: readonly DeviceInfo[];

  beforeEach(async () => {
    world = new CallWorld();
    await lazyParts.load();
  });
  afterEach(() => world.close());

  const join = async (choices: object, options: CallOptions = {}): Promise<void> => {
    ann = world.create('Ann', options, { storage: storageOf(choices) });
    await ann.call.join();
    await turn();
    all = ann.devices.devices;
  };
  /** A device goes: the list changes, and its track ends. */
  const unplug = async (...ids: string[]): Promise<void> => {
    const ended = ann.devices.liveTracks.filter((track) => ids.includes(track.getSettings().deviceId ?? ''));
    ann.devices.change(ann.devices.devices.filter(({ deviceId }) => !ids.includes(deviceId)));
    ended.forEach(endTrack);
    await turn();
    await turn();
  };
  const plugIn = async (devices: readonly DeviceInfo[] = all, waitMs = READY_MS): Promise<void> => {
    ann.devices.change(devices);
    await turn();
    world.clock.advance(waitMs);
    await turn();
  };

  it('is used again, and the others receive it, without a failure that no one asked about', async () => {
    await join({ microphone: 'headset', camera: 'back' });
    await unplug('headset', 'back');
    expect([used(ann, 'microphone'), used(ann, 'camera')]).to.deep.equal(['desk on', 'front on']);
    await plugIn();
    expect([used(ann, 'microphone'), used(ann, 'camera')]).to.deep.equal(['headset on', 'back on']);
    expect(changesOf(ann).slice(-2)).to.have.members(['microphone headset returned', 'camera back returned']);
    expect(ann.planes[0]?.localTracks.get('microphone')).to.equal(sourcesOf(ann).microphone.track);
    expect([ann.devices.liveTracks.length, errorsOf(ann)]).to.deep.equal([2, []]);
  });

  it('is used again where the browser had chosen it, and where it was missing when the call began', async () => {
    await join({});
    await unplug('front');
    await plugIn();
    expect(used(ann, 'camera')).to.equal('front on');
    const late = world.create('Late', {}, { storage: storageOf({ microphone: 'headset' }) });
    late.devices.devices = all.filter(({ deviceId }) => deviceId !== 'headset');
    await late.call.join();
    await turn();
    ann = late;
    expect(used(ann, 'microphone')).to.equal('desk on');
    await plugIn();
    expect(used(ann, 'microphone')).to.equal('headset on');
  });

  it('is used again where nothing had taken its place, unless its source was turned off', async () => {
    await join({});
    const only = (...ids: string[]): DeviceInfo[] => all.filter(({ deviceId }) => ids.includes(deviceId));
    ann.devices.change(only('front', 'desk'));
    await turn();
    await unplug('front', 'desk');
    expect([used(ann, 'camera'), used(ann, 'microphone')]).to.deep.equal(['none off', 'none off']);
    await ann.call.setMicrophone(false);
    await plugIn(only('front', 'desk'));
    expect([used(ann, 'camera'), used(ann, 'microphone')]).to.deep.equal(['front on', 'none off']);
    expect(ann.call.snapshot.error).to.equal(null);
  });

  it('is the same with another id, by its label and group, and is remembered by the new one', async () => {
    ann = world.create('Ann', {}, { storage: storageOf({}) });
    const storage = storageOf({ camera: 'usb-1' });
    ann = world.create('Ann', {}, { storage });
    const usb = { kind: 'camera', deviceId: 'usb-1', label: 'USB', groupId: 'g' } as const;
    all = [...ann.devices.devices, usb];
    ann.devices.devices = all;
    await ann.call.join();
    await turn();
    await unplug('usb-1');
    const other = { ...usb, deviceId: 'usb-2', groupId: 'h' };
    await plugIn([...ann.devices.devices, other]);
    expect(used(ann, 'camera')).to.equal('front on');
    await plugIn([...ann.devices.devices, { ...usb, deviceId: 'usb-3' }]);
    expect(used(ann, 'camera')).to.equal('usb-3 on');
    expect(JSON.parse(storage.text)).to.include({ camera: 'usb-3' });
  });

  it('leaves another one alone that was chosen meanwhile, also one that is just being opened', async () => {
    await join({ microphone: 'headset', camera: 'back' });
    await unplug('headset', 'back');
    await ann.call.selectDevice('microphone', 'desk');
    const third = { kind: 'camera', deviceId: 'third', label: 'Third' } as const;
    ann.devices.change([...ann.devices.devices, third]);
    await turn();
    ann.devices.hold();
    const choosing = ann.call.selectDevice('camera', 'third');
    await plugIn([...all, third]);
    ann.devices.release();
    await choosing;
    await turn();
    expect([used(ann, 'microphone'), used(ann, 'camera')]).to.deep.equal(['desk on', 'third on']);
    expect(ann.devices.liveTracks).to.have.length(2);
  });

  it('is used again where it was unplugged while another was chosen, which could not be opened', async () => {
    await join({ camera: 'back' });
    const third = { kind: 'camera', deviceId: 'third', label: 'Third' } as const;
    all = [...all, third];
    ann.devices.change(all);
    await turn();
    ann.devices.failWhen(({ camera }) => (camera?.deviceId === 'third' ? 'device-in-use' : null));
    ann.devices.hold();
    const choosing = codeOf(ann.call.selectDevice('camera', 'third'));
    await unplug('back');
    ann.devices.release();
    expect(await choosing).to.equal('device-in-use');
    expect([used(ann, 'camera'), changesOf(ann).at(-1)]).to.deep.equal(['front on', 'camera front unplugged']);
    await plugIn();
    expect([used(ann, 'camera'), changesOf(ann).at(-1)]).to.deep.equal(['back on', 'camera back returned']);
  });

  it('gives way to a choice that is made while it is opened', async () => {
    await join({ camera: 'back' });
    await unplug('back');
    ann.devices.hold();
    await plugIn();
    const choosing = ann.call.selectDevice('camera', 'front');
    ann.devices.release();
    await choosing;
    await turn();
    expect([used(ann, 'camera'), ann.devices.liveTracks.length]).to.deep.equal(['front on', 2]);
  });

  it('keeps a muted microphone muted, and a camera that is off closed', async () => {
    await join({ microphone: 'headset', camera: 'back' });
    await unplug('headset', 'back');
    await ann.call.setMicrophone(false);
    await ann.call.setCamera(false);
    await plugIn();
    expect([used(ann, 'microphone'), used(ann, 'camera')]).to.deep.equal(['headset off', 'none off']);
    expect([sourcesOf(ann).microphone.track?.enabled, ann.devices.liveTracks.length]).to.deep.equal([false, 1]);
    expect(ann.call.snapshot.devices.selected.camera).to.equal('back');
    await ann.call.setCamera(true);
    expect(used(ann, 'camera')).to.equal('back on');
  });

  it('is closed at once when the camera is turned off while it is opened', async () => {
    await join({ camera: 'back' });
    await unplug('back');
    ann.devices.hold();
    await plugIn();
    await ann.call.setCamera(false);
    ann.devices.release();
    await turn();
    const live = ann.devices.liveTracks.map((track) => track.getSettings().deviceId);
    expect([used(ann, 'camera'), live]).to.deep.equal(['none off', ['desk']]);
  });

  it('that leaves again, at once or while it is opened, is waited for again', async () => {
    await join({ camera: 'back' });
    await unplug('back');
    await plugIn(all, READY_MS / 2);
    await unplug('back');
    world.clock.advance(READY_MS);
    await turn();
    expect(used(ann, 'camera')).to.equal('front on');
    ann.devices.hold();
    await plugIn();
    await unplug('back');
    ann.devices.release();
    await turn();
    expect([used(ann, 'camera'), errorsOf(ann)]).to.deep.equal(['front on', []]);
    await plugIn();
    expect(used(ann, 'camera')).to.equal('back on');
  });

  it('with a loose plug is used again three times in a minute, no more', async () => {
    await join({ camera: 'back' });
    for (const expected of ['back on', 'back on', 'back on', 'front on']) {
      await unplug('back');
      await plugIn();
      expect(used(ann, 'camera')).to.equal(expected);
    }
    world.clock.advance(60_000);
    await unplug('back');
    await plugIn();
    expect(used(ann, 'camera')).to.equal('back on');
  });

  it('is used again while the connection to the server is away, and by the next call after leaving', async () => {
    await join({ camera: 'back' });
    await unplug('back');
    world.signaling.drop(ann.id);
    await turn();
    expect(ann.call.snapshot.state).to.equal('reconnecting');
    await plugIn();
    expect(used(ann, 'camera')).to.equal('back on');
    await unplug('back');
    ann.devices.change(all);
    await turn();
    await ann.call.leave();
    world.clock.advance(READY_MS);
    await turn();
    expect(ann.devices.liveTracks).to.have.length(0);
    await ann.call.join();
    await turn();
    expect(used(ann, 'camera')).to.equal('back on');
  });
});
