import { devicesContract } from '../../contracts/devices-contract.js';
import { FakeDevices } from '../../fakes/browser/fake-devices.js';

describe('fake devices', () => {
  for (const { name, run } of devicesContract) it(name, () => run(new FakeDevices()));
});
