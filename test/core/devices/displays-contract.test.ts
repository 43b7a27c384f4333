import { expect } from '@open-wc/testing';
import type { CallError } from '../../../src/core/base/errors.js';
import { DrawnDisplays } from '../../../src/testing/index.js';
import { displaysContract } from '../../contracts/displays-contract.js';
import { FakeDisplays } from '../../fakes/browser/fake-displays.js';

describe('fake displays', () => {
  for (const { name, run } of displaysContract) it(name, () => run(new FakeDisplays()));
});

describe('drawn displays', () => {
  for (const { name, run } of displaysContract) it(name, () => run(new DrawnDisplays({ hasSound: true })));

  it('end what they gave as the browser’s own “Stop sharing” does', async () => {
    const displays = new DrawnDisplays({ hasSound: true });
    const { screen, 'screen-audio': sound } = await displays.open();
    let ended = 0;
    for (const track of [screen, sound]) track?.addEventListener('ended', () => (ended += 1));
    displays.end();
    expect([ended, screen.readyState, sound?.readyState]).to.deep.equal([2, 'ended', 'ended']);
  });

  it('refuse one prompt on demand', async () => {
    const displays = new DrawnDisplays();
    displays.refuseNext();
    const refused = await displays.open().catch((error: unknown) => error as CallError);
    expect(refused).to.have.property('code', 'permission-dismissed');
    (await displays.open()).screen.stop();
  });
});
