import { expect } from '@open-wc/testing';
import type { CallError } from '../../../../src/core/index.js';
import { other, RealRoom } from '../../../harness/browser/real-call.js';

describe('a call with options that cannot work', () => {
  let room: RealRoom;

  beforeEach(() => {
    room = new RealRoom();
  });

  afterEach(async () => {
    await room.close();
  });

  it('joins and reports ice-failed when the ICE servers are not valid addresses', async () => {
    await room.join('Ann');
    const bob = await room.create('Bob', { iceServers: [{ urls: 'nonsense' }] });
    const told = new Promise<CallError>((resolve) => {
      bob.addEventListener('noom-error', ({ error }) => {
        resolve(error);
      });
    });
    await bob.join();
    expect((await told).code).to.equal('ice-failed');
    expect((await other(bob, 'Ann')).connection).to.equal('connecting');
  });

  it('can be joined again after the options are corrected', async () => {
    const ann = await room.create('Ann', { topology: 'sfu' });
    const refused = await ann.join().catch((error: unknown) => error as CallError);
    expect(refused).to.include({ code: 'unsupported', fatal: true });
    ann.configure({ topology: 'auto' });
    await ann.join();
    expect(ann.snapshot).to.include({ state: 'joined', error: null });
  });
});
