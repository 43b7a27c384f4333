import { browserDevices } from '../../../src/core/devices/browser-devices.js';
import { DrawnDevices } from '../../../src/testing/index.js';
import { devicesContract } from '../../contracts/devices-contract.js';
import { itNeeds, nameDevices } from '../../harness/machine.js';

describe('the devices of this browser', () => {
  before(nameDevices);

  for (const { name, run, isOfSeveral } of devicesContract) {
    const test = (): Promise<void> => run(browserDevices);
    if (isOfSeveral) itNeeds('several cameras', name, test);
    else it(name, test);
  }
});

describe('drawn devices', () => {
  for (const { name, run } of devicesContract) it(name, () => run(new DrawnDevices()));
});
