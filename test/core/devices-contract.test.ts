import { browserDevices } from '../../src/core/devices/browser-devices.js';
import type { Devices } from '../../src/core/devices/devices.js';
import { DrawnDevices } from '../../src/testing/index.js';
import { devicesContract } from '../contracts/devices-contract.js';

const makers: [name: string, make: () => Devices][] = [
  ['the devices of this browser', () => browserDevices],
  ['drawn devices', () => new DrawnDevices()],
];

for (const [name, make] of makers) {
  describe(name, () => {
    for (const { name: sentence, run } of devicesContract) {
      it(sentence, () => run(make()));
    }
  });
}
