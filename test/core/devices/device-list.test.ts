import { expect } from '@open-wc/testing';
import { DeviceList } from '../../../src/core/devices/device-list.js';
import type { Devices } from '../../../src/core/devices/devices.js';
import { FakeDevices } from '../../fakes/browser/fake-devices.js';
import { turn } from '../../fakes/turn.js';

describe('the list of devices', () => {
  let devices: FakeDevices;
  let list: DeviceList;
  let listed: string[];

  function create(from: Devices): DeviceList {
    const created = new DeviceList(from);
    created.addEventListener('devices-listed', (event) => {
      const { camera, microphone } = event.permissions;
      listed.push(`${event.devices.map(({ deviceId }) => deviceId).join(' ')}: ${camera}, ${microphone}`);
    });
    return created;
  }

  beforeEach(() => {
    devices = new FakeDevices();
    devices.devices = devices.devices.slice(0, 1);
    listed = [];
    list = create(devices);
  });

  afterEach(() => {
    list.stop();
    expect(devices.watcherCount, 'watchers left behind').to.equal(0);
  });

  it('is reported when it is started, and at every change', async () => {
    list.start();
    await turn();
    devices.permissions.microphone = 'denied';
    devices.change([]);
    await turn();
    expect(listed).to.deep.equal(['front: granted, granted', ': granted, denied']);
  });

  it('is watched once, however often it is started', async () => {
    list.start();
    list.start();
    await turn();
    expect([devices.watcherCount, listed.length]).to.deep.equal([1, 1]);
  });

  it('is not reported any more once it is stopped, and can be started again', async () => {
    list.start();
    await turn();
    list.stop();
    list.stop();
    devices.change();
    await turn();
    expect(listed).to.have.length(1);
    list.start();
    await turn();
    expect(listed).to.have.length(2);
  });

  it('is reported at once on request', async () => {
    await list.refresh();
    expect(listed).to.have.length(1);
  });

  it('has only devices that can be chosen', async () => {
    devices.permissions.camera = 'prompt';
    devices.devices = [...devices.devices, { kind: 'camera', deviceId: '', label: '' }];
    await list.refresh();
    expect(listed).to.deep.equal(['front: prompt, granted']);
  });

  it('takes a permission for unknown while the devices that it is for have no names', async () => {
    devices.devices = [{ kind: 'camera', deviceId: '', label: '' }];
    await list.refresh();
    devices.devices = [{ kind: 'camera', deviceId: 'front', label: 'Front' }];
    await list.refresh();
    expect(listed).to.deep.equal([': unknown, granted', 'front: granted, granted']);
  });

  it('drops a listing that arrives after it was stopped', async () => {
    list.start();
    list.stop();
    await turn();
    expect(listed).to.deep.equal([]);
  });

  it('never ends with an old listing that a newer one has overtaken', async () => {
    const slow = listSlowly();
    slow.list.start();
    devices.change();
    slow.answer([]);
    await turn();
    slow.answer(devices.devices);
    await turn();
    expect(listed).to.deep.equal(['front: granted, granted']);
    slow.list.stop();
  });

  it('is requested once more, however often devices change while a listing is pending', async () => {
    const slow = listSlowly();
    slow.list.start();
    for (let change = 0; change < 500; change += 1) devices.change();
    expect(slow.asked).to.equal(1);
    slow.answer(devices.devices);
    await turn();
    expect(slow.asked).to.equal(2);
    slow.answer(devices.devices);
    await turn();
    expect([slow.asked, listed]).to.deep.equal([2, ['front: granted, granted']]);
    slow.list.stop();
  });

  it('is newer than the request, also when an older listing was pending then', async () => {
    const slow = listSlowly();
    const first = slow.list.refresh();
    const second = slow.list.refresh();
    slow.answer([]);
    await turn();
    expect(listed).to.deep.equal([]);
    slow.answer(devices.devices);
    await Promise.all([first, second]);
    expect(listed).to.deep.equal(['front: granted, granted']);
  });

  it('is reported again when it is started again while an older listing is pending', async () => {
    const slow = listSlowly();
    slow.list.start();
    slow.list.stop();
    slow.list.start();
    slow.answer([]);
    await turn();
    slow.answer(devices.devices);
    await turn();
    expect(listed).to.deep.equal(['front: granted, granted']);
    slow.list.stop();
  });

  /** A list whose listings the test answers, the oldest first. */
  function listSlowly() {
    const answers: ((listing: typeof devices.devices) => void)[] = [];
    const slow = {
      asked: 0,
      answer: (listing: typeof devices.devices) => answers.shift()?.(listing),
      list: create({
        list: () => {
          slow.asked += 1;
          return new Promise((resolve) => answers.push(resolve));
        },
        open: (request) => devices.open(request),
        permission: (kind) => devices.permission(kind),
        watch: (callback) => devices.watch(callback),
      }),
    };
    return slow;
  }
});
